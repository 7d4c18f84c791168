"""Where the pictures of the course come from: finding, checking and splitting them."""

import gzip
import hashlib
import html
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SPLITS = ("writers", "random")
DIGIT_NAMES = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
FASHION_NAMES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
                 "Ankle boot")

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
DOWNLOAD_MB = {"mnist": 11.5, "fashion_mnist": 30.9}
KERAS_SERVER = "https://storage.googleapis.com"  # of Keras's loaders; only asked "are you there?"

REACH_SECONDS = 5  # for the server to answer at all
STALL_SECONDS = 10  # for the next bytes of a download
SILENT_SECONDS = 120  # for any sign of life of the downloading process, its import of Keras included
# -P keeps a file of the learner's that is called random.py, say, from being imported in place of Python's.
DOWNLOADER = (sys.executable, "-P", "-c",
              "import socket, sys; socket.setdefaulttimeout(float(sys.argv[2])); import keras; "
              "getattr(keras.datasets, sys.argv[1]).load_data()")


class DataError(ValueError):
    """A data set cannot be loaded; the message names what is wrong, where, and the way out."""


@dataclass(frozen=True, eq=False, repr=False)
class Digits:
    """Pictures and labels, split into training, validation and test.

    The arrays are the caller's own: writing into them changes no other load.

    Attributes
    ----------
    x_train, x_val, x_test : numpy.ndarray
        Pictures, uint8 of shape (n, 28, 28): 0 is background, 255 is full ink.
    y_train, y_val, y_test : numpy.ndarray
        Labels, int64 of shape (n,), from 0 to 9.
    class_names : tuple of str
        What each label stands for.
    source, licence, citation : str
        The data set's name in this course, its licence, and whom to cite.
    split : str
        ``"writers"`` or ``"random"``.
    how_split : str
        In words: how the three parts were made, and what about them is known and what inferred.
    train_rows, val_rows, test_rows : numpy.ndarray
        The row in the source of each picture, int64 of shape (n,), rising. Where the source has a training
        and a test file, the rows of the test file follow those of the training file.
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
    train_rows: np.ndarray
    val_rows: np.ndarray
    test_rows: np.ndarray

    def _sizes(self):
        return {"training": len(self.y_train), "validation": len(self.y_val), "test": len(self.y_test)}

    def __repr__(self):
        sizes = ", ".join(f"{n:,} {part}" for part, n in self._sizes().items())
        return f"Digits(source={self.source!r}, split={self.split!r}: {sizes}; licence {self.licence})"

    def _repr_html_(self):
        rows = [f'<tr><th scope="row">{part}</th><td>{n:,}</td></tr>' for part, n in self._sizes().items()]
        return (f"<table><caption>{html.escape(self.source)}, split: {html.escape(self.split)}</caption>"
                f'<tr><th scope="col">part</th><th scope="col">pictures</th></tr>{"".join(rows)}</table>'
                f"<p>{html.escape(self.how_split)} Licence: {html.escape(self.licence)}.</p>")


@dataclass(frozen=True)
class DataSet:
    """One line of the catalogue.

    Attributes
    ----------
    name, title : str
        What ``load_digits`` calls it, and what people call it.
    size, licence, citation : str
        How many pictures, under which licence, and whom to cite.
    at_hand : bool
        Whether a file is there that looks right from outside. Its content is checked when it is loaded.
    where : str
        Where it is, or why it is not at hand.
    how_to_get : str
        What to do to have it; empty when it is at hand.
    """

    name: str
    title: str
    size: str
    licence: str
    citation: str
    at_hand: bool
    where: str
    how_to_get: str


@dataclass(frozen=True)
class _Source:
    """What is the same at every load of one data set."""

    title: str
    size: str
    class_names: tuple[str, ...]
    licence: str
    citation: str
    by_writers: str  # what split="writers" means here, and how much of it is known
    at_random: str  # the same for split="random"


AT_RANDOM = "At random over all rows of the source, with the same share of each class in each part. "
_SOURCES = {
    "embedded": _Source(
        "Digits that come with scikit-learn", "1,797 pictures", DIGIT_NAMES, "CC BY 4.0",
        "E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits. UCI Machine Learning Repository, "
        "1998. doi:10.24432/C50P49",
        "By rows: the first 60 % for training, the next 20 % for validation, the last 20 % for test. "
        "The file does not say who wrote which row. That the rows come in runs, each by one of 13 writers, "
        "is inferred; if so, at most one writer stands on both sides of each of the two cuts.",
        AT_RANDOM + "The same hands then wrote in all three parts, so scores are too good for a new writer."),
    "mnist": _Source(
        "MNIST, handwritten digits", "70,000 pictures", DIGIT_NAMES, "CC BY-SA 3.0",
        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document "
        "recognition. Proceedings of the IEEE 86(11), 1998. doi:10.1109/5.726791",
        "The test part is MNIST's own, by writers who are not in its training file. Validation is the last "
        "10,000 rows of the training file, training the 50,000 before; whether these two share writers is "
        "not said.",
        AT_RANDOM + "MNIST's own test file is mixed in, so scores compare with nobody else's."),
    "fashion_mnist": _Source(
        "Fashion-MNIST, clothes", "70,000 pictures", FASHION_NAMES, "MIT",
        "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine "
        "Learning Algorithms. 2017. arXiv:1708.07747",
        "Clothes have no writers: the test part is Fashion-MNIST's own, validation is the last 10,000 rows "
        "of its training file, training the 50,000 before.",
        AT_RANDOM + "Fashion-MNIST's own test file is mixed in, so scores compare with nobody else's."),
}


def load_digits(source=None, split="writers"):
    """Load 28 by 28 pictures in ten classes, split into training, validation and test.

    Parameters
    ----------
    source : {"embedded", "mnist", "fashion_mnist"}, optional
        ``None`` takes the environment variable COURSE_DATASET, and ``"embedded"`` where that is not set.
        ``"embedded"`` needs no network: the 1,797 digits of 8 by 8 pixels that come with scikit-learn,
        enlarged and framed as MNIST frames its own. The other two are read from the folder that
        COURSE_DATA_DIR names (``mnist.npz``; ``fashion-mnist/`` with its four ``.gz`` files), else from
        Keras's cache, else Keras downloads them.
    split : {"writers", "random"}
        ``"writers"`` keeps hands apart as far as the source allows; ``how_split`` of the result says how far.
        Sizes: 1,078 / 359 / 360 of the embedded digits, 50,000 / 10,000 / 10,000 of the others.
        ``"random"`` deals all rows of the source out at random, the same share of each class in each
        part, always in the same way, with the same sizes.

    Returns
    -------
    Digits

    Raises
    ------
    DataError
        If the name is unknown, a file is not what it should be, or a download fails. No file is ever
        deleted or overwritten, and no download hangs: without a network the answer comes within ten seconds.
    """
    asked = "source"
    if source is None:
        asked, source = "COURSE_DATASET", os.environ.get("COURSE_DATASET") or "embedded"
    if source not in _SOURCES:
        raise DataError(f"{asked} must be one of {', '.join(map(repr, _SOURCES))}, got {source!r}")
    if split not in SPLITS:
        raise DataError(f"split must be one of {', '.join(map(repr, SPLITS))}, got {split!r}")

    if source == "embedded":
        x, y = _embedded()
        cuts = round(0.6 * len(y)), int(0.8 * len(y))
    else:
        parts = _from_data_dir(source) or _from_keras(source)
        x = np.concatenate([parts["x_train"], parts["x_test"]])
        y = np.concatenate([parts["y_train"], parts["y_test"]]).astype(np.int64)
        cuts = 50_000, 60_000
    rows = np.split(np.arange(len(y)), cuts) if split == "writers" else _random_rows(y, *cuts)
    arrays = {}
    for part, chosen in zip(("train", "val", "test"), rows, strict=True):
        arrays |= {f"x_{part}": x[chosen], f"y_{part}": y[chosen], f"{part}_rows": chosen.copy()}
    about = _SOURCES[source]
    how_split = about.by_writers if split == "writers" else about.at_random
    return Digits(**arrays, class_names=about.class_names, source=source, licence=about.licence,
                  citation=about.citation, split=split, how_split=how_split)


def catalogue():
    """Tell which data sets there are and which are at hand, without loading or downloading any.

    Returns
    -------
    list of DataSet
        In the order in which ``load_digits`` names them.
    """
    return [DataSet(name, about.title, about.size, about.licence, about.citation, *_at_hand(name))
            for name, about in _SOURCES.items()]


def _at_hand(name):
    """Whether, where, and how to get it."""
    if name == "embedded":
        there = importlib.util.find_spec("sklearn") is not None
        return there, "in scikit-learn" if there else "scikit-learn is not installed", \
            "" if there else "pip install scikit-learn"
    get = (f"go online and call load_digits({name!r}): Keras downloads {DOWNLOAD_MB[name]} MB; "
           f"or {_by_hand(name)}")
    try:
        files = _files_in_data_dir(name)
        if not files:
            files = _cached(name)
            if name == "mnist" and os.path.lexists(files[0]):
                _refuse_other_than_keras_file(files[0])
    except DataError as problem:
        return False, str(problem), get
    place = files[0] if name == "mnist" else files[0].parent
    missing = [file.name for file in files if not os.path.isfile(file)]
    if not missing:
        return True, str(place), ""
    if len(missing) < len(files):
        return False, f"{place} lacks {', '.join(missing)}", get
    return False, "not on this computer", get


def _by_hand(source):
    """The way to a data set that needs no network."""
    if source == "mnist":
        what = f"put {MNIST_FILE}"
    else:
        what = f"put a folder {FASHION_FOLDER} with {', '.join(FASHION_FILES.values())}"
    return f"{what} into a folder and set the environment variable COURSE_DATA_DIR to that folder's path"


# The embedded digits

def _embedded():
    """All pictures, uint8 (1797, 28, 28), and labels, int64 (1797,), in the order of the file."""
    from sklearn.datasets import load_digits as small_digits  # takes a second: only when asked for

    small, labels = small_digits(return_X_y=True)
    return _enlarge(small.reshape(-1, 8, 8) / 16.0), labels.astype(np.int64)


def _enlarge(small):
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
    moved = wide[np.arange(len(wide))[:, None, None], (top[:, None] + window)[:, :, None],
                 (left[:, None] + window)[:, None, :]]
    return np.rint(255 * moved).astype(np.uint8)


def _random_rows(y, first_cut, second_cut):
    """Row numbers of a stratified split, each part in rising order."""
    from sklearn.model_selection import train_test_split

    train, rest = train_test_split(np.arange(len(y)), train_size=first_cut, stratify=y, random_state=0)
    val, test = train_test_split(rest, train_size=second_cut - first_cut, stratify=y[rest], random_state=0)
    return np.sort(train), np.sort(val), np.sort(test)


# Files that a teacher, or Keras, has put there

def _from_data_dir(source):
    """The arrays by name from COURSE_DATA_DIR, or None where it does not have them."""
    files = _files_in_data_dir(source)
    whole = MNIST_FILE if source == "mnist" else f"the folder {FASHION_FOLDER}"
    return files and _read(files, f"Put the original there, or take {whole} away for Keras to download.")


def _files_in_data_dir(source):
    """The data set's files in COURSE_DATA_DIR, or None where it has none of them."""
    named = os.environ.get("COURSE_DATA_DIR")
    if not named:
        return None
    folder = Path(named).expanduser()
    if not folder.is_dir():
        raise DataError(f"COURSE_DATA_DIR is {named!r}, and there is no such folder. Set it to the folder "
                        'with the data sets, or unset it; load_digits("embedded") works without.')
    if source == "mnist":
        return [folder / MNIST_FILE] if os.path.lexists(folder / MNIST_FILE) else None
    folder = folder / FASHION_FOLDER
    return [folder / name for name in FASHION_FILES.values()] if os.path.lexists(folder) else None


