"""The class as a service of a JupyterHub: the Hub says who a request is from, so there is no join code and no link.

A learner's notebook sends the token of its own server. The teacher's browser logs in through the Hub with OAuth. Both
tokens are only ever shown to the Hub, which says whose they are and what they may do; nothing of them is kept on disk.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from course_utils.classroom import doors, guard, network

# Seconds for which an answer of the Hub counts, so a token still works for this time after it was revoked. A notebook
# speaks every five seconds; with 300 s, 3,000 notebooks make the class ask the Hub ten times a second.
NOTEBOOKS, BROWSERS = 300, 60
TEACHERS = "COURSE_TEACHERS"  # names the group of the Hub whose members teach, besides its admins
PAGES = ("/teach", "/projector")  # where a browser without a login is sent to the Hub
CALLBACK = "/oauth_callback"


class CannotServe(Exception):
    """Why the class cannot be a service of the Hub, in a sentence with the way out."""


class NoHub(Exception):
    """The Hub has not answered."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A user of the Hub who may use the class, and whether this user teaches."""

    name: str
    teaches: bool


def is_service() -> bool:
    """Return whether this process is a service of a Hub, which a terminal in somebody's server is not."""
    return "JUPYTERHUB_SERVICE_NAME" in os.environ


class Hub:
    """The Hub that this process is a service of, as its environment describes it.

    Raises
    ------
    CannotServe
    """

    def __init__(self) -> None:
        try:
            from jupyterhub.services.auth import HubOAuth
        except ImportError as error:
            raise CannotServe(
                "A class on a JupyterHub needs one more package. Install it with: "
                'pip install -c constraints.txt -e ".[hub]"'
            ) from error
        self.name = os.environ["JUPYTERHUB_SERVICE_NAME"]
        self.prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", f"/services/{self.name}/").rstrip("/")
        if not os.environ.get("JUPYTERHUB_API_TOKEN"):
            raise CannotServe(
                f"The service {self.name} has no token for the Hub. Set JUPYTERHUB_API_TOKEN to the api_token that the "
                "service has in jupyterhub_config.py."
            )
        about = {
            "base_url": f"{self.prefix}/",
            "oauth_client_id": os.environ.get("JUPYTERHUB_CLIENT_ID") or f"service-{self.name}",
        }
        self._notebooks = HubOAuth(cache_max_age=NOTEBOOKS, **about)
        self._browsers = HubOAuth(cache_max_age=BROWSERS, **about)
        self._group = os.environ.get(TEACHERS, "")

    # ---- who somebody is

    async def learner(self, request: Request) -> Visitor | None:
        """Return whose server a request comes from; None where the Hub does not know the token, or does not let it in.

        Raises
        ------
        NoHub
        """
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return await self._visitor(self._notebooks, token, "") if token else None

    async def reader(self, request: Request) -> Visitor | None:
        """Return who has logged in with the browser that a request comes from.

        Raises
        ------
        NoHub
        """
        token = request.cookies.get(self._browsers.cookie_name, "")
        # the session ends with logging out of the Hub, so that an answer that was remembered ends, too
        session = request.cookies.get("jupyterhub-session-id", "")
        return await self._visitor(self._browsers, token, session) if token else None

    async def _visitor(self, auth: Any, token: str, session: str) -> Visitor | None:
        from tornado.web import HTTPError

        try:
            model = await auth.user_for_token(token, session_id=session, sync=False)
        except HTTPError as error:
            raise NoHub(str(error)) from error
        if model is None or model["kind"] != "user" or not auth.check_scopes(auth.access_scopes, model):
            return None
        return Visitor(model["name"], bool(model.get("admin")) or self._group in model.get("groups", []))

    # ---- logging in

    def log_in(self, request: Request) -> Response:
        """Return an answer that sends a browser to the Hub, which sends it back with a code."""
        state = self._browsers.generate_state(next_url=request.url.path)
        response = RedirectResponse(f"{self._browsers.login_url}&{urlencode({'state': state})}", 303)
        self._set_cookie(request, response, self._browsers.state_cookie_name, state)
        return response

    async def logged_in(self, request: Request) -> Response:
        """Take the code of a browser that comes from the Hub, and return an answer that lets it go on.

        Raises
        ------
        NoHub
        """
        from tornado.web import HTTPError

        auth, code = self._browsers, request.query_params.get("code", "")
        state, kept = request.query_params.get("state", ""), request.cookies.get(self._browsers.state_cookie_name, "")
        if not code or not state or not doors.same(state, kept):
            return guard.problem(403, "The Hub has not logged you in here. Open the page of the class again.")
        page = auth.get_next_url(state)
        auth.clear_oauth_state(state)
        try:
            token = await auth.token_for_code(code, sync=False)
        except HTTPError as error:
            raise NoHub(str(error)) from error
        response = RedirectResponse(page, 303)
        response.delete_cookie(auth.state_cookie_name, path=auth.cookie_path)
        self._set_cookie(request, response, auth.cookie_name, token)
        return response

    def _set_cookie(self, request: Request, response: Response, name: str, value: str) -> None:
        encrypted = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip() == "https"
        # "lax": with "strict", a browser that comes from a link elsewhere would be sent to the Hub again and again
        path = self._browsers.cookie_path
        response.set_cookie(name, value, path=path, httponly=True, samesite="lax", secure=encrypted)


