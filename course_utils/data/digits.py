"""Image data sets: loading, checking and splitting them."""

import gzip
import html
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course_utils.data.files import DataError, FileSet
from course_utils.data.parts import Parts

DIGIT_NAMES = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
FASHION_NAMES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)

MNIST_FILE = "mnist.npz"
FASHION_FOLDER = "fashion-mnist"
FASHION_FILES = {
    "x_train": "train-images-idx3-ubyte.gz",
    "y_train": "train-labels-idx1-ubyte.gz",
    "x_test": "t10k-images-idx3-ubyte.gz",
    "y_test": "t10k-labels-idx1-ubyte.gz",
}
SHAPES = {"x_train": (60_000, 28, 28), "y_train": (60_000,), "x_test": (10_000, 28, 28), "y_test": (10_000,)}

# Keras has no call that tells which checksum its loader expects; this is the one written in
# keras.datasets.mnist. Keras deletes a cached file that differs from it, so we have to know it first.
MNIST_SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"


@dataclass(frozen=True, eq=False, repr=False)
class Digits(Parts):
    """Images and labels, split into a training, a validation and a test set.

    Attributes
    ----------
    x_train, x_val, x_test : numpy.ndarray
        Images, uint8 of shape (n, 28, 28), from 0 (background) to 255 (full ink).
    y_train, y_val, y_test : numpy.ndarray
        Labels, int64 of shape (n,), from 0 to 9.
    class_names : tuple of str
        The name of each class.
    source, licence, citation : str
        The data set's name in this course, its licence, and whom to cite.
    how_split : str
        How the three sets were made, in words, and what is known about their writers.
    """

    how_split: str

    def _repr_html_(self) -> str:
        rows = [f'<tr><th scope="row">{part}</th><td>{n:,}</td></tr>' for part, n in self._sizes().items()]
        return (
            f"<table><caption>{html.escape(self.source)}</caption>"
            f'<tr><th scope="col">part</th><th scope="col">images</th></tr>{"".join(rows)}</table>'
            f"<p>{html.escape(self.how_split)} Licence: {html.escape(self.licence)}.</p>"
        )


@dataclass(frozen=True)
class _Source:
    """What is the same at every load of one data set."""

    title: str
    size: str
    class_names: tuple[str, ...]
    licence: str
    citation: str
    how_split: str  # how far the sets have different writers


SOURCES = {
    "embedded": _Source(
        "Digits that come with scikit-learn",
        "1,797 images",
        DIGIT_NAMES,
        "CC BY 4.0",
        "E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits. UCI Machine Learning Repository, "
        "1998. doi:10.24432/C50P49",
        "Split by rows: the first 60% for training, the next 20% for validation, the last 20% for test. "
        "The file does not say who wrote which row. The rows seem to come in 13 blocks, one for each writer. "
        "If so, each of the two cuts divides the rows of at most one writer.",
    ),
    "mnist": _Source(
        "MNIST, handwritten digits",
        "70,000 images",
        DIGIT_NAMES,
        "CC BY-SA 3.0",
        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document "
        "recognition. Proceedings of the IEEE 86(11), 1998. doi:10.1109/5.726791",
        "The test set is the one of MNIST, by writers who are not in its training file. The last 10,000 rows of "
        "the training file are the validation set, and the 50,000 rows before them are the training set. These "
        "two sets may share writers; MNIST does not say.",
    ),
    "fashion_mnist": _Source(
        "Fashion-MNIST, clothes",
        "70,000 images",
        FASHION_NAMES,
        "MIT",
        "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine "
        "Learning Algorithms. 2017. arXiv:1708.07747",
        "Clothes have no writers. The test set is the one of Fashion-MNIST. The last 10,000 rows of its training "
        "file are the validation set, and the 50,000 rows before them are the training set.",
    ),
}