def _read(files, way_out):
    """The arrays in the files given, under the names x_train, y_train, x_test, y_test; every file checked."""
    arrays = {}
    for file in files:
        with _naming(file, way_out):
            if file.name == MNIST_FILE:
                arrays |= _read_npz(file)
            else:
                name = next(name for name, its_file in FASHION_FILES.items() if its_file == file.name)
                arrays[name] = _read_idx(file, SHAPES[name])
    return arrays


@contextmanager
def _naming(file, way_out):
    """Turn whatever goes wrong with a file into a DataError that names the file and the way out."""
    try:
        if file.exists() and not file.is_file():  # opening a pipe would wait for ever
            raise ValueError("it is a folder or a device, not a file")
        yield
    except FileNotFoundError as error:
        raise DataError(f"{file} is missing. {way_out}") from error
    except EOFError as error:
        raise DataError(f"{file} cannot be used: it ends too early, as after a download that broke off. "
                        f"{way_out}") from error
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{file} cannot be used: {reason}. {way_out}") from error


def _read_npz(file):
    """The four arrays of mnist.npz: nothing unpickled, nothing larger than MNIST allocated."""
    with zipfile.ZipFile(file) as archive:
        for name, shape in SHAPES.items():
            _check_member(archive, name, shape)
    with np.load(file, allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in SHAPES}
    _check_labels(arrays["y_train"])
    _check_labels(arrays["y_test"])
    return arrays


