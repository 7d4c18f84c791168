"""`course serve`: starts the class server, says how to join, and opens the teacher's page."""

import asyncio
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from course_utils.classroom import network, wire
from course_utils.classroom.hub import Gate, Hub
from course_utils.classroom.server import ClassServer, learners_page

KEEP_ALIVE = 30  # seconds; a laptop speaks every five
FOR_HEADERS = 10.0  # seconds until the head of a request is there
CONNECTIONS = 3000


class Patient(H11Protocol):
    """HTTP with a limit on the time between opening a connection and the whole head of the first request."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start the time."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(FOR_HEADERS, self._give_up)

    def handle_events(self) -> None:
        """End the time when there is a request, and give it again for a request of which only a part has come."""
        super().handle_events()
        if self.cycle is not None and self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def connection_lost(self, exc: Exception | None) -> None:
        """End the time."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()


class Running(uvicorn.Server):
    """A class server that is running.

    Parameters
    ----------
    folder : Path
    sock : socket
        It listens already.
    ready : callable
        Called with this server once it answers.
    addresses : callable
        Returns the addresses of this computer.
    unsafe : bool
    hub : Hub, optional
        Both as for `ClassServer`.
    """

    def __init__(
        self,
        folder: Path,
        sock: socket.socket,
        ready: Callable[["Running"], None],
        addresses: Callable[[], list[str]] = network.addresses,
        unsafe: bool = False,
        hub: Hub | None = None,
    ):
        self.port = sock.getsockname()[1]
        self.fault: BaseException | None = None
        self._socket, self._ready, self._addresses = sock, ready, _for_five_seconds(addresses)
        self.room_server = ClassServer(folder, self.addresses, self._fail, unsafe, hub)
        config = uvicorn.Config(
            self.room_server.app() if hub is None else Gate(self.room_server.app(), hub),
            http=Patient,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,  # else a header could say that a request comes from this computer
            server_header=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=2,
            limit_concurrency=CONNECTIONS,
            h11_max_incomplete_event_size=16 * 1024,
        )
        super().__init__(config)

    def addresses(self) -> list[str]:
        """Return addresses with the port where it is not the usual one."""
        ending = "" if self.port == wire.PORT else f":{self.port}"
        return [f"{address}{ending}" for address in self._addresses()]

    def serve_until_stopped(self) -> None:
        """Answer until `should_exit` is set or Ctrl-C is pressed; then everything is written.

        Raises
        ------
        RuntimeError
            When the class could no longer be written through a fault of ours.
        """
        try:
            asyncio.run(self._main())
        finally:
            self.room_server.store.close()
            self._socket.close()
        if self.fault is not None:
            raise RuntimeError("the class server had to stop") from self.fault

    async def _main(self) -> None:
        self.room_server.start()
        try:
            await self.serve(sockets=[self._socket])
        finally:
            await self.room_server.grader.stop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and tell so."""
        await super().startup(sockets)
        self._ready(self)

    def _fail(self, fault: BaseException) -> None:
        self.fault, self.should_exit = fault, True

    def teachers_link(self) -> str:
        """Return a new link to the teacher's page; it works once, on this computer."""
        return f"http://127.0.0.1:{self.port}/teach?once={self.room_server.one_time_link()}"


def serve(folder: Path, port: int, *, browser: bool = True, learners: int = 0, unsafe: bool = False) -> int:
    """Run a class until Ctrl-C is pressed.

    Parameters
    ----------
    folder : Path
        Where everything about the class is kept.
    port : int
    browser : bool
        Whether to open the teacher's page.
    learners : int
        How many simulated learners take part, to try the class the evening before.
    unsafe : bool
        Whether hand-ins are graded also where learners' code cannot be isolated.

    Raises
    ------
    network.NoPort
    store.CannotOpen
    """
    network.allow_many_connections()
    sock = network.listen(port)
    try:
        running = Running(folder, sock, lambda running: _greet(running, browser, learners), unsafe=unsafe)
    except BaseException:
        sock.close()
        raise
    with suppress(KeyboardInterrupt):  # uvicorn passes Ctrl-C on when it has stopped
        running.serve_until_stopped()
    if not learners:
        print(f"The class has stopped; everything is kept in {folder}. `course class delete {folder}` deletes it.")
    return 0


def _greet(running: Running, browser: bool, learners: int) -> None:
    """Print how to join and how to reach the teacher's page."""
    code, addresses = running.room_server.door.code, running.addresses()
    if not learners:
        print(f"Everything about this class is kept in {running.room_server.store.folder.absolute()}.\n")
    if addresses:
        print("Learners run these two lines in any notebook, with a name of their own:\n")
        print("    from course_utils.classroom import join")
        print(f'    join("{addresses[0]}", "{code}", "your name")\n')
        if addresses[1:]:
            print(f"If this address does not answer, they try: {', '.join(addresses[1:])}")
        _print_qr(learners_page(addresses, code))
    else:
        print(
            "This computer has no network, so nobody else can join. Connect it to the learners' network: the address "
            "then appears on your page."
        )
    print(f"Join code: {code}")
    print(f"Your page, on this computer only; the link works once: {running.teachers_link()}")
    if sys.platform == "win32":
        print(
            "If Windows asks about the firewall, allow private networks. If nobody can join, run this as administrator:"
            f' netsh advfirewall firewall add rule name="course serve" dir=in action=allow protocol=TCP'
            f" localport={running.port}"
        )
    print("Ctrl-C stops the class.", flush=True)
    if sys.stdin is not None and sys.stdin.isatty():
        print("Enter prints a new link to your page.", flush=True)
        threading.Thread(target=_new_links, args=(running, asyncio.get_running_loop()), daemon=True).start()
    if browser:
        threading.Thread(target=webbrowser.open, args=(running.teachers_link(),), daemon=True).start()
    if learners:
        from course_utils.classroom.rehearse import Rehearsal

        Rehearsal(running.port, code, learners).start()
        print(f"{learners} simulated learners take part.", flush=True)


def _new_links(running: Running, loop: asyncio.AbstractEventLoop) -> None:
    for _ in sys.stdin:
        loop.call_soon_threadsafe(lambda: print(running.teachers_link(), flush=True))


def _print_qr(text: str) -> None:
    import segno

    try:
        "▀▄█".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return  # this terminal cannot show one; the projector page can
    segno.make(text, error="l").terminal(compact=True, border=2)


def _for_five_seconds(call: Callable[[], list[str]]) -> Callable[[], list[str]]:
    """Return a function that asks `call` at most every five seconds."""
    import time

    kept: list[Any] = [-10.0, []]

    def remembered() -> list[str]:
        if time.monotonic() - kept[0] > 5:
            kept[:] = [time.monotonic(), call()]
        return kept[1]

    return remembered


def rehearse(learners: int, port: int, *, browser: bool = True) -> int:
    """Run a class with simulated learners, and delete it at the end."""
    with tempfile.TemporaryDirectory(prefix="course-rehearsal-") as above:
        code = serve(Path(above, "rehearsal"), port, browser=browser, learners=learners)
    print("The rehearsal has stopped, and everything about it is deleted.")
    return code
