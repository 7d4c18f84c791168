"""The learner's side of a class on a JupyterHub: its address and its token come from the Hub, as variables."""

import http.client
import os
import ssl
from urllib.parse import urlsplit

from course_utils.classroom.line import TO_CONNECT, Line

URL = "COURSE_CLASS_URL"  # set by jupyterhub_config.py for everybody's server
TOKEN = "JUPYTERHUB_API_TOKEN"  # set by the Hub for each server, and new with each start


def url() -> str:
    """Return the address of the class of this Hub, without a slash at its end; "" outside of a Hub."""
    return os.environ.get(URL, "").rstrip("/") if TOKEN in os.environ else ""


def token() -> str:
    """Return the token by which the Hub knows whose server this is."""
    return os.environ.get(TOKEN, "")


class HubLine(Line):
    """A connection to a class that is a service of a Hub.

    Parameters
    ----------
    url : str
        Such as "http://class:8765/services/class".

    Raises
    ------
    ValueError
        When the text is no such address.
    """

    def __init__(self, url: str):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{URL} is {url!r}, which is not an address. Ask the people who run this Hub.")
        self._encrypted = parts.scheme == "https"
        super().__init__(parts.hostname, parts.port or (443 if self._encrypted else 80))
        self.prefix, self._url = parts.path.rstrip("/"), url

    def _connect(self) -> http.client.HTTPConnection:
        if not self._encrypted:
            return super()._connect()
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(self.host, self.port, timeout=TO_CONNECT, context=context)

    def _why(self, error: Exception, seconds: float) -> str:
        return (
            f"The class of this Hub does not answer at {self._url} ({error}). Ask your teacher whether it is running."
        )