def _check_member(archive, name, shape):
    """Read the header of one array only; refuse what is not of this shape and of whole numbers."""
    members = archive.namelist()
    if f"{name}.npy" not in members:
        raise ValueError(f"it has no array {name}; it has {', '.join(members) or 'nothing'}")
    with archive.open(f"{name}.npy") as member:
        if np.lib.format.read_magic(member) != (1, 0):  # all that NumPy needs for plain arrays
            raise ValueError(f"{name} is in a version of NumPy's format that plain arrays do not need")
        found, _, dtype = np.lib.format.read_array_header_1_0(member)
        size = member.tell() + int(np.prod(shape)) * dtype.itemsize
    if dtype.hasobject:
        raise ValueError(f"{name} holds pickled Python objects, which can run code when they are read")
    if found != shape:
        raise ValueError(f"{name} must have the shape {shape}, it has {found}")
    if name.startswith("x") and dtype != np.uint8:
        raise ValueError(f"{name} must be of uint8, it is of {dtype}")
    if dtype.kind not in "iu":
        raise ValueError(f"{name} must be of an integer type, it is of {dtype}")
    if archive.getinfo(f"{name}.npy").file_size != size:
        raise ValueError(f"{name} must take {size:,} bytes, it takes "
                         f"{archive.getinfo(f'{name}.npy').file_size:,}")


