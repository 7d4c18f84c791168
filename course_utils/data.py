"""Where the pictures of the course come from: loading, checking and splitting the data sets."""

import os
from dataclasses import dataclass, field

import numpy as np


class DataError(ValueError):
    """A data set cannot be loaded; the message names the file, what is wrong with it, and the way out."""


@dataclass(frozen=True, eq=False, repr=False)
class Digits:
    """Pictures and labels, split into training, validation and test.

    The arrays are the caller's own: writing into them changes no later load.

    Attributes
    ----------
    x_train, x_val, x_test : numpy.ndarray
        Pictures, uint8 of shape (n, 28, 28): 0 is background, 255 is full ink.
    y_train, y_val, y_test : numpy.ndarray
        Labels, int64 of shape (n,), from 0 to 9.
    class_names : tuple of str
        What each label stands for.
    source, licence, citation : str
        The data set's name here, its licence, and whom to cite.
    split : str
        ``"writers"`` or ``"random"``.
    how_split : str
        In words: what is known and what is not about the three parts.
    train_rows, val_rows, test_rows : numpy.ndarray
        For each picture its row in the source, int64 of shape (n,). For data that come as a training and
        a test file, the rows of the test file follow those of the training file.
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
    split: str
    how_split: str
    train_rows: np.ndarray = field(repr=False)
    val_rows: np.ndarray = field(repr=False)
    test_rows: np.ndarray = field(repr=False)

    def __repr__(self):
        sizes = " + ".join(f"{len(y):,} {part}" for y, part in (
            (self.y_train, "train"), (self.y_val, "validation"), (self.y_test, "test")))
        return f"Digits {self.source!r}: {sizes}; split {self.split!r}; licence {self.licence}"


LICENCE = "CC BY 4.0"
CITATION = ("E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning "
            "Repository, 1998, doi:10.24432/C50P49")


def load_digits(source=None, split="writers"):
    """Load a data set of 28 by 28 pictures in ten classes."""
    source = source or os.environ.get("COURSE_DATASET") or "embedded"
    if source != "embedded":
        raise DataError(f"unknown data set {source!r}")
    x, y = _embedded()
    n = len(y)
    a, b = round(0.6 * n), int(0.8 * n)
    rows = np.arange(n)
    if split == "writers":
        parts = rows[:a], rows[a:b], rows[b:]
    else:
        from sklearn.model_selection import train_test_split

        train, rest = train_test_split(rows, train_size=a, stratify=y, random_state=0)
        val, test = train_test_split(rest, train_size=b - a, stratify=y[rest], random_state=0)
        parts = np.sort(train), np.sort(val), np.sort(test)
    arrays = {}
    for name, r in zip(("train", "val", "test"), parts, strict=True):
        arrays |= {f"x_{name}": x[r], f"y_{name}": y[r], f"{name}_rows": r.copy()}
    return Digits(**arrays, class_names=tuple("0123456789"), source=source, licence=LICENCE,
                  citation=CITATION, split=split, how_split="")


def _embedded():
    """The 1,797 digits that come with scikit-learn, made to look like MNIST."""
    from sklearn.datasets import load_digits as small_digits  # a second to import: only when asked for

    small, labels = small_digits(return_X_y=True)
    return _enlarge(small.reshape(-1, 8, 8) / 16.0), labels.astype(np.int64)


def _enlarge(small):
    """Pictures of 8 by 8 in [0, 1] as MNIST frames them: 20 pixels high, centre of mass in the middle."""
    from scipy import ndimage

    framed = np.pad(small, ((0, 0), (1, 1), (1, 1)))
    large = ndimage.zoom(framed, (1, 2.5, 2.5), order=3, mode="grid-constant", grid_mode=True)
    large = np.clip((large - 0.27) * 1.75, 0, 1)
    n, side, _ = large.shape
    wide = np.pad(large, ((0, 0), (28 - side // 2, 28 - side // 2), (28 - side // 2, 28 - side // 2)))
    place = np.arange(wide.shape[1])
    mass = wide.sum((1, 2))
    top = np.rint(wide.sum(2) @ place / mass - 14).astype(int)[:, None] + np.arange(28)
    left = np.rint(wide.sum(1) @ place / mass - 14).astype(int)[:, None] + np.arange(28)
    middle = wide[np.arange(n)[:, None, None], top[:, :, None], left[:, None, :]]
    return np.rint(middle * 255).astype(np.uint8)
