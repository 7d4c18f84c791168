"""Requests from a learner's laptop to the class, and what it means when they fail.

The settings for proxies are not followed: the class is in the same room, and a school's proxy cannot reach it.
"""

import errno
import http.client
import socket
import sys
from typing import Any

from course_utils.classroom import wire

TO_CONNECT, TO_ANSWER, TO_RECEIVE = 3.0, 10.0, 60.0  # seconds; the last one for a whole notebook
LARGEST_ANSWER = 5_000_000  # bytes; a report with many messages is the largest


class NoAnswer(Exception):
    """The class did not answer; the text says what may be the reason, and what to do."""


class Refused(Exception):
    """The class answered with a refusal: its status, its sentence, and after how many seconds to try again."""

    def __init__(self, status: int, sentence: str, wait: float):
        super().__init__(sentence)
        self.status, self.wait = status, wait


class Line:
    """A connection to a class, opened when it is needed and kept.

    Parameters
    ----------
    host : str
    port : int
    """

    prefix = ""  # of every path: where the class is a service of a Hub

    def __init__(self, host: str, port: int):
        self.host, self.port = host, port
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, path: str, body: Any, kind: type[wire.Kind], token: str = "") -> wire.Kind:
        """Send a request and return the answer.

        Raises
        ------
        NoAnswer, Refused
        """
        return self._asked(path, wire.encode(body), kind, token)

    def hand_in(self, lesson: str, content: bytes, token: str) -> wire.Receipt:
        """Send a file that a learner hands in, and return the receipt.

        Raises
        ------
        NoAnswer, Refused
        """
        return self._asked(f"/handin?lesson={lesson}", content, wire.Receipt, token, "application/zip", TO_RECEIVE)

    def _asked(
        self,
        path: str,
        body: bytes,
        kind: type[wire.Kind],
        token: str,
        body_kind: str = "application/json",
        patience: float | None = None,
    ) -> wire.Kind:
        for again in (True, False):
            kept = self._connection is not None
            try:
                status, wait, content = self._exchange(path, body, token, body_kind, patience or TO_ANSWER)
                break
            except (OSError, http.client.HTTPException) as error:
                self.close()
                # a connection that was kept may have been closed by the class in the meantime
                closed = isinstance(error, ConnectionError | http.client.HTTPException)
                if not (again and kept and closed):
                    raise NoAnswer(self._reason(error)) from error
        try:
            if status != 200:
                raise Refused(status, wire.decode(content, wire.Problem).error, wait)
            return wire.decode(content, kind)
        except ValueError as error:
            self.close()
            raise NoAnswer(
                f"Something else than a class of this course answers at {self.host}:{self.port}. Compare the address "
                "with the one on your teacher's screen; if it is the same, a proxy in this network stands between."
            ) from error

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=TO_CONNECT)

    def _exchange(self, path: str, content: bytes, token: str, kind: str, patience: float) -> tuple[int, float, bytes]:
        if self._connection is None:
            self._connection = self._connect()
            self._connection.connect()
        self._connection.sock.settimeout(patience)
        headers = {"Content-Type": kind}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._connection.request("POST", self.prefix + path, content, headers)
        answer = self._connection.getresponse()
        received = answer.read(LARGEST_ANSWER)
        if answer.will_close:
            self.close()
        wait = answer.getheader("Retry-After") or ""
        return answer.status, float(wait) if wait.isdigit() else 0.0, received

    def _reason(self, error: Exception) -> str:
        place = f"{self.host}:{self.port}"
        if isinstance(error, socket.gaierror):
            return f"There is no computer called {self.host} in this network. Use the number that your teacher shows."
        if isinstance(error, ConnectionRefusedError):
            return (
                f"The computer {self.host} answers, but no class is open at port {self.port}. Ask your teacher whether "
                "`course serve` is running, and compare the address."
            )
        number = getattr(error, "errno", None)
        if sys.platform == "darwin" and number == errno.EHOSTUNREACH:
            return (
                f"macOS does not let this program reach {place}. Open System Settings, Privacy & Security, Local "
                "Network, allow the program that runs JupyterLab (such as Terminal), and start JupyterLab again."
            )
        if isinstance(error, TimeoutError):
            return (
                f"Nothing comes back from {place}. Is this laptop in the same network as your teacher's? If it is, a "
                "firewall on the teacher's laptop, or a network that keeps its members apart, is in between."
            )
        if number in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN):
            return f"There is no way from this laptop to {place}. Connect to the same network as your teacher."
        return f"The class at {place} could not be asked ({error}). Try again; if it stays so, tell your teacher."
