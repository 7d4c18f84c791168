"""Who may come in: the join code with its limit on wrong tries, tokens, and the teacher's one-time link."""

import hashlib
import hmac
import ipaddress
import secrets
from collections import deque
from collections.abc import Callable

from course_utils.classroom.wire import ALPHABET, CODE_LENGTH, clean_code, whole_code

WINDOW = 60.0  # seconds
PER_ADDRESS, OVERALL = 20, 200  # wrong codes in this time


def new_code() -> str:
    """Return a new join code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_token() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> bytes:
    """Return what is kept of a token: it lets a token be recognized, and nobody come in."""
    return hashlib.sha256(token.encode()).digest()


def same(one: str, other: str) -> bool:
    """Return whether two secrets are equal, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


class Door:
    """The join code, and how many wrong ones were tried lately.

    A class behind one address (a Hub, a hotspot) has many learners who mistype. So only wrong codes count, and each
    right one from an address allows one more wrong one from there.

    Parameters
    ----------
    code : str
    clock : callable
        Seconds that never go backwards.

    Attributes
    ----------
    fingerprint : str
        Of the certificate; "" where the class is not encrypted.
    """

    def __init__(self, code: str, clock: Callable[[], float]):
        self.code, self.clock, self.locked, self.fingerprint = code, clock, False, ""
        self._wrong: dict[str, deque[float]] = {}
        self._right: dict[str, deque[float]] = {}
        self._shut: dict[str, float] = {}  # from an address, or "" for all, to when it opens again

    @property
    def whole_code(self) -> str:
        """The join code as learners type it, with the fingerprint."""
        return whole_code(self.code, self.fingerprint)

    @property
    def scheme(self) -> str:
        """What the addresses of the class begin with in a browser."""
        return "https" if self.fingerprint else "http"

    def wait(self, address: str) -> float:
        """Return for how many seconds nobody at this address may try a code; 0 if one may be tried now."""
        now = self.clock()
        return max(0.0, *(self._shut.get(which, 0.0) - now for which in ("", _group(address))))

    def shut(self) -> bool:
        """Return whether some address, or everybody, must wait; the teacher is told."""
        return any(until > self.clock() for until in self._shut.values())

    def opens(self, code: str, address: str) -> bool:
        """Return whether a code is right, and count it; a fingerprint that follows has done its work elsewhere."""
        right, group = same(clean_code(code)[:CODE_LENGTH], self.code), _group(address)
        self._note(self._right if right else self._wrong, group)
        if not right:
            for which, limit in ((group, PER_ADDRESS), ("", OVERALL)):
                if self._count(self._wrong, which) >= limit + self._count(self._right, which):
                    self._shut[which] = self.clock() + WINDOW
        return right

    def _note(self, tries: dict[str, deque[float]], group: str) -> None:
        now = self.clock()
        if len(tries) > 10_000:  # somebody with very many addresses: forget those that have been quiet
            for which in [which for which, times in tries.items() if not times or times[-1] < now - WINDOW]:
                del tries[which]
        for which in (group, ""):
            tries.setdefault(which, deque(maxlen=2000)).append(now)

    def _count(self, tries: dict[str, deque[float]], which: str) -> int:
        times = tries.get(which, deque())
        while times and times[0] < self.clock() - WINDOW:
            times.popleft()
        return len(times)


def _group(address: str) -> str:
    """Return what counts as one address: of IPv6, where everybody has very many, the network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False)) if parsed.version == 6 else address


class Budget:
    """How many events one learner may still send: many at once after an hour without a network, few for ever."""

    BURST, RATE = 2000.0, 10.0  # events, events a second

    def __init__(self, clock: Callable[[], float]):
        self._clock, self._left, self._time = clock, self.BURST, clock()

    def take(self, count: int) -> bool:
        """Return whether `count` events may come now."""
        now = self._clock()
        self._left = min(self.BURST, self._left + (now - self._time) * self.RATE)
        self._time = now
        if count > self._left:
            return False
        self._left -= count
        return True
