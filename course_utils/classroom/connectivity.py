"""Why a class cannot be reached, and what to do about it: `join` and `course doctor --class` both say it.

`observe` looks at this computer and its network after a request has failed, and `explain` says in sentences what it
means.
"""

import errno
import http.client
import ipaddress
import os
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from course_utils.classroom import certificate, network

QUICK = 1.0  # seconds; a system that refuses by itself does so at once, and a network takes longer to find nobody
PATIENCE = 2.5  # seconds for each further look; Windows takes two until it says that it was refused
CLOCK_OFF = 120.0  # seconds between two clocks that are worth a word
ANOTHER_PORT = 9  # where hardly any program listens, so a computer that is there refuses
PROXY_SETTINGS = ("http_proxy", "https_proxy", "all_proxy")
_MAC_ADDRESS = re.compile(r"\b[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}\b", re.IGNORECASE)
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN}


class Stranger(http.client.HTTPException):
    """Something answers that is not a class of this course."""


@dataclass(frozen=True)
class Facts:
    """What was seen after a request to a class has failed.

    Attributes
    ----------
    failure : str
        One of the keys of `SENTENCES`, or "dropped" where nothing came back, or "unreachable" where the system said so.
    host : str
    port : int
    detail : str
        The error in the words of the system.
    seconds : float
        How long it took to fail.
    system : str
        As `sys.platform` has it.
    address : IPv4Address or None
        Of the host; None where its name has none.
    networks : tuple of IPv4Interface
        This laptop's address in each of its networks.
    neighbor : bool or None
        Whether a device in the same network has answered for the address (ARP); None where the system does not know.
    alive : bool
        Whether the host answers at another port.
    proxies : tuple of str
        Settings that name a proxy.
    """

    failure: str
    host: str
    port: int
    detail: str = ""
    seconds: float = 0.0
    system: str = "linux"
    address: ipaddress.IPv4Address | None = None
    networks: tuple[ipaddress.IPv4Interface, ...] = ()
    neighbor: bool | None = None
    alive: bool = False
    proxies: tuple[str, ...] = ()


SENTENCES = {
    "no network": (
        "This laptop is not connected to a network. Turn on Wi-Fi or plug in a cable, connect to the network that "
        "your teacher uses, and try again."
    ),
    "unresolved": (
        "There is no computer called {host} in this network. Type the address as your teacher's screen shows it, "
        "with numbers."
    ),
    "refused": (
        "The computer {host} answers, but no class is open at port {port}. Compare the address with your teacher's "
        "screen, and ask whether `course serve` is running."
    ),
    "forbidden": (
        "A firewall or virus scanner on this laptop does not let Python reach {place}. Allow Python in its settings, "
        "or the program that runs JupyterLab, and try again."
    ),
    "permission": (
        "macOS does not let this program reach {place}. Open System Settings, choose Privacy & Security and Local "
        "Network, and allow the program that runs JupyterLab, such as Terminal. Then quit that program and start it "
        "again."
    ),
    "firewall": (
        "The computer {host} is there, but nothing comes back from its port {port}, most likely because of its "
        "firewall. Ask your teacher to allow Python in the firewall for private networks; on Windows, `course serve` "
        "prints the command."
    ),
    "isolation": (
        "This laptop and {host} are in the same network, but no device answers at that address. Compare the address "
        "with your teacher's screen. If it is the same, the Wi-Fi keeps its devices apart (client isolation), and "
        "the class needs a different network: one without client isolation, a router of its own, or a hotspot."
    ),
    "proxy": (
        "Nothing comes back from {place}, and this laptop is set to use a proxy ({proxies}), so this network "
        "probably blocks direct connections. A class cannot be reached through a proxy: connect to the network that "
        "your teacher uses."
    ),
    "other network": (
        "Nothing comes back from {place}, and this laptop is in a different network (its address is {own}). Connect "
        "to the network that your teacher uses. If you already are, tell your teacher that the two networks are "
        "separate."
    ),
    "silent": (
        "A program at {place} takes the connection and does not answer. Try again in a moment. If nothing changes, "
        "your teacher should stop `course serve` with Ctrl-C and start it again."
    ),
    "cut": (
        "The connection to {place} ends before an answer comes. Try again in a moment. If nothing changes, a "
        "firewall or virus scanner cuts it: tell your teacher."
    ),
    "stranger": (
        "Something else than a class of this course answers at {place}. Compare the address with your teacher's "
        "screen. If it is the same, a proxy or the login page of this Wi-Fi answers instead: open any web page in "
        "your browser, log in to the Wi-Fi, and try again."
    ),
    "wrong certificate": (
        "The certificate at {place} does not fit the join code, so nothing was sent. Type the whole join code again. "
        "If it is the same as on your teacher's screen, somebody in this network may be posing as the class: tell "
        "your teacher."
    ),
    "not encrypted": (
        "The join code is that of an encrypted class, but the connection to {place} is not encrypted, so nothing was "
        "sent. Ask your teacher whether `course serve` was started with --tls. If it was, somebody in this network "
        "may be posing as the class."
    ),
    "encrypted": (
        "The class at {place} is encrypted, so it needs the whole join code. Use all of the code on your teacher's "
        "screen, such as K7M2PQ-4F9X-2B7T-QW0D."
    ),
    "unreadable": (
        "The class at {place} answers in a form that this laptop does not understand. Ask your teacher which version "
        "of the course the class has."
    ),
    "unknown": "The class at {place} cannot be asked ({detail}). Try again, and if nothing changes, tell your teacher.",
}