def _read_idx(file, shape):
    """One array, uint8 of the given shape, from a gzipped file in the idx format."""
    header = bytes([0, 0, 8, len(shape)]) + np.array(shape, ">u4").tobytes()  # 8: unsigned bytes
    size = int(np.prod(shape))
    with gzip.open(file) as stream:
        found = stream.read(len(header))
        if found[:4] != header[:4]:
            raise ValueError(f"it must begin with the bytes {header[:4].hex(' ')}, it begins with "
                             f"{found[:4].hex(' ') or 'nothing'}")
        if len(found) < len(header):
            raise EOFError
        if found != header:
            raise ValueError(f"it must hold an array of shape {shape}, it says "
                             f"{tuple(np.frombuffer(found[4:], '>u4').tolist())}")
        content = stream.read(size + 1)  # one more than wanted, to see the end, and with it the checksum
    if len(content) < size:
        raise EOFError
    if len(content) > size:
        raise ValueError(f"more than {size:,} bytes follow the header")
    array = np.frombuffer(content, np.uint8).reshape(shape)
    if array.ndim == 1:
        _check_labels(array)
    return array


def _check_labels(labels):
    if labels.min() < 0 or labels.max() > 9:
        raise ValueError(f"labels must lie from 0 to 9, they lie from {labels.min()} to {labels.max()}")


# Keras's cache and Keras's download

def _keras_home():
    """The folder that Keras documents for its downloads: KERAS_HOME, else ~/.keras."""
    return Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()


def _cached(source):
    """Where Keras keeps the files of a data set, there or not."""
    folder = _keras_home() / "datasets"
    if source == "mnist":
        return [folder / MNIST_FILE]
    return [folder / FASHION_FOLDER / name for name in FASHION_FILES.values()]