def load_digits(source: str | None = None) -> Digits:
    """Load images of 28 by 28 pixels in ten classes, split into a training, a validation and a test set.

    The split separates the writers as far as the source allows; ``how_split`` of the result says how far. The sizes are
    1,078, 359 and 360 for the embedded digits, and 50,000, 10,000 and 10,000 for the others.

    Parameters
    ----------
    source : {"embedded", "mnist", "fashion_mnist"}, optional
        The default is the environment variable COURSE_DATASET, or ``"embedded"`` if it is not set.
        ``"embedded"`` needs no network. It has the 1,797 digits of 8 by 8 pixels that come with scikit-learn,
        enlarged and centered like those of MNIST. The other two are read from the folder that COURSE_DATA_DIR
        names (``mnist.npz``; ``fashion-mnist/`` with its four ``.gz`` files) or from Keras's cache. If they are
        not there, Keras downloads them.

    Raises
    ------
    DataError
        If the name is unknown, a file is not the right one, or a download fails. No file is ever deleted or
        overwritten, and without a network the error comes within ten seconds.
    """
    asked = "source"
    if source is None:
        asked, source = "COURSE_DATASET", os.environ.get("COURSE_DATASET") or "embedded"
    if source not in SOURCES:
        raise DataError(f"{asked} must be one of {', '.join(map(repr, SOURCES))}, got {source!r}")

    if source == "embedded":
        x, y = _embedded()
        cuts = round(0.6 * len(y)), int(0.8 * len(y))
    else:
        parts = FILES[source].load()
        x = np.concatenate([parts["x_train"], parts["x_test"]])
        y = np.concatenate([parts["y_train"], parts["y_test"]]).astype(np.int64)
        cuts = 50_000, 60_000
    x_train, x_val, x_test = np.split(x, cuts)
    y_train, y_val, y_test = np.split(y, cuts)
    about = SOURCES[source]
    return Digits(
        *(x_train, y_train, x_val, y_val, x_test, y_test),
        class_names=about.class_names,
        source=source,
        licence=about.licence,
        citation=about.citation,
        how_split=about.how_split,
    )


# The embedded digits


def _embedded() -> tuple[np.ndarray, np.ndarray]:
    """Load all pictures, uint8 (1797, 28, 28), and labels, int64 (1797,), in the order of the file."""
    from sklearn.datasets import load_digits as small_digits  # takes a second: only when asked for

    small, labels = small_digits(return_X_y=True)
    return _enlarge(small.reshape(-1, 8, 8) / 16.0), labels.astype(np.int64)


def _enlarge(small: np.ndarray) -> np.ndarray:
    """Make pictures (n, 8, 8) in [0, 1] look like MNIST's: uint8 (n, 28, 28).

    Every small picture fills its eight rows. They become 19.2 pixels, with the soft edge about 20; then, as
    in MNIST, the centre of mass is moved by whole pixels to the middle. The two numbers for contrast bring
    mean, spread and share of ink near to MNIST's, and still leave thin strokes unbroken.
    """
    from scipy import ndimage

    by_rows = ndimage.zoom(np.eye(10), (2.4, 1), order=3, mode="grid-constant", grid_mode=True)  # (24, 10)
    large = by_rows @ np.pad(small, ((0, 0), (1, 1), (1, 1))) @ by_rows.T
    large = np.clip(1.75 * (large - 0.25), 0, 1)
    wide = np.pad(large, ((0, 0), (16, 16), (16, 16)))  # (n, 56, 56): room to move
    place, mass = np.arange(56), wide.sum((1, 2))
    top = np.rint(wide.sum(2) @ place / mass - 14).astype(int)
    left = np.rint(wide.sum(1) @ place / mass - 14).astype(int)
    window = np.arange(28)
    moved = wide[
        np.arange(len(wide))[:, None, None], (top[:, None] + window)[:, :, None], (left[:, None] + window)[:, None, :]
    ]
    return np.rint(255 * moved).astype(np.uint8)


# Files that a teacher, or Keras, has put there


def _read_npz(file: Path) -> dict[str, np.ndarray]:
    """Read the four arrays of mnist.npz: unpickle nothing, allocate nothing larger than MNIST."""
    with zipfile.ZipFile(file) as archive:
        for name, shape in SHAPES.items():
            _check_member(archive, name, shape)
    with np.load(file, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in SHAPES}
    _check_labels(arrays["y_train"])
    _check_labels(arrays["y_test"])
    return arrays