def why(host: str, port: int, error: Exception, *, reached: bool, encrypted: bool, seconds: float) -> str:
    """Return why a request has failed and what to do, in a few sentences; this can take some seconds.

    Parameters
    ----------
    host : str
    port : int
    error : Exception
        What the request has raised.
    reached : bool
        Whether there was a connection.
    encrypted : bool
        Whether it should have been encrypted.
    seconds : float
        How long it took to fail.
    """
    return explain(observe(host, port, error, reached=reached, encrypted=encrypted, seconds=seconds))


def observe(host: str, port: int, error: Exception, *, reached: bool, encrypted: bool, seconds: float) -> Facts:
    """Return what can be seen of a failure from this computer; the parameters are those of `why`."""
    failure = _failure(error, reached)
    if failure in ("cut", "stranger") and not encrypted and certificate.speaks_tls(host, port, PATIENCE):
        failure = "encrypted"
    address, neighbor, alive = None, None, False
    if failure in ("dropped", "unreachable"):
        address = _address(host)
        if address is not None:
            alive = _is_alive(str(address))
            neighbor = is_neighbor(str(address), _neighbors(str(address)))  # the system has asked for it just now
    return Facts(
        failure,
        host,
        port,
        str(error) or type(error).__name__,
        seconds,
        sys.platform,
        address,
        tuple(network.networks()),
        neighbor,
        alive,
        proxy_settings(os.environ),
    )


def explain(facts: Facts) -> str:
    """Return why a class was not reached and what to do, in a few sentences; the first one says why."""
    shown = f"[{facts.host}]" if ":" in facts.host else facts.host
    return SENTENCES[_case(facts)].format(
        host=facts.host,
        port=facts.port,
        place=f"{shown}:{facts.port}",
        detail=facts.detail,
        proxies=", ".join(facts.proxies),
        own=" and ".join(str(each.ip) for each in facts.networks),
    )


