"""`course serve`: starts the class server, says how to join, and opens the teacher's page."""

import asyncio
import functools
import signal
import socket
import ssl
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

from course_utils.classroom import certificate, network, wire
from course_utils.classroom.hub import Gate, Hub
from course_utils.classroom.server import ClassServer, learners_page
from course_utils.classroom.store import CannotOpen
from course_utils.grading import cluster, versions
from course_utils.grading.sandbox.bubblewrap import missing

KEEP_ALIVE = 30  # seconds; a laptop speaks every five
FOR_HEADERS = 10.0  # seconds until the head of a request is there
FOR_HANDSHAKE = 10.0  # seconds until a connection is encrypted
FOR_GOODBYE = 0.5  # seconds for a laptop to agree to the end of an encrypted connection; a sleeping one never does
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
    unsafe, scheduler, hub
        As for `ClassServer`.
    own : socket, optional
        Listens on 127.0.0.1 alone. With it, `sock` is encrypted, and this one is not: the teacher's page comes over it,
        so that the browser has no certificate to warn about.

    Raises
    ------
    store.CannotOpen
    """

    def __init__(
        self,
        folder: Path,
        sock: socket.socket,
        ready: Callable[["Running"], None],
        addresses: Callable[[], list[str]] = network.addresses,
        unsafe: bool = False,
        scheduler: str | None = None,
        own: socket.socket | None = None,
        hub: Hub | None = None,
    ):
        self.port, self.own_port = sock.getsockname()[1], (own or sock).getsockname()[1]
        self.fault: BaseException | None = None
        self._socket, self._own, self._ready, self._addresses = sock, own, ready, _for_five_seconds(addresses)
        self._tls: ssl.SSLContext | None = None
        self.room_server = ClassServer(folder, self.addresses, self._fail, unsafe, scheduler, hub)
        if own is not None:
            try:
                self._tls, self.room_server.door.fingerprint = _certificate(folder)
            except BaseException:
                self.room_server.store.close()
                raise
        config = uvicorn.Config(
            self.room_server.app() if hub is None else Gate(self.room_server.app(), hub),
            http=Patient,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,  # else a header could say that a request comes from this computer
            server_header=False,
            headers=[(wire.VERSION_HEADER, versions.course())],
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
            if self._own is not None:
                self._own.close()
        if self.fault is not None:
            raise RuntimeError("the class server had to stop") from self.fault

    def serve_until_told(self) -> None:
        """Do the same in the main thread, where SIGTERM, with which services are stopped, counts as Ctrl-C."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):  # uvicorn passes the signal on when it has stopped
            self.serve_until_stopped()

    async def _main(self) -> None:
        self.room_server.start()
        try:
            await self.serve(sockets=[self._own or self._socket])
        finally:
            await self.room_server.grader.stop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and tell so."""
        await super().startup(sockets)
        if self._tls is not None:
            self.servers.append(await self._encrypted())
        self._ready(self)

    async def _encrypted(self) -> asyncio.Server:
        """Answer learners; uvicorn itself encrypts either all of its sockets or none."""
        return await asyncio.get_running_loop().create_server(
            lambda: Patient(self.config, self.server_state, self.lifespan.state),
            sock=self._socket,
            ssl=self._tls,
            ssl_handshake_timeout=FOR_HANDSHAKE,
            ssl_shutdown_timeout=FOR_GOODBYE,
            backlog=self.config.backlog,
        )

    def _fail(self, fault: BaseException) -> None:
        self.fault, self.should_exit = fault, True

    def teachers_link(self) -> str:
        """Return a new link to the teacher's page; it works once, on this computer."""
        return f"http://127.0.0.1:{self.own_port}/teach?once={self.room_server.one_time_link()}"


def _certificate(folder: Path) -> tuple[ssl.SSLContext, str]:
    """Return what encrypts the connections of a class, and the fingerprint for its join code."""
    try:
        return certificate.read(certificate.ensure(folder))
    except (OSError, ValueError) as error:  # OSError: what ssl raises, too
        raise CannotOpen(
            f"The certificate of the class, {folder / certificate.FILE}, cannot be used ({error}). If the file is "
            "damaged, delete it: the class then gets a new certificate, and learners join again with the new code."
        ) from error


def serve(
    folder: Path,
    port: int,
    *,
    browser: bool = True,
    learners: int = 0,
    unsafe: bool = False,
    scheduler: str | None = None,
    tls: bool = False,
) -> int:
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
    scheduler : str, optional
        The address of a Dask scheduler, whose workers grade the hand-ins.
    tls : bool
        Whether connections are encrypted; the teacher's page then has the next port, on this computer only.

    Raises
    ------
    network.NoPort
    store.CannotOpen
    cluster.NotInstalled
        When there is a scheduler, and Dask is not installed.
    """
    if scheduler:
        cluster.demand()
    network.allow_many_connections()
    sockets = [network.listen(port)]
    try:
        if tls:
            sockets.append(network.listen(port + 1 if port < 65535 else port - 1, "127.0.0.1"))
        own = sockets[1] if tls else None
        greet = functools.partial(_greet, browser=browser, learners=learners)
        running = Running(folder, sockets[0], greet, unsafe=unsafe, scheduler=scheduler, own=own)
    except BaseException:
        for sock in sockets:
            sock.close()
        raise
    running.serve_until_told()
    if not learners:
        print(f"The class has stopped; everything is kept in {folder}. `course class delete {folder}` deletes it.")
    return 0


def _greet(running: Running, browser: bool, learners: int) -> None:
    """Print how to join and how to reach the teacher's page."""
    door, addresses = running.room_server.door, running.addresses()
    if not learners:
        print(f"Everything about this class is kept in {running.room_server.store.folder.absolute()}.\n")
    if addresses:
        print("Learners run these two lines in any notebook, with a name of their own:\n")
        print("    from course_utils.classroom import join")
        print(f'    join("{addresses[0]}", "{door.whole_code}", "your name")\n')
        if addresses[1:]:
            print(f"If this address does not answer, they try: {', '.join(addresses[1:])}")
        _print_qr(learners_page(addresses, door))
    else:
        print(
            "This computer has no network, so nobody else can join. Connect it to the learners' network: the address "
            "then appears on your page."
        )
    print(f"Join code: {door.whole_code}")
    if door.fingerprint:
        print(
            "The class is encrypted: the second part of the code lets each laptop recognize this one. A browser on a "
            "phone cannot use it, so it warns about the certificate. TEACHING.md says what to do."
        )
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
        from course_utils.classroom import rehearse

        # in memory alone: a rehearsal is deleted at its end
        running.room_server.inbox.due[rehearse.LESSON] = running.room_server.clock.now() + rehearse.DUE
        rehearse.Rehearsal(running.own_port, door.code, learners).start()
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


def rehearse(
    learners: int,
    port: int,
    *,
    browser: bool = True,
    unsafe: bool = False,
    scheduler: str | None = None,
    tls: bool = False,
) -> int:
    """Run a class with simulated learners, and delete it at the end; the arguments are those of `serve`."""
    if lack := "" if scheduler else missing():
        what = "graded without a sandbox" if unsafe else "kept, and not graded"
        print(f"There is no sandbox on this computer, so hand-ins are {what}: {lack}.")
        if not unsafe:
            print("To see them graded, add --unsafe.")
    with tempfile.TemporaryDirectory(prefix="course-rehearsal-") as above:
        folder = Path(above, "rehearsal")
        code = serve(folder, port, browser=browser, learners=learners, unsafe=unsafe, scheduler=scheduler, tls=tls)
    print("The rehearsal has stopped, and everything about it is deleted.")
    return code