def key(visitor: Visitor) -> bytes:
    """Return what is kept to recognize a learner; it is no digest, so no token that is made up can equal it."""
    return b"hub " + visitor.name.encode()


class Gate:
    """Tells the class who each request is from, and sends browsers to the Hub that have not logged in.

    The class finds a `Visitor` or None in the scope, as `visitor`, and paths without the prefix of the service. A
    notebook is known by its token and a browser by its cookie: neither can do what is for the other.
    """

    def __init__(self, app: ASGIApp, hub: Hub):
        self._app, self._hub = app, hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        prefix, path = self._hub.prefix, scope["path"]
        if not path.startswith(f"{prefix}/"):
            await RedirectResponse(f"{prefix}/", 307)(scope, receive, send)
            return
        inner = {**scope, "path": path.removeprefix(prefix), "raw_path": scope["raw_path"][len(prefix) :]}
        try:
            answer = await self._answer(Request(scope), inner)
        except NoHub:
            sentence = "The Hub does not say who you are, so your results wait. Ask your teacher whether it is running."
            answer = guard.problem(503, sentence, 10)
        await answer(inner, receive, send)

    async def _answer(self, request: Request, inner: dict[str, Any]) -> ASGIApp:
        if inner["path"] == CALLBACK:
            return await self._hub.logged_in(request)
        for_teacher = inner["path"].startswith(PAGES)
        inner["visitor"] = await (self._hub.reader(request) if for_teacher else self._hub.learner(request))
        if inner["visitor"] is None and inner["path"] in PAGES:
            return self._hub.log_in(request)
        return self._app


def serve(folder: Path, *, unsafe: bool = False) -> int:
    """Run a class for the Hub that has started this process, until it is stopped.

    Parameters
    ----------
    folder : Path
        Where everything about the class is kept.
    unsafe : bool
        Whether hand-ins are graded also where learners' code cannot be isolated.

    Raises
    ------
    CannotServe, network.NoPort, store.CannotOpen
    """
    from course_utils.classroom.serve import Running

    hub, place = Hub(), urlsplit(os.environ.get("JUPYTERHUB_SERVICE_URL", ""))
    if place.hostname is None or place.port is None:
        raise CannotServe(
            f"The service {hub.name} does not say where it listens. Give it a url in jupyterhub_config.py, such as "
            "http://127.0.0.1:10101, and the same as JUPYTERHUB_SERVICE_URL if you start it yourself."
        )
    network.allow_many_connections()
    # a name is that of this container in its network
    sock = network.listen(place.port, place.hostname if guard.is_loopback(place.hostname) else "")
    try:
        running = Running(
            folder, sock, lambda _: print(f"The class is open at {hub.prefix}/.", flush=True), list, unsafe, hub=hub
        )
    except BaseException:
        sock.close()
        raise
    running.serve_until_told()
    print(f"The class has stopped; everything is kept in {folder}.", flush=True)
    return 0