def _case(facts: Facts) -> str:
    """Return the key of the sentences for what was seen."""
    on_this_computer = facts.address is not None and facts.address.is_loopback
    if facts.failure in ("unresolved", "unreachable", "dropped") and not facts.networks and not on_this_computer:
        return "no network"
    if facts.failure not in ("unreachable", "dropped"):
        return facts.failure
    if facts.system == "darwin" and facts.failure == "unreachable" and facts.seconds < QUICK:
        return "permission"
    if facts.alive or facts.neighbor:
        return "firewall"
    if any(facts.address in own.network for own in facts.networks if facts.address):
        return "isolation"
    return "proxy" if facts.proxies else "other network"


def _failure(error: Exception, reached: bool) -> str:
    """Return the kind of a failure, as far as the error tells."""
    match error:
        case certificate.WrongCertificate():
            return "wrong certificate"
        case certificate.NotEncrypted():
            return "not encrypted"
        case ValueError():
            return "unreadable"
        case socket.gaierror():
            return "unresolved"
        case ConnectionRefusedError():
            return "refused"
        case PermissionError():
            return "forbidden"
        case TimeoutError():
            return "silent" if reached else "dropped"
        case http.client.RemoteDisconnected() | http.client.IncompleteRead() | ssl.SSLError():
            return "cut"
        case ConnectionError() if reached:
            return "cut"
        case http.client.HTTPException():
            return "stranger"
        case OSError() if error.errno in _UNREACHABLE:
            return "unreachable"
    return "unknown"


def _address(host: str) -> ipaddress.IPv4Address | None:
    try:
        return ipaddress.IPv4Address(socket.gethostbyname(host))
    except (OSError, ValueError):
        return None


def _is_alive(address: str) -> bool:
    """Return whether a computer answers at another port, be it by refusing."""
    try:
        socket.create_connection((address, ANOTHER_PORT), PATIENCE).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return True


def _neighbors(address: str) -> str | None:
    """Return what the system knows of the devices in its networks, as text; None where it does not say."""
    try:
        if sys.platform == "linux":
            return Path("/proc/net/arp").read_text(encoding="ascii")
        command = ["arp", "-a", address] if sys.platform == "win32" else ["arp", "-n", address]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        return subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=PATIENCE, creationflags=flags
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None


def is_neighbor(address: str, table: str | None) -> bool | None:
    """Return whether a device has answered for an address, by a table as Linux, macOS or Windows prints it.

    Returns
    -------
    bool or None
        None where there is no table.
    """
    if table is None:
        return None
    lines = [line for line in table.splitlines() if address in re.split(r"[\s()]+", line)]
    return any((found := _MAC_ADDRESS.search(line)) and re.search(r"[1-9a-f]", found[0], re.I) for line in lines)


def proxy_settings(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the settings that name a proxy, such as "http_proxy"."""
    return tuple(name for name in sorted(environment) if name.lower() in PROXY_SETTINGS and environment[name])


def remarks(own: str, theirs: str, date: str, now: float) -> tuple[str, ...]:
    """Return what is worth a word although the class answers: another version, or a clock that is far off.

    Parameters
    ----------
    own, theirs : str
        Versions of the course, here and there.
    date : str
        The time of the class, as HTTP writes it; "" where it is not known.
    now : float
        The time here, in seconds since 1970.
    """
    found = []
    if own != theirs:
        found.append(
            f"This laptop has version {own} of the course, and the class has version {theirs}. Install the version "
            "that your teacher has, because some of your results may not arrive."
        )
    try:
        ahead = now - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return tuple(found)
    if abs(ahead) > CLOCK_OFF:
        found.append(
            f"The clock of this laptop is {_length(abs(ahead))} {'ahead of' if ahead > 0 else 'behind'} the clock of "
            "the class. Let your system set date, time and time zone automatically."
        )
    return tuple(found)


def _length(seconds: float) -> str:
    """Return a length of time in the largest unit of which there are two or more."""
    for unit, length in (("days", 86400), ("hours", 3600)):
        if round(seconds / length) >= 2:
            return f"{round(seconds / length)} {unit}"
    return f"{round(seconds / 60)} minutes"
