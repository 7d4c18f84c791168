"""Short film reviews in which the order of the words decides: made by a grammar, so that nobody can know them."""

from dataclasses import dataclass

import numpy as np

NOUNS = ("the plot", "the acting", "the music", "the ending", "the cast", "the script", "the humour", "the first half",
         "the second half", "the camera work", "the pace", "the dialogue")  # fmt: skip
GOOD = ("good", "great", "brilliant", "charming", "clever", "lovely", "moving", "fresh")
BAD = ("bad", "dull", "awful", "boring", "silly", "weak", "empty", "tired")
OPENINGS = ("", "", "i think ", "for me ", "to be honest ", "we saw it twice and ", "my sister says ")
DEGREES = ("", "", "very ", "really ", "quite ")

# Each rule makes one review and its twin: the same words in another order, and the opposite verdict. {p} is a good word
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
class Reviews:
    """Texts and verdicts, split into training, validation and test.

    Attributes
    ----------
    x_train, x_val, x_test : numpy.ndarray
        Texts, str of shape (n,): small letters, words and commas parted by single spaces.
    y_train, y_val, y_test : numpy.ndarray
        Verdicts, int64 of shape (n,): 0 negative, 1 positive; half of each part is positive.
    class_names : tuple of str
    source, licence, citation : str
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    source: str
    licence: str
    citation: str

    def __repr__(self):
        sizes = ", ".join(f"{len(getattr(self, f'y_{key}')):,} {part}" for key, part in (
            ("train", "training"), ("val", "validation"), ("test", "test")))  # fmt: skip
        return f"Reviews(source={self.source!r}: {sizes}; licence {self.licence})"


def load_reviews(n=4000, seed=0):
    """Make `n` short reviews whose verdict hangs on negation, contrast and their scope.

    Every review has a twin: the same words in another order, with the opposite verdict. Both stand in the same part, so
    whoever only counts words is right about exactly one of the two. No review occurs twice, in one part or in two.

    Parameters
    ----------
    n : int
        Even, from 20 to 20,000: 60 % for training, 20 % for validation and 20 % for test, up to a pair.
    seed : int
        From 0; the same seed makes the same reviews.

    Returns
    -------
    Reviews

    Raises
    ------
    ValueError
        If `n` or `seed` is not such a number.
    """
    for name, number, low, high in (("n", n, 20, 20_000), ("seed", seed, 0, 2**32 - 1)):
        whole = isinstance(number, (int, np.integer)) and not isinstance(number, bool)
        if not (whole and low <= number <= high):
            raise ValueError(f"{name} must be a whole number from {low} to {high:,}, got {number!r}")
    if n % 2:
        raise ValueError(f"n must be even, because reviews come in pairs, got {n}")
    rng = np.random.default_rng(seed)
    pairs = {}
    while len(pairs) < n // 2:
        positive, negative = _pair(rng)
        pairs[positive] = negative  # a pair drawn again is the same pair
    pairs = list(pairs.items())
    arrays = {}
    cuts = round(0.6 * len(pairs)), round(0.8 * len(pairs))
    for part, some in zip(("train", "val", "test"), (pairs[: cuts[0]], pairs[cuts[0] : cuts[1]], pairs[cuts[1] :]),
                          strict=True):  # fmt: skip
        order = rng.permutation(2 * len(some))
        arrays[f"x_{part}"] = np.array([text for pair in some for text in pair])[order]
        arrays[f"y_{part}"] = np.array([1, 0] * len(some), np.int64)[order]
    return Reviews(**arrays, class_names=("negative", "positive"), source="grammar", licence="CC BY 4.0",
                   citation="made by the grammar of this course")  # fmt: skip


def _pair(rng):
    """One review that likes the film, and its twin that does not."""
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
