"""What every request must be like, and what every answer says to a browser."""

import ipaddress
import socket
from typing import Any

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from course_utils.classroom.wire import Problem, encode

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
HAND_IN = "/handin"
_OWN_NAMES = {"localhost", socket.gethostname().lower(), f"{socket.gethostname().lower()}.local"}


class Guard:
    """Refuses requests that a browser was tricked into, and bodies that would grow; adds `HEADERS` to answers.

    Parameters
    ----------
    app : ASGI application
    on_hub : bool
        Whether the class is a service of a JupyterHub, which has whatever name and encryption its school gave it.
    """

    def __init__(self, app: ASGIApp, on_hub: bool = False):
        self.app, self._on_hub = app, on_hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        refusal = _refusal(scope, self._on_hub)
        await (refusal or self.app)(scope, receive, send_with_headers)


def _refusal(scope: Scope, on_hub: bool) -> Response | None:
    headers: dict[bytes, bytes] = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1").lower()
    if not on_hub and not _is_ours(host):
        return problem(421, "This server answers only to the addresses that the teacher's page shows.")
    if scope["method"] not in ("GET", "HEAD", "POST"):
        return problem(405, "There is no such request.")
    if scope["method"] == "POST":
        origin = headers.get(b"origin")
        allowed = {f"{scope['scheme']}://{host}"} | ({f"http://{host}", f"https://{host}"} if on_hub else set())
        if origin is not None and origin.decode("latin-1").lower() not in allowed:
            return problem(403, "This request comes from another page.")
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip()
        if kind != (b"application/zip" if scope["path"] == HAND_IN else b"application/json"):
            return problem(415, "A request to the class is JSON, and a hand-in is a zip.")
        if headers.get(b"content-encoding", b"identity") != b"identity":
            return problem(415, "A request to the class is not compressed.")
    return None


def _is_ours(host: str) -> bool:
    """Return whether a Host header can only mean this computer.

    A page that wants to reach this server by a name of its own (DNS rebinding) sends that name; an IP address can be no
    such name, whichever address this computer has today.
    """
    name, _, port = host.rpartition(":") if ":" in host.rpartition("]")[2] else (host, "", "")
    if name in _OWN_NAMES:
        return True
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def on_loopback(scope: Scope) -> bool:
    """Return whether a request comes from this computer, and was meant for it."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1").lower()
    name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
    client = scope.get("client")
    return client is not None and is_loopback(client[0]) and (name == "localhost" or is_loopback(name.strip("[]")))


def is_loopback(address: str) -> bool:
    """Return whether an address is one of this computer that no other can reach."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def problem(status: int, sentence: str, wait: float = 0.0) -> Response:
    """Return an answer that refuses a request and says why; `wait`: in how many seconds to try again."""
    headers: dict[str, Any] = {"Retry-After": str(int(wait) + 1)} if wait else {}
    return Response(encode(Problem(sentence)), status, headers, "application/json")