def _check_member(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> None:
    """Read the header of one array only; refuse what is not of this shape and of whole numbers."""
    members = archive.namelist()
    if f"{name}.npy" not in members:
        raise ValueError(f"it has no array {name}; it has {', '.join(members) or 'nothing'}")
    with archive.open(f"{name}.npy") as member:
        if np.lib.format.read_magic(member) != (1, 0):  # all that NumPy needs for plain arrays
            raise ValueError(f"{name} is in a version of NumPy's format that plain arrays do not need")
        actual_shape, _, dtype = np.lib.format.read_array_header_1_0(member)
        size = member.tell() + int(np.prod(shape)) * dtype.itemsize
    if dtype.hasobject:
        raise ValueError(f"{name} holds pickled Python objects, which can run code when they are read")
    if actual_shape != shape:
        raise ValueError(f"{name} must have the shape {shape}, it has {actual_shape}")
    if name.startswith("x") and dtype != np.uint8:
        raise ValueError(f"{name} must be of uint8, it is of {dtype}")
    if dtype.kind not in "iu":
        raise ValueError(f"{name} must be of an integer type, it is of {dtype}")
    if archive.getinfo(f"{name}.npy").file_size != size:
        raise ValueError(f"{name} must take {size:,} bytes, it takes {archive.getinfo(f'{name}.npy').file_size:,}")


def _read_idx(file: Path, shape: tuple[int, ...]) -> np.ndarray:
    """Read one array, uint8 of the given shape, from a gzipped file in the idx format."""
    header = bytes([0, 0, 8, len(shape)]) + np.array(shape, ">u4").tobytes()  # 8: unsigned bytes
    size = int(np.prod(shape))
    with gzip.open(file) as stream:
        start = stream.read(len(header))
        if start[:4] != header[:4]:
            raise ValueError(
                f"it must begin with the bytes {header[:4].hex(' ')}, it begins with {start[:4].hex(' ') or 'nothing'}"
            )
        if len(start) < len(header):
            raise EOFError
        if start != header:
            raise ValueError(
                f"it must hold an array of shape {shape}, it says {tuple(np.frombuffer(start[4:], '>u4').tolist())}"
            )
        content = stream.read(size + 1)  # one more than wanted, to see the end, and with it the checksum
    if len(content) < size:
        raise EOFError
    if len(content) > size:
        raise ValueError(f"more than {size:,} bytes follow the header")
    array = np.frombuffer(content, np.uint8).reshape(shape)
    if array.ndim == 1:
        _check_labels(array)
    return array


def _check_labels(labels: np.ndarray) -> None:
    if labels.min() < 0 or labels.max() > 9:
        raise ValueError(f"labels must lie from 0 to 9, they lie from {labels.min()} to {labels.max()}")


def _read(file: Path) -> Mapping[str, np.ndarray]:
    """Read and check the arrays in one file of MNIST or Fashion-MNIST, by name."""
    if file.name == MNIST_FILE:
        return _read_npz(file)
    name = next(name for name, its_file in FASHION_FILES.items() if its_file == file.name)
    return {name: _read_idx(file, SHAPES[name])}


FILES = {
    "mnist": FileSet(
        "mnist",
        SOURCES["mnist"].title,
        'load_digits("mnist")',
        11.5,
        (MNIST_FILE,),
        _read,
        MNIST_FILE,
        'load_digits("embedded")',
        {MNIST_FILE: lambda: MNIST_SHA256},
    ),
    "fashion_mnist": FileSet(
        "fashion_mnist",
        SOURCES["fashion_mnist"].title,
        'load_digits("fashion_mnist")',
        30.9,
        tuple(f"{FASHION_FOLDER}/{name}" for name in FASHION_FILES.values()),
        _read,
        f"the folder {FASHION_FOLDER}",
        'load_digits("embedded")',
    ),
}