def _from_keras(source):
    """The arrays by name from Keras's cache, downloaded first where they are missing."""
    files = _cached(source)
    way_out = ("Keras would trip over it; this course leaves it where it is. Delete it or move it away, and "
               "load again.")
    there = [file for file in files if os.path.lexists(file)]
    if source == "mnist" and there:
        _refuse_other_than_keras_file(files[0])
    if len(there) < len(files):
        _read(there, way_out)
        _download(source, files, there)
    return _read(files, way_out)


def _refuse_other_than_keras_file(file):
    keep = f"If it is yours, move it: {_by_hand('mnist')}. If not, delete it and load again."
    with _naming(file, keep):
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != MNIST_SHA256:
            raise ValueError(
                f"its SHA-256 begins with {found[:12]}, that of the file that Keras expects with "
                f"{MNIST_SHA256[:12]}. Keras would delete it; this course leaves it where it is")


def _download(source, files, there):
    """Have Keras's loader fetch what is missing, in a process and a folder of its own.

    Keras deletes and overwrites in its cache. It is therefore given a new one; what arrives and is whole is
    moved into the real cache. A process can be stopped when a server falls silent, a thread cannot.
    """
    title = _SOURCES[source].title
    instead = f'Go online and try again, or {_by_hand(source)}. load_digits("embedded") needs no network.'
    problem = _why_unreachable()
    if problem:
        raise DataError(f"{source} ({title}) is not on this computer, and {KERAS_SERVER} cannot be reached: "
                        f"{problem}. {instead}")
    home = _keras_home()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="download-", dir=home) as folder:
            arrived = [Path(folder) / file.relative_to(home) for file in files]
            arrived[0].parent.mkdir(parents=True)
            for file in there:
                shutil.copy(file, arrived[0].parent)
            problem = _run_downloader(source, Path(folder))
            if problem:
                raise DataError(f"{source} ({title}) could not be downloaded: {problem}. {instead}")
            _read(arrived, instead)
            files[0].parent.mkdir(parents=True, exist_ok=True)
            for new, file in zip(arrived, files, strict=True):
                if not os.path.lexists(file):
                    new.replace(file)
    except OSError as error:
        raise DataError(f"the download cannot be kept in {home}: {error.strerror or error}. Set the "
                        "environment variable KERAS_HOME to a folder that you may write into.") from error


def _why_unreachable():
    """Ask Keras's server for any answer; return None, or what went wrong."""
    outcome = [f"no answer within {REACH_SECONDS} s"]

    def ask():
        try:
            # A new opener: urlopen keeps the proxy settings that it saw first.
            urllib.request.build_opener().open(KERAS_SERVER, timeout=REACH_SECONDS).close()
            outcome[0] = None
        except urllib.error.HTTPError as answer:  # an answer all the same
            answer.close()
            outcome[0] = None
        except OSError as error:
            outcome[0] = str(getattr(error, "reason", error))

    # In a thread, because looking up a name can take longer than any timeout that sockets obey.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(REACH_SECONDS + 1)
    return outcome[0]


def _run_downloader(source, folder):
    """Run Keras's loader with its cache in folder, show progress; return None, or what went wrong."""
    log = folder / "log.txt"
    environment = os.environ | {"KERAS_HOME": str(folder), "KERAS_BACKEND": "tensorflow",
                                "TF_CPP_MIN_LOG_LEVEL": "3"}
    total, progress, last_size, last_change = DOWNLOAD_MB[source], "", -1, time.monotonic()
    print(f"Downloading {_SOURCES[source].title}: {total} MB, by Keras", flush=True)
    with log.open("wb") as output:
        process = subprocess.Popen([*DOWNLOADER, source, str(STALL_SECONDS)], env=environment,
                                   stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            while process.poll() is None:
                size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
                if size != last_size:
                    last_size, last_change = size, time.monotonic()
                    if progress != (progress := f"\r{min(size / 1e6, total):.1f} of {total} MB"):
                        print(progress, end="", flush=True)
                elif time.monotonic() - last_change > SILENT_SECONDS:
                    return f"nothing has arrived for {SILENT_SECONDS} s"
                time.sleep(0.2)
        finally:
            process.kill()
            process.wait()
            print()
    if process.returncode:
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else f"the downloading process ended with code {process.returncode}"
    return None
