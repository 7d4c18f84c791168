"""Film reviews: short ones made by a grammar in which word order decides, and the real ones of IMDB."""

import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.data.files import DataError, FileSet
from course_utils.data.parts import Parts

SOURCES = ("grammar", "imdb")
MOST = {"grammar": 20_000, "imdb": 30_000}  # reviews; IMDB has 25,000 for training and validation together

NOUNS = (
    "the plot",
    "the acting",
    "the music",
    "the ending",
    "the cast",
    "the script",
    "the humor",
    "the first half",
    "the second half",
    "the camera work",
    "the pace",
    "the dialogue",
)
GOOD = ("good", "great", "brilliant", "charming", "clever", "lovely", "moving", "fresh")
BAD = ("bad", "dull", "awful", "boring", "silly", "weak", "empty", "tired")
OPENINGS = ("", "", "i think ", "for me ", "to be honest ", "we saw it twice and ", "my sister says ")
DEGREES = ("", "", "very ", "really ", "quite ")

# Each rule makes one review and its twin: the same words in a different order, the opposite verdict. {p} is a good word
# where the first review is positive. What each rule asks of a reader stands beside it.
RULES = (
    ("{x} was {n} but {y} was {p}", "{x} was {p} but {y} was {n}"),  # what follows "but" weighs more
    ("although {x} was {n} , {y} was {p}", "although {x} was {p} , {y} was {n}"),  # the main clause decides ...
    ("{y} was {p} although {x} was {n}", "{y} was {n} although {x} was {p}"),  # ... also where it stands first
    ("{x} was not {n} , it was {p}", "{x} was not {p} , it was {n}"),  # "not" reaches as far as the comma
    ("{x} was {p} without being {n}", "{x} was {n} without being {p}"),  # "without" turns what follows
    ("{x} was not {p} but {y} was {q}", "{x} was {p} but {y} was not {q}"),  # both: negation and contrast
)


@dataclass(frozen=True, eq=False, repr=False)
class Reviews(Parts):
    """Texts and verdicts, split into training, validation and test.

    Attributes
    ----------
    x_train, x_val, x_test : numpy.ndarray
        Texts, an object array of str, shape (n,): small letters, words and commas parted by single spaces.
    y_train, y_val, y_test : numpy.ndarray
        Verdicts, int64 of shape (n,): 0 negative, 1 positive; half of each part is positive.
    class_names : tuple of str
    source, licence, citation : str
    """


