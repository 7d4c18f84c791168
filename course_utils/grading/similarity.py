"""Pairs of submissions that are nearly the same, whatever their names, numbers, texts and comments are.

Code is cut into tokens, in which all names are equal, and so are all numbers and all texts. Nine tokens in a row
are one mark of the code (k-grams, as in Schleimer, Wilkerson and Aiken, "Winnowing", SIGMOD 2003). Marks of published
code are removed, and a mark that many learners share weighs little, because it comes from the exercise itself. A pair
only shows where to look: the numbers cannot say if two people copied, worked together or had the same idea.
"""

import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

GRAM = 9  # tokens in a mark: about one line and a half
LEAST = 25  # marks that nobody was given; with fewer, there is only one way to write the code
LARGEST = 50_000  # characters that are compared, several times the code of the longest lesson

# tokenize stops at code that is broken; these pieces are found in any text, a text without an end up to its line's
_TOKEN = re.compile(
    r"(?P<skip>\#[^\n]*|\s+|\\)"
    r"|(?P<text>[A-Za-z]{0,2}(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'?|\"(?:[^\"\\\n]|\\.)*\"?))"
    r"|(?P<number>(?:\d|\.\d)[\w.]*(?:(?<=[eE])[+-]\d+)?)"
    r"|(?P<name>\w+)"
    r"|(?P<sign>\*\*=?|//=?|->|:=|[<>=!+\-*/%@&|^]=|.)",
    re.DOTALL,
)
_NAME, _NUMBER, _TEXT = 1, 2, 3
_KINDS = {"number": _NUMBER, "text": _TEXT}
_KNOWN = {word: number for number, word in enumerate(keyword.kwlist, 10)}


@dataclass(frozen=True)
class Pair:
    """Two submissions that have much in common.

    Attributes
    ----------
    first, second : str
        Whose they are, in alphabetical order.
    share : float
        The weight of what they share in that of the smaller one, in (0, 1].
    marks : int
        How many marks of their own the smaller one has: the more, the less it is chance.
    """

    first: str
    second: str
    share: float
    marks: int


def pairs(codes: Mapping[str, str], common: str = "", threshold: float = 0.8) -> tuple[Pair, ...]:
    """Return the pairs of submissions that are nearly the same.

    Parameters
    ----------
    codes : mapping of str to str
        Each learner's code for one lesson, whole or broken.
    common : str
        Code that everybody was given: starters, published solutions.
    threshold : float
        Smallest `share` of a pair, in (0, 1].

    Returns
    -------
    tuple of Pair
        The largest share first. Code with fewer than 25 marks that nobody was given is not compared.

    Raises
    ------
    ValueError
        For a threshold outside (0, 1].
    """
    from scipy.sparse import csr_array

    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be above 0 and at most 1, got {threshold}")
    published = marks(common, largest=None)
    own = {name: np.setdiff1d(marks(code), published, assume_unique=True) for name, code in sorted(codes.items())}
    own = {name: numbers for name, numbers in own.items() if len(numbers) >= LEAST}
    if len(own) < 2:
        return ()
    names, sizes = list(own), np.array([len(numbers) for numbers in own.values()])
    known, column, users = np.unique(np.concatenate(list(own.values())), return_inverse=True, return_counts=True)
    weight = np.log((len(names) + 1) / users)  # inverse document frequency; above 0 also where everybody has it
    # a mark of one person alone takes part only in the sum
    shared = users[column] > 1
    row = np.repeat(np.arange(len(names)), sizes)
    total = np.bincount(row, weight[column], len(names))
    cells = (np.sqrt(weight[column[shared]]), (row[shared], column[shared]))
    table = csr_array(cells, shape=(len(names), len(known)))
    both = (table @ table.T).toarray()
    share = both / np.minimum.outer(total, total)
    alike = [
        Pair(names[i], names[j], min(1.0, float(share[i, j])), int(min(sizes[i], sizes[j])))
        for i, j in np.argwhere(np.triu(share >= threshold - 1e-9, k=1))
    ]
    return tuple(sorted(alike, key=lambda pair: (-round(pair.share, 6), -pair.marks, pair.first, pair.second)))


def marks(code: str, largest: int | None = LARGEST) -> np.ndarray:
    """Return the marks of a text of code.

    Parameters
    ----------
    code : str
    largest : int or None
        Characters that are looked at; all with None.

    Returns
    -------
    numpy.ndarray
        uint64 of shape (n,), rising, each once; empty where the code has fewer than nine tokens.
    """
    numbers = np.array([number for number in map(_number, _TOKEN.finditer(code[:largest])) if number], np.uint64)
    count = len(numbers) - GRAM + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    mixed = np.zeros(count, np.uint64)
    for at in range(GRAM):  # a polynomial modulo 2**64
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + numbers[at : at + count]
    return np.unique(mixed)


def _number(match: re.Match[str]) -> int:
    """Return the number of a token's kind, and 0 for comments and spaces, which do not count."""
    kind = match.lastgroup
    if kind == "skip":
        return 0
    if kind == "name":
        return _KNOWN.get(match[0], _NAME)
    return _KINDS.get(kind or "") or 100 + int.from_bytes(match[0].encode("utf-8", "replace")[:4], "big")
