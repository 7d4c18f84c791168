"""Join codes, names, addresses: what is let in, and how often it may be tried."""

import pytest

from course_utils.classroom import doors, network, wire
from course_utils.classroom.doors import OVERALL, PER_ADDRESS, Budget, Door


class Time:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def time():
    return Time()


def test_codes_are_read_as_people_type_them():
    door = Door("K7M2PQ", Time())
    assert [door.opens(code, "a") for code in ("K7M2PQ", " k7m-2pq ", "K7M2P0", "", "é")] == [True] * 2 + [False] * 3


def test_after_many_wrong_codes_an_address_waits_a_minute_and_the_others_do_not(time):
    door = Door("K7M2PQ", time)
    tried = 0
    while not door.wait("10.0.0.9") and tried < 10_000:
        assert not door.opens("AAAAAA", "10.0.0.9")
        tried += 1
    assert tried == PER_ADDRESS
    assert door.shut() and door.wait("10.0.0.8") == 0
    assert door.opens("K7M2PQ", "10.0.0.8")
    time.now = 61
    assert door.wait("10.0.0.9") == 0 and not door.shut()


def test_a_class_behind_one_address_is_not_locked_out_by_its_own_slips(time):
    door = Door("K7M2PQ", time)
    for learner in range(500):
        assert door.wait("10.0.0.1") == 0, learner
        if learner % 10 == 0:
            door.opens("K7M2PO", "10.0.0.1")  # one in ten mistypes
        assert door.opens("K7M2PQ", "10.0.0.1")


def test_many_addresses_together_shut_the_door_for_all(time):
    door = Door("K7M2PQ", time)
    for number in range(OVERALL):
        door.opens("AAAAAA", f"10.0.{number}.1")
    assert door.wait("10.1.1.1") > 0


def test_a_network_of_ipv6_addresses_counts_as_one(time):
    door = Door("K7M2PQ", time)
    for number in range(PER_ADDRESS):
        door.opens("AAAAAA", f"2001:db8::{number:x}")
    assert door.wait("2001:db8::ffff") > 0 and door.wait("2001:db8:1::1") == 0


def test_very_many_addresses_fill_no_memory(time):
    door = Door("K7M2PQ", time)
    for number in range(10_002):
        door.opens("AAAAAA", f"n{number}")
        time.now += 0.1
    assert len(door._wrong) < 2000


def test_a_learner_may_send_much_at_once_and_little_for_ever(time):
    budget = Budget(time)
    assert budget.take(2000) and not budget.take(1)
    time.now = 10
    assert budget.take(100) and not budget.take(1)


def test_what_is_kept_of_a_token_is_not_the_token():
    token = doors.new_token()
    assert len(token) == 32 and token.encode() not in doors.digest(token)
    assert len({doors.new_code() for _ in range(50)}) == 50 and set(doors.new_code()) <= set(wire.ALPHABET)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Anna", "Anna"),
        ("  Анна\tМария \n", "Анна Мария"),
        ("An\u202ena\u2066\u200b", "An na"),
        ("e\u0301", "é"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),  # shown as text
        ("x" * 10_000, "x" * 40),
        ("😀", "😀"),
    ],
)
def test_a_name_is_one_short_line(typed, shown):
    assert wire.clean_name(typed) == shown


@pytest.mark.parametrize("typed", ["", "   ", "\u202e\u200b", "\x00"])
def test_a_name_that_nobody_can_see_is_refused(typed):
    with pytest.raises(ValueError, match="at least one letter or digit"):
        wire.clean_name(typed)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("192.168.1.5", ("192.168.1.5", 8765)),
        (" 192.168.1.5:9000 ", ("192.168.1.5", 9000)),
        ("http://192.168.1.5:9000/#K7M2PQ", ("192.168.1.5", 9000)),
        ("laptop.local", ("laptop.local", 8765)),
        ("https://192.168.1.5/#K7M2PQ-4F9X-2B7T-QW0D", ("192.168.1.5", 8765)),
        ("[fe80::1]:9000", ("fe80::1", 9000)),
    ],
)
def test_an_address_is_read_as_it_is_shown(typed, place):
    assert wire.parse_address(typed) == place


@pytest.mark.parametrize("typed", ["", "K7M2PQ Anna", "192.168.1.5:99999", "http://", None, "a" * 10 + "\n:1\r\nX: y"])
def test_an_address_that_is_none_is_told(typed):
    with pytest.raises(ValueError, match="is not an address"):
        wire.parse_address(typed)


def test_a_port_that_is_taken_is_a_sentence_with_the_next_one():
    taken = network.listen(0, "127.0.0.1")
    port = taken.getsockname()[1]
    with pytest.raises(network.NoPort, match=f"Port {port} is in use by another program.*--port"):
        network.listen(port, "127.0.0.1")
    taken.close()
