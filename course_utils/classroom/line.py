"""Requests from a learner's laptop to the class, and what it means when they fail.

The settings for proxies are not followed: the class is in the same room, and a school's proxy cannot reach it.
"""

import http.client
import ssl
import time
from typing import Any

from course_utils.classroom import certificate, connectivity, wire
from course_utils.grading import versions

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
    fingerprint : str
        Of the certificate that the class must have; "" for a connection that is not encrypted.

    Attributes
    ----------
    remarks : tuple of str
        What the last answer has shown about versions and clocks.
    """

    prefix = ""  # of every path: where the class is a service of a Hub

    def __init__(self, host: str, port: int, fingerprint: str = ""):
        self.host, self.port, self.fingerprint = host, port, fingerprint
        self.remarks: tuple[str, ...] = ()
        self._connection: http.client.HTTPConnection | None = None
        self._reached = False  # whether the last request had a connection

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
            kept, started = self._connection is not None, time.monotonic()
            try:
                status, wait, content = self._exchange(path, body, token, body_kind, patience or TO_ANSWER)
                break
            except (OSError, http.client.HTTPException) as error:
                seconds = time.monotonic() - started
                self.close()
                # a connection that was kept may have been closed by the class in the meantime
                closed = isinstance(error, ConnectionError | http.client.HTTPException | ssl.SSLError)
                if not (again and kept and closed):
                    raise NoAnswer(self._why(error, seconds)) from error
        try:
            if status == 503 and not content.startswith(b"{"):  # uvicorn's own
                raise Refused(503, "The class has too many connections at once. Try again in a moment.", wait)
            if status != 200:
                raise Refused(status, wire.decode(content, wire.Problem).error, wait)
            return wire.decode(content, kind)
        except ValueError as error:
            self.close()
            raise NoAnswer(self._why(error, 0.0)) from error

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=TO_CONNECT)

    def _exchange(self, path: str, content: bytes, token: str, kind: str, patience: float) -> tuple[int, float, bytes]:
        if self._connection is None:
            self._connection = self._connected()
        self._connection.sock.settimeout(patience)
        headers = {"Content-Type": kind}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._connection.request("POST", self.prefix + path, content, headers)
        answer = self._connection.getresponse()
        version = answer.getheader(wire.VERSION_HEADER, "")
        if not version:
            raise connectivity.Stranger("the answer is not that of a class")
        received = answer.read(LARGEST_ANSWER)
        self.remarks = connectivity.remarks(versions.course(), version, answer.getheader("Date", ""), time.time())
        if answer.will_close:
            self.close()
        wait = answer.getheader("Retry-After") or ""
        return answer.status, float(wait) if wait.isdigit() else 0.0, received

    def _connected(self) -> http.client.HTTPConnection:
        """Return a new connection, over which only a TLS handshake has gone."""
        self._reached = False
        made = self._connect()
        made.connect()
        self._reached = True
        if self.fingerprint:
            made.sock = certificate.encrypt(made.sock, self.fingerprint)
        return made

    def _why(self, error: Exception, seconds: float) -> str:
        sentences = connectivity.why(
            self.host, self.port, error, reached=self._reached, encrypted=bool(self.fingerprint), seconds=seconds
        )
        return " ".join([sentences, *self.remarks]) if isinstance(error, ValueError) else sentences