def load_reviews(n: int = 4000, seed: int = 0, source: str = "grammar") -> Reviews:
    """Load `n` film reviews and their verdicts, half of them positive, split 60 : 20 : 20.

    Parameters
    ----------
    n : int
        An even number from 20 to 20,000 for the grammar, or to 30,000 for IMDB.
    seed : int
        From 0; the same seed gives the same reviews.
    source : {"grammar", "imdb"}
        ``"grammar"`` makes short reviews whose verdict depends on negation, contrast and their scope. Each review has
        a twin with the same words in a different order and the opposite verdict. The two are always in the same set,
        so a model that only counts words is right about exactly one of them. No review occurs twice.
        ``"imdb"`` draws from 50,000 real reviews: training and validation from IMDB's training file, test from its
        test file. They are read from the folder that COURSE_DATA_DIR names (``imdb.npz``, ``imdb_word_index.json``)
        or from Keras's cache. If they are not there, Keras downloads them. Nothing is unpickled.

    Raises
    ------
    ValueError
        If an argument is out of its range, or, as a DataError, if a file is wrong or cannot be loaded.
    """
    if source not in SOURCES:
        raise DataError(f"source must be one of {', '.join(map(repr, SOURCES))}, got {source!r}")
    for name, number, low, high in (("n", n, 20, MOST[source]), ("seed", seed, 0, 2**32 - 1)):
        whole = isinstance(number, (int, np.integer)) and not isinstance(number, bool)
        if not (whole and low <= number <= high):
            raise ValueError(f"{name} must be a whole number from {low} to {high:,}, got {number!r}")
    if n % 2:
        raise ValueError(f"n must be even, because half of the reviews are positive, got {n}")
    pairs: Sequence[Sequence[str]]
    if source == "grammar":
        pairs = _pairs_by_grammar(n // 2, np.random.default_rng(seed))
    else:
        pairs = _pairs_of_imdb(n // 2, seed)
    rng = np.random.default_rng(seed)
    arrays: dict[str, np.ndarray] = {}
    cuts = _cuts(n // 2)
    for part, some in zip(("train", "val", "test"), np.split(np.array(pairs, object), cuts), strict=True):
        order = rng.permutation(2 * len(some))
        arrays[f"x_{part}"] = some.ravel()[order]
        arrays[f"y_{part}"] = np.array([1, 0] * len(some), np.int64)[order]
    licence, citation = ABOUT[source]
    return Reviews(**arrays, class_names=("negative", "positive"), source=source, licence=licence, citation=citation)


ABOUT = {
    "grammar": ("CC BY 4.0", "made by the grammar of this course"),
    "imdb": (
        "for research, see its page",
        "A. Maas, R. Daly, P. Pham, D. Huang, A. Ng, C. Potts: Learning Word Vectors for Sentiment Analysis. ACL 2011",
    ),
}


def _cuts(pairs: int) -> tuple[int, int]:
    """Return where validation and test begin among this many pairs."""
    return round(0.6 * pairs), round(0.8 * pairs)


def _pairs_by_grammar(count: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Make this many different pairs, each a positive review and its negative twin."""
    pairs: dict[str, str] = {}
    while len(pairs) < count:
        positive, negative = _pair(rng)
        pairs[positive] = negative  # a pair drawn again is the same pair
    return list(pairs.items())


def _pair(rng: np.random.Generator) -> tuple[str, str]:
    """Make one review that likes the film, and its twin that does not."""
    first, second = RULES[rng.integers(len(RULES))]
    x, y = rng.choice(NOUNS, 2, replace=False)
    good, other = rng.choice(GOOD, 2, replace=False)
    bad, other_bad = rng.choice(BAD, 2, replace=False)
    degrees = [DEGREES[rng.integers(len(DEGREES))] for _ in range(2)]
    words = {"x": x, "y": y, "p": degrees[0] + good, "n": degrees[1] + bad, "q": degrees[1] + other}
    opening = OPENINGS[rng.integers(len(OPENINGS))]
    if "{q}" in first and rng.integers(2):  # the same rule with two bad words: then the first review is negative
        words |= {"p": degrees[0] + bad, "q": degrees[1] + other_bad}
        first, second = second, first
    return opening + first.format(**words), opening + second.format(**words)


# ---- IMDB's own

REVIEWS, WORDS = "imdb.npz", "imdb_word_index.json"
# The checksums written in keras.datasets.imdb: SHA-256 of the first file, MD5 of the second.
CHECKSUMS = {
    REVIEWS: "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",
    WORDS: "bfafd718b763782e994055a2d397834f",
}
HALF = 25_000  # reviews in each of its two parts
LARGEST = 60_000_000  # bytes that one array may unpack to; the real ones take 14 million


def _pairs_of_imdb(count: int, seed: int) -> list[list[str]]:
    """Draw this many pairs of a positive and a negative review from IMDB's training and test file."""
    content = IMDB.load()
    words = np.full(max(content["words"].values()) + 1, "?", object)
    for word, rank in content["words"].items():
        words[rank] = word
    rng, pairs = np.random.default_rng(seed), []
    _, from_train = _cuts(count)
    for part, some in (("train", from_train), ("test", count - from_train)):
        texts, verdicts = content[f"x_{part}"], content[f"y_{part}"]
        chosen = [rng.permutation(np.flatnonzero(verdicts == verdict))[:some] for verdict in (1, 0)]
        for pair in zip(*chosen, strict=True):
            pairs.append([" ".join(words[np.minimum(texts[row], len(words) - 1)]) for row in pair])
    return pairs


def _read(file: Path) -> dict[str, Any]:
    """Read and check what one of the two files holds, by name; unpickle nothing."""
    if file.name == WORDS:
        return {"words": _read_words(file)}
    content: dict[str, Any] = {}
    with zipfile.ZipFile(file) as archive:
        for name in ("x_train", "y_train", "x_test", "y_test"):
            if f"{name}.npy" not in archive.namelist():
                raise ValueError(f"it has no array {name}; it has {', '.join(archive.namelist()) or 'nothing'}")
            if archive.getinfo(f"{name}.npy").file_size > LARGEST:
                raise ValueError(f"{name} would unpack to more than {LARGEST:,} bytes")
            with archive.open(f"{name}.npy") as member:
                if np.lib.format.read_magic(member) != (1, 0):
                    raise ValueError(f"{name} is in a version of NumPy's format that these arrays do not need")
                shape, _, dtype = np.lib.format.read_array_header_1_0(member)
                if shape != (HALF,):
                    raise ValueError(f"{name} must have the shape ({HALF},), it has {shape}")
                if dtype.hasobject != name.startswith("x") or (not dtype.hasobject and dtype.kind not in "iu"):
                    raise ValueError(f"{name} is of {dtype}")
                body = member.read()
            content[name] = _lists(body, name) if dtype.hasobject else np.frombuffer(body, dtype)
            if not dtype.hasobject and (len(content[name]) != HALF or set(np.unique(content[name])) != {0, 1}):
                raise ValueError(f"{name} must hold {HALF:,} verdicts, 0 or 1")
    return content


def _read_words(file: Path) -> dict[str, int]:
    words = json.loads(file.read_text(encoding="utf-8"))
    right = isinstance(words, dict) and 0 < len(words) < 200_000
    if not (right and all(type(rank) is int and 0 < rank < 200_000 for rank in words.values())):
        raise ValueError("it must hold one number from 1 for each word")
    return words


# NumPy stores lists of numbers as a pickle, and unpickling a stranger's file can run a stranger's code. The lists are
# written with nine of the pickle format's many commands; these are read here, and anything else is refused.
_FRAME = rb"(?:\x95.{8})?"  # where a block begins: how long it is
_MEMO = rb"(?:\x94|q.|r.{4})?"  # "remember this list"
_NUMBER = rb"(?:K.|M..|J.{4})"  # of 1, 2 or 4 bytes
_MANY = _FRAME + rb"\((?:" + _FRAME + _NUMBER + rb")*" + _FRAME + rb"e"  # numbers appended together
_ONE = _FRAME + _NUMBER + _FRAME + rb"a"
_LIST = re.compile(_FRAME + rb"\]" + _FRAME + _MEMO + rb"((?:" + _MANY + rb"|" + _ONE + rb")*)", re.DOTALL)
_ITEM = re.compile(rb"K(.)|M(..)|J(.{4})|\x95.{8}|\(|e|a", re.DOTALL)
_OPENING = re.compile(rb".{,600}?b" + _FRAME + rb"\x89" + _FRAME + rb"\]" + _FRAME + _MEMO, re.DOTALL)
_BATCH = re.compile(_FRAME + rb"[(e]", re.DOTALL)  # lists are appended a thousand at a time
_END = re.compile(_FRAME + rb"t" + _MEMO + _FRAME + rb"b\.", re.DOTALL)


def _lists(body: bytes, name: str) -> list[np.ndarray]:
    """Read the lists of whole numbers in a pickled object array, each as an int64 array."""
    opening = _OPENING.match(body)
    lists: list[np.ndarray] = []
    at = opening.end() if opening else len(body)
    while at < len(body) and len(lists) <= HALF:
        if match := _LIST.match(body, at):
            numbers = [a or b or c for a, b, c in _ITEM.findall(match[1]) if a or b or c]
            lists.append(np.array([int.from_bytes(number, "little") for number in numbers], np.int64))
        elif _END.match(body, at):
            break
        elif not (match := _BATCH.match(body, at)):
            raise ValueError(f"{name} must hold lists of whole numbers only")
        at = match.end()
    if len(lists) != HALF:
        raise ValueError(f"{name} must hold {HALF:,} lists of whole numbers")
    return lists


IMDB = FileSet(
    "imdb",
    "film reviews of IMDB",
    'load_reviews(source="imdb")',
    19.0,
    (REVIEWS, WORDS),
    _read,
    f"{REVIEWS} and {WORDS}",
    'load_reviews(source="grammar")',
    {name: partial(CHECKSUMS.__getitem__, name) for name in CHECKSUMS},
)
