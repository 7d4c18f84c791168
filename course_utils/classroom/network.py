"""The addresses of this computer, and the port where the class listens."""

import errno
import ipaddress
import socket
import sys


class NoPort(Exception):
    """Why the class cannot listen, in a sentence with the way out."""


def addresses() -> list[str]:
    """Return the IPv4 addresses that other computers in this network may reach, the likeliest first."""
    outward = _outward()
    found = [(made_here, own.ip != outward, not own.ip.is_private, str(own.ip)) for made_here, own in _interfaces()]
    return [address for *_, address in sorted(found)]


def networks() -> list[ipaddress.IPv4Interface]:
    """Return this computer's address in each network that it shares with others."""
    return [own for made_here, own in _interfaces() if not made_here]


def _interfaces() -> list[tuple[bool, ipaddress.IPv4Interface]]:
    """Return the IPv4 addresses of this computer, each after whether its network exists only inside of it."""
    import psutil

    state = psutil.net_if_stats()
    found = []
    for name, entries in psutil.net_if_addrs().items():
        for entry in entries:
            if entry.family == socket.AF_INET and state.get(name) and state[name].isup:
                own = ipaddress.IPv4Interface(f"{entry.address}/{entry.netmask or 32}")
                if not own.ip.is_loopback and not own.ip.is_link_local:
                    made_here = name.startswith(("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "vEthernet"))
                    found.append((made_here, own))
    return found


def _outward() -> ipaddress.IPv4Address | None:
    """Return the address that this computer uses for other networks; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation, which nobody has
            return ipaddress.IPv4Address(probe.getsockname()[0])
        except OSError:
            return None


def listen(port: int, host: str = "") -> socket.socket:
    """Return a socket that listens on all addresses of this computer.

    Raises
    ------
    NoPort
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # where REUSEADDR would let two programs have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(1024)
    except OSError as error:
        made.close()
        if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", -1), errno.EACCES):
            raise NoPort(
                f"Port {port} is in use by another program, perhaps by another `course serve`. Stop that program, or "
                f"choose another port: course serve --port {port + 1 if port < 65535 else 8000}."
            ) from error
        raise NoPort(f"The class cannot listen on port {port}: {error.strerror}.") from error
    made.set_inheritable(False)
    return made


def allow_many_connections() -> None:
    """Raise the number of files that this process may open; macOS begins with 256, and a class needs more."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4096 if hard == resource.RLIM_INFINITY else min(4096, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
