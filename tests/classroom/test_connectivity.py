"""Why a class cannot be reached: each situation is real where this computer can make it so."""

import ipaddress
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from email.utils import formatdate
from types import SimpleNamespace

import pytest

from course_utils.classroom import connectivity, join, line, network, serve, wire
from course_utils.classroom.connectivity import SENTENCES, Facts, explain, is_neighbor, proxy_settings, remarks
from course_utils.grading import versions
from tests.classroom.conftest import Class

OURS = f"{wire.VERSION_HEADER}: {versions.course()}"
WELCOME = b'{"token": "x", "name": "Anna", "class_id": "1", "class_name": "klass", "age": 1}'


@contextmanager
def answering(content):
    """Listen on the loopback address, and answer each request with these bytes; give the address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def answer():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return  # the test is over
            with connection:
                connection.recv(10_000)
                connection.sendall(content)

    threading.Thread(target=answer, daemon=True).start()
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def http(status, content, *headers):
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", "Connection: close", *headers]
    return "\r\n".join([*head, "", ""]).encode() + content


def why_not(address, code="K7M2PQ"):
    """Return what `join` says after the title."""
    said = str(join(address, code, "Anna"))
    assert said.startswith("i You have not joined a class\n  Why: ")
    return said.partition("Why: ")[2]


# ---- real situations


def test_no_class_is_open(home):
    with network.listen(0, "127.0.0.1") as free:
        port = free.getsockname()[1]
    assert f"no class is open at port {port}" in why_not(f"127.0.0.1:{port}")


def test_a_firewall_drops_what_comes(home, monkeypatch):
    monkeypatch.setattr(line, "TO_CONNECT", 0.3)
    with socket.socket() as full, socket.socket() as first:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        first.connect(full.getsockname())  # there is no room for a second one, and the system drops it
        said = why_not(f"127.0.0.1:{full.getsockname()[1]}")
    assert "127.0.0.1 is there, but nothing comes back from its port" in said and "firewall" in said


def test_something_takes_the_connection_and_is_silent(home, monkeypatch):
    monkeypatch.setattr(line, "TO_ANSWER", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "takes the connection and does not answer" in why_not(f"127.0.0.1:{silent.getsockname()[1]}")


def test_the_connection_is_cut(home):
    with answering(b"") as address:
        assert "ends before an answer comes" in why_not(address)


PROXIES = {
    "a login page": http("302 Found", b"", "Location: http://login.example/"),
    "a page": http("200 OK", b"hello"),
    "a page that is JSON": http("200 OK", WELCOME),
    "a proxy with a password": http("407 Proxy Authentication Required", b"", "Proxy-Authenticate: Basic"),
    "something that is not HTTP": b"SSH-2.0-OpenSSH_9.2\r\n",
    "a proxy that finds nothing": http("502 Bad Gateway", b"<html>", "Via: 1.1 proxy"),
}


@pytest.mark.parametrize("content", PROXIES.values(), ids=PROXIES)
def test_a_proxy_answers(home, content):
    with answering(content) as address:
        said = why_not(address)
    assert "Something else than a class of this course answers" in said and "login page of this Wi-Fi" in said


def test_another_version_answers_in_another_form(home):
    other = f"{wire.VERSION_HEADER}: 99.0"
    with answering(http("200 OK", b'{"badge": 1}', other)) as address:
        said = why_not(address)
    assert "answers in a form that this laptop does not understand" in said and "the class has version 99.0" in said
    with answering(http("422 Unprocessable", b'{"error": "No badge."}', other)) as address:
        assert why_not(address).startswith("No badge. This laptop has version")


def test_another_version_that_is_understood_is_a_note(home):
    with answering(http("200 OK", WELCOME, f"{wire.VERSION_HEADER}: 99.0")) as address:
        said = str(join(address, "K7M2PQ", "Anna"))
    assert "You are in the class klass" in said and "Note: This laptop has version" in said


@pytest.mark.parametrize(("off", "said"), [(7200, "2 hours behind"), (-180, "3 minutes ahead of")])
def test_a_clock_that_is_far_off_is_a_note(home, off, said):
    date = f"Date: {formatdate(time.time() + off, usegmt=True)}"
    with answering(http("200 OK", WELCOME, OURS, date)) as address:
        assert f"Note: The clock of this laptop is {said} the clock of the class." in str(join(address, "K7M2PQ", "A"))


def test_a_class_with_too_many_connections(tmp_path, home, monkeypatch):
    monkeypatch.setattr(serve, "CONNECTIONS", 1)
    klass = Class(tmp_path / "klass").start()
    assert why_not(f"127.0.0.1:{klass.port}").startswith("The class has too many connections at once.")
    klass.stop()


def test_a_class_tells_its_version_and_its_time(klass):
    own = line.Line("127.0.0.1", klass.port)
    with pytest.raises(line.Refused):
        own.ask("/news", {}, wire.Looked)
    own.close()
    assert own.remarks == ()
    headers = klass.ask("/").headers
    assert headers[wire.VERSION_HEADER] == versions.course() and remarks("x", "x", headers["Date"], time.time()) == ()
    assert remarks("x", "x", headers["Date"], time.time() + 1000)


def test_a_name_that_nobody_has(home):
    assert "There is no computer called no.such.host.invalid" in why_not("no.such.host.invalid")


@pytest.mark.skipif(sys.platform != "linux", reason="no other system can take the network away from a process")
@pytest.mark.parametrize("host", ["192.168.1.5", "teacher.local"])
def test_a_laptop_without_a_network(home, host):
    code = f"from course_utils.classroom import join; print(join({host!r}, 'K7M2PQ', 'Anna'))"
    command = ["bwrap", "--dev-bind", "/", "/", "--unshare-net", sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert "This laptop is not connected to a network. Turn on Wi-Fi" in run.stdout, run.stderr


# ---- situations that are told in facts

WIFI = (ipaddress.IPv4Interface("192.168.1.9/24"),)
TEACHER = {"host": "192.168.1.5", "port": 8765, "address": ipaddress.IPv4Address("192.168.1.5")}
AWAY = {"host": "10.1.0.5", "port": 8765, "address": ipaddress.IPv4Address("10.1.0.5")}
TABLE = [
    ({"failure": "dropped"}, "not connected to a network"),
    ({"failure": "unreachable"}, "not connected to a network"),
    ({"failure": "unresolved", "address": None}, "not connected to a network"),
    ({"failure": "unresolved", "address": None, "networks": WIFI}, "There is no computer called 192.168.1.5"),
    ({"failure": "refused", "networks": WIFI}, "no class is open at port 8765"),
    ({"failure": "forbidden", "networks": WIFI}, "does not let Python reach 192.168.1.5:8765"),
    ({"failure": "dropped", "networks": WIFI, "neighbor": True}, "is there, but nothing comes back from its port 8765"),
    ({"failure": "dropped", "networks": WIFI, "alive": True}, "is there, but nothing comes back from its port 8765"),
    ({"failure": "unreachable", "networks": WIFI, "neighbor": True}, "most likely because of its firewall"),
    ({"failure": "dropped", "networks": WIFI, "neighbor": False}, "client isolation"),
    ({"failure": "dropped", "networks": WIFI}, "client isolation"),
    ({"failure": "unreachable", "networks": WIFI, "seconds": 3.1}, "client isolation"),
    ({"failure": "unreachable", "networks": WIFI, "seconds": 0.01, "system": "darwin"}, "macOS does not let"),
    ({"failure": "unreachable", "networks": WIFI, "seconds": 3.1, "system": "darwin"}, "client isolation"),
    ({"failure": "dropped", "networks": WIFI, "seconds": 0.01, "system": "darwin"}, "client isolation"),
    (AWAY | {"failure": "dropped", "networks": WIFI}, "a different network (its address is 192.168.1.9)"),
    (AWAY | {"failure": "unreachable", "networks": WIFI, "seconds": 0.01}, "a different network"),
    (AWAY | {"failure": "dropped", "networks": WIFI, "proxies": ("http_proxy",)}, "use a proxy (http_proxy)"),
    ({"failure": "dropped", "networks": WIFI, "proxies": ("http_proxy",)}, "client isolation"),  # the nearer reason
    ({"failure": "unknown", "networks": WIFI, "detail": "odd"}, "cannot be asked (odd)"),
]


@pytest.mark.parametrize(("facts", "said"), TABLE, ids=lambda each: each if isinstance(each, str) else each["failure"])
def test_what_is_said(facts, said):
    assert said in explain(Facts(**(TEACHER | facts)))


def test_no_network_is_no_reason_on_this_computer():
    loopback = ipaddress.IPv4Address("127.0.0.1")
    assert "is there" in explain(Facts("dropped", "127.0.0.1", 8765, address=loopback, alive=True))


def test_every_sentence_says_first_why_and_then_what_to_do():
    for case, sentences in SENTENCES.items():
        why, _, what = sentences.partition(". ")
        assert 10 < len(why) < 160 and len(what) > 20, case
        assert sentences.endswith("."), case


@pytest.mark.parametrize(
    ("error", "reached", "failure"),
    [
        (OSError(113, "No route to host"), False, "unreachable"),
        (OSError(101, "Network is unreachable"), False, "unreachable"),
        (PermissionError(13, "Permission denied"), False, "forbidden"),
        (TimeoutError(), False, "dropped"),
        (TimeoutError(), True, "silent"),
        (ConnectionResetError(), False, "unknown"),
        (ssl.SSLEOFError(), True, "cut"),  # after the handshake
        (OSError(5, "Input/output error"), True, "unknown"),
    ],
    ids=repr,
)
def test_what_an_error_means(error, reached, failure):
    assert connectivity._failure(error, reached) == failure


def test_what_is_looked_at_after_an_error(monkeypatch):
    monkeypatch.setattr(network, "networks", lambda: [*WIFI])
    monkeypatch.setattr(connectivity, "_neighbors", lambda address: LINUX)
    monkeypatch.setattr(connectivity, "_is_alive", lambda address: False)
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    observed = connectivity.observe("192.168.1.1", 8765, TimeoutError(), reached=False, encrypted=False, seconds=3.0)
    assert (observed.failure, observed.neighbor, observed.networks) == ("dropped", True, WIFI)
    assert "HTTP_PROXY" in observed.proxies


LINUX = """IP address       HW type     Flags       HW address            Mask     Device
192.168.1.1      0x1         0x2         a4:2b:b0:c9:12:7e     *        wlan0
192.168.1.5      0x1         0x0         00:00:00:00:00:00     *        wlan0
"""
MACOS = """? (192.168.1.1) at a4:2b:b0:c9:12:7e on en0 ifscope [ethernet]
? (192.168.1.5) at (incomplete) on en0 ifscope [ethernet]
"""
WINDOWS = """
Schnittstelle: 192.168.1.9 --- 0x7
  Internetadresse       Physische Adresse     Typ
  192.168.1.1           a4-2b-b0-c9-12-7e     dynamisch
"""


@pytest.mark.parametrize("table", [LINUX, MACOS, WINDOWS], ids=["Linux", "macOS", "Windows"])
def test_whether_a_device_has_answered_is_read_from_the_systems_own_table(table):
    asked = ("192.168.1.1", "192.168.1.5", "192.168.1.9", "192.168.1.10", "92.168.1.1")
    assert [is_neighbor(address, table) for address in asked] == [True, False, False, False, False]


def test_a_system_without_a_table():
    assert is_neighbor("192.168.1.1", None) is None


def test_the_table_of_this_system_can_be_read():
    assert not is_neighbor("198.51.100.77", connectivity._neighbors("198.51.100.77"))  # for documentation


def test_which_addresses_others_can_reach(monkeypatch):
    cards = {
        "lo": ("127.0.0.1", "255.0.0.0", True),
        "docker0": ("172.17.0.1", "255.255.0.0", True),
        "eth0": ("10.0.3.7", "255.255.252.0", True),
        "eth1": ("10.9.9.9", "255.0.0.0", False),  # no cable
        "eth2": ("169.254.8.1", "255.255.0.0", True),  # nobody has given it an address
        "ppp0": ("93.184.216.34", None, True),
        "wlan0": ("192.168.1.9", "255.255.255.0", True),
    }
    address = lambda ip, mask: SimpleNamespace(family=socket.AF_INET, address=ip, netmask=mask)  # noqa: E731
    monkeypatch.setattr(
        "psutil.net_if_addrs", lambda: {name: [address(ip, mask)] for name, (ip, mask, _) in cards.items()}
    )
    monkeypatch.setattr("psutil.net_if_stats", lambda: {n: SimpleNamespace(isup=up) for n, (*_, up) in cards.items()})
    monkeypatch.setattr(network, "_outward", lambda: ipaddress.IPv4Address("192.168.1.9"))
    assert network.addresses() == ["192.168.1.9", "10.0.3.7", "93.184.216.34", "172.17.0.1"]
    assert [str(own) for own in network.networks()] == ["10.0.3.7/22", "93.184.216.34/32", "192.168.1.9/24"]


def test_which_settings_name_a_proxy():
    environment = {"HTTP_PROXY": "http://proxy:3128", "https_proxy": "", "NO_PROXY": "localhost", "all_proxy": "x"}
    assert proxy_settings(environment) == ("HTTP_PROXY", "all_proxy")
