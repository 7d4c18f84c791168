"""The data sets of digits: they are what they are said to be, and anything wrong is refused in plain words."""

import gzip
import hashlib
import inspect
import io
import os
import socket
import subprocess
import sys
import time
import tracemalloc
import zipfile

import numpy as np
import pytest

from course_utils.data import DataError, catalogue, files, load_digits
from course_utils.data import digits as data

ROWS = 70_000


@pytest.fixture(autouse=True)
def nothing_at_hand(tmp_path, monkeypatch):
    """Hide the caller's settings, cache and network."""
    for name in ("COURSE_DATASET", "COURSE_DATA_DIR", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    with socket.socket() as closed:  # a port at which nobody answers
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{closed.getsockname()[1]}")


@pytest.fixture
def teacher(tmp_path, monkeypatch):
    """Return the folder that COURSE_DATA_DIR names."""
    folder = tmp_path / "données"
    folder.mkdir()
    monkeypatch.setenv("COURSE_DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def arrays():
    """Return arrays of MNIST's size; the first two pixels of each image spell its row number."""
    x = np.zeros((ROWS, 28, 28), np.uint8)
    x[:, 0, 0], x[:, 0, 1] = np.arange(ROWS) // 256 % 256, np.arange(ROWS) % 256
    y = (np.arange(ROWS) % 10).astype(np.uint8)
    return {"x_train": x[:60_000], "y_train": y[:60_000], "x_test": x[60_000:], "y_test": y[60_000:]}


@pytest.fixture(scope="session")
def npz(arrays, tmp_path_factory):
    """Return the bytes of a whole mnist.npz."""
    file = tmp_path_factory.mktemp("npz") / "mnist.npz"
    np.savez_compressed(file, **arrays)
    return file.read_bytes()


def idx(array):
    """Return the bytes of an idx file, gzipped."""
    header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes()
    return gzip.compress(header + array.tobytes(), compresslevel=1)


@pytest.fixture(scope="session")
def gz(arrays):
    """Return the bytes of the four files of Fashion-MNIST, by file name."""
    return {file: idx(arrays[name]) for name, file in data.FASHION_FILES.items()}


def put(folder, contents):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def tree(folder):
    """Return every file below a folder with its content's hash."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def row_numbers(x):
    pair = x[:, 0, :2].astype(int)
    return pair[:, 0] * 256 + pair[:, 1]


# What comes back


def test_import_is_light():
    heavy = ["tensorflow", "keras", "matplotlib", "sklearn", "scipy"]
    code = f"import sys, course_utils.data; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_embedded_parts():
    digits = load_digits()
    sizes = {"train": 1078, "val": 359, "test": 360}
    for part, n in sizes.items():
        x, y = getattr(digits, f"x_{part}"), getattr(digits, f"y_{part}")
        assert (x.dtype, x.shape) == (np.uint8, (n, 28, 28))
        assert (y.dtype, y.shape) == (np.int64, (n,))
        assert set(y) == set(range(10))
    assert (digits.source, digits.licence) == ("embedded", "CC BY 4.0")
    assert "13 blocks" in digits.how_split
    assert digits.class_names == tuple("0123456789")
    assert "Alpaydin" in digits.citation


def test_embedded_look_like_mnist():
    """The figures of MNIST's own training pictures: mean 33.3, spread 78.6, ink 13.2%, 19.7 pixels high."""
    digits = load_digits()
    x = np.concatenate([digits.x_train, digits.x_val, digits.x_test]).astype(float)
    assert x.mean() == pytest.approx(33.3, abs=2)
    assert x.std() == pytest.approx(78.6, abs=2)
    assert (x > 127).mean() == pytest.approx(0.132, abs=0.01)
    assert (x.max((1, 2)) > 250).all()
    place, mass = np.arange(28), x.sum((1, 2))
    for centre in (x.sum(2) @ place / mass, x.sum(1) @ place / mass):
        assert np.abs(centre - 14).max() < 0.6
    inked = (x > 50).any(2)
    height = 28 - inked.argmax(1) - inked[:, ::-1].argmax(1)
    assert height.mean() == pytest.approx(20, abs=0.5)
    framed = np.zeros((28, 28), bool)
    framed[[0, -1]] = framed[:, [0, -1]] = True
    assert x[:, framed].any(1).mean() < 0.0114  # MNIST's own share of pictures that touch the frame


def test_enlarging_keeps_the_shape():
    """An L stays an L: neither turned, nor mirrored, nor stretched."""
    small = np.zeros((1, 8, 8))
    small[0, :, 2] = small[0, -1, 2:7] = 1
    (large,) = data._enlarge(small)
    rows, columns = np.nonzero(large > 127)
    top, left, bottom, right = rows.min(), columns.min(), rows.max(), columns.max()
    assert 18 <= bottom - top + 1 <= 20
    assert 11 <= right - left + 1 <= 13
    assert (large[top:bottom, left + 1] > 127).all()
    assert (large[bottom - 1, left:right] > 127).all()
    assert not large[top : bottom - 4, left + 5 :].any()


def test_labels_belong_to_their_rows():
    from sklearn.datasets import load_digits as small_digits

    small, digits = small_digits(), load_digits()
    images, labels = ([getattr(digits, f"{axis}_{part}") for part in ("train", "val", "test")] for axis in "xy")
    np.testing.assert_array_equal(np.concatenate(labels), small.target)
    ink = np.corrcoef(np.concatenate(images).mean((1, 2)), small.images.mean((1, 2)))[0, 1]
    assert ink > 0.9


def test_each_load_is_the_callers_own():
    first = load_digits()
    before = first.x_train.copy()
    first.x_train[:] = 7
    first.y_train[:] = 7
    np.testing.assert_array_equal(load_digits().x_train, before)
    with pytest.raises(AttributeError):
        first.x_train = before


def test_says_in_short_what_it_is():
    digits = load_digits()
    assert repr(digits) == "Digits(source='embedded': 1,078 training, 359 validation, 360 test; licence CC BY 4.0)"
    page = digits._repr_html_()
    assert "<caption>embedded</caption>" in page
    for words in ("1,078", 'scope="row"', "13 blocks", "CC BY 4.0"):
        assert words in page


def test_environment_names_the_default_source(monkeypatch, teacher, npz):
    put(teacher, {"mnist.npz": npz})
    monkeypatch.setenv("COURSE_DATASET", "mnist")
    assert load_digits().source == "mnist"
    assert load_digits("embedded").source == "embedded"
    monkeypatch.setenv("COURSE_DATASET", "")
    assert load_digits().source == "embedded"


@pytest.mark.parametrize(("source", "names"), [("mnist", data.DIGIT_NAMES), ("fashion_mnist", data.FASHION_NAMES)])
def test_full_size_parts(source, names, teacher, npz, gz):
    put(teacher, {"mnist.npz": npz})
    put(teacher / "fashion-mnist", gz)
    digits = load_digits(source)
    assert digits.class_names == names
    for part, first, last in (("train", 0, 50_000), ("val", 50_000, 60_000), ("test", 60_000, 70_000)):
        rows = np.arange(first, last)
        np.testing.assert_array_equal(row_numbers(getattr(digits, f"x_{part}")), rows % 65_536)
        np.testing.assert_array_equal(getattr(digits, f"y_{part}"), rows % 10)
        assert getattr(digits, f"y_{part}").dtype == np.int64
        assert getattr(digits, f"x_{part}").flags.writeable


# Bad names and bad files


def test_unknown_names_list_the_known(monkeypatch):
    known = "'embedded', 'mnist', 'fashion_mnist'"
    with pytest.raises(DataError, match=f"source must be one of {known}, got 'minst'"):
        load_digits("minst")
    monkeypatch.setenv("COURSE_DATASET", "cifar")
    with pytest.raises(DataError, match="COURSE_DATASET must be one of .* got 'cifar'"):
        load_digits()


def test_data_dir_that_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(DataError, match="COURSE_DATA_DIR is .*nowhere.*does not exist"):
        load_digits("mnist")
    assert len(load_digits("embedded").y_test) == 360


def saved(**arrays):
    """Return the bytes of an npz file with these arrays."""
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def one_member(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def header_only(shape, dtype="|u1"):
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": dtype, "fortran_order": False, "shape": shape})
    return buffer.getvalue()


FULL = (60_000, 28, 28)
BAD_NPZ = {
    "empty": (b"", "not a zip file"),
    "text": (b"<html>404</html>", "not a zip file"),
    "no_arrays": (saved(), "no array x_train; it has nothing"),
    "other_names": (saved(a=np.zeros(3)), r"no array x_train; it has a\.npy"),
    "objects": (saved(x_train=np.array([{}], object)), "pickled Python objects"),
    "flat": (saved(x_train=np.zeros((5, 784), np.uint8)), r"shape \(60000, 28, 28\), it has \(5, 784\)"),
    "huge": (one_member("x_train.npy", header_only((10**9, 28, 28))), r"it has \(1000000000, 28, 28\)"),
    "floats": (one_member("x_train.npy", header_only(FULL, "<f4")), "must be of uint8, it is of float32"),
    "short_inside": (one_member("x_train.npy", header_only(FULL) + b"\0" * 9), "must take 47,040,"),
    "not_an_array": (one_member("x_train.npy", b"hello, this is no array"), "magic"),
    "other_version": (one_member("x_train.npy", b"\x93NUMPY\x03\x00" + b"\0" * 99), "of NumPy's format"),
}


@pytest.mark.parametrize("kind", BAD_NPZ)
def test_bad_npz_is_named_and_refused(kind, teacher):
    content, reason = BAD_NPZ[kind]
    put(teacher, {"mnist.npz": content})
    with pytest.raises(DataError, match=f"(?s)mnist.npz cannot be used: .*{reason}.*Put the original there"):
        load_digits("mnist")
    assert (teacher / "mnist.npz").read_bytes() == content


def test_truncated_and_altered_npz(teacher, npz, arrays):
    put(teacher, {"mnist.npz": npz[: len(npz) // 2]})
    with pytest.raises(DataError, match="mnist.npz cannot be used"):
        load_digits("mnist")
    middle = len(npz) // 3
    put(teacher, {"mnist.npz": npz[:middle] + b"\xff" * 50 + npz[middle + 50 :]})
    with pytest.raises(DataError, match="mnist.npz cannot be used"):
        load_digits("mnist")
    for wrong, reason in ((arrays["y_train"] + 1, "from 1 to 10"), (arrays["y_train"] * 0.5, "integer type")):
        np.savez_compressed(teacher / "mnist.npz", **arrays | {"y_train": wrong})
        with pytest.raises(DataError, match=f"mnist.npz cannot be used: .*{reason}"):
            load_digits("mnist")


def test_what_is_no_file(teacher):
    (teacher / "mnist.npz").mkdir()
    (teacher / "fashion-mnist").mkdir()
    with pytest.raises(DataError, match="mnist.npz cannot be used: it is a folder or a device, not a file"):
        load_digits("mnist")
    with pytest.raises(DataError, match=r"train-images-idx3-ubyte.gz is missing\. Put the original there"):
        load_digits("fashion_mnist")
    assert not any(entry.at_hand for entry in catalogue()[1:3])


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links of POSIX systems")
def test_what_cannot_be_opened(teacher):
    os.mkfifo(teacher / "mnist.npz")
    with pytest.raises(DataError, match="it is a folder or a device, not a file"):
        load_digits("mnist")
    (teacher / "mnist.npz").unlink()
    (teacher / "mnist.npz").symlink_to("mnist.npz")  # which the system opens for nobody
    with pytest.raises(DataError, match="mnist.npz cannot be used: .*symbolic links"):
        load_digits("mnist")


IMAGES, LABELS = data.FASHION_FILES["x_train"], data.FASHION_FILES["y_train"]


def small_idx(*shape, cut=None, more=b""):
    """Return an idx file of zeros, shortened or lengthened inside its gzip."""
    return gzip.compress(gzip.decompress(idx(np.zeros(shape, np.uint8)))[:cut] + more)


@pytest.mark.parametrize(
    ("file", "damage", "reason"),
    [
        (IMAGES, lambda content: content[: len(content) // 2], "ends too early"),
        (IMAGES, lambda _: b"", "must begin with the bytes 00 00 08 03, it begins with nothing"),
        (IMAGES, lambda _: b"<html>404</html>", "[Nn]ot a gzipped file"),
        (IMAGES, lambda content: content[:-8] + b"\0" * 8, "CRC check failed"),
        (IMAGES, lambda _: small_idx(5, 28, 28, cut=6), "ends too early"),
        (IMAGES, lambda _: small_idx(60_000, 4, 4), r"shape \(60000, 28, 28\), it says \(60000, 4, 4\)"),
        (IMAGES, lambda _: small_idx(60_000), "with the bytes 00 00 08 03, it begins with 00 00 08 01"),
        (IMAGES, lambda _: gzip.compress(b"\0\0\x0d\x03" + b"\0" * 12), "it begins with 00 00 0d 03"),
        (LABELS, lambda _: idx(np.arange(60_000).astype(np.uint8)), "from 0 to 9, they lie from 0 to 255"),
        (LABELS, lambda _: small_idx(60_000, cut=-1), "ends too early"),
        (LABELS, lambda _: small_idx(60_000, more=b"\0"), "more than 60,000 bytes"),
    ],
)
def test_bad_idx_is_named_and_refused(file, damage, reason, teacher, gz):
    put(teacher / "fashion-mnist", gz | {file: damage(gz[file])})
    with pytest.raises(DataError, match=f"{file} cannot be used: .*{reason}.*Put the original there"):
        load_digits("fashion_mnist")


def test_a_file_that_unpacks_without_end_takes_no_memory(teacher, gz):
    bomb = idx(np.zeros(60_000, np.uint8)) + gzip.compress(b"\0" * 10_000_000) * 100  # a gigabyte
    put(teacher / "fashion-mnist", gz | {LABELS: bomb})
    with pytest.raises(DataError, match="more than 60,000 bytes"):
        data.FILES["fashion_mnist"]._read([teacher / "fashion-mnist" / LABELS], "")
    tracemalloc.start()
    with pytest.raises(DataError):
        data.FILES["fashion_mnist"]._read([teacher / "fashion-mnist" / LABELS], "")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


# Keras's cache and Keras's download


def cache():
    return files.keras_home() / "datasets"


def test_constants_are_those_of_keras():
    import keras

    text = inspect.getsource(keras.datasets.mnist.load_data)
    assert data.MNIST_SHA256 in text
    assert files.KERAS_SERVER in text
    text = inspect.getsource(keras.datasets.fashion_mnist.load_data)
    for known in (files.KERAS_SERVER, data.FASHION_FOLDER, *data.FASHION_FILES.values()):
        assert known in text


def test_a_cached_file_with_another_checksum_is_left_alone(npz, monkeypatch):
    put(cache(), {"mnist.npz": npz})
    before = tree(cache())
    monkeypatch.setattr(files, "DOWNLOADER", ("no such program",))
    with pytest.raises(DataError, match="mnist.npz cannot be used: its SHA-256 .*COURSE_DATA_DIR.*delete it"):
        load_digits("mnist")
    assert tree(cache()) == before
    entry = catalogue()[1]
    assert not entry.at_hand
    assert "SHA-256" in entry.where


def test_a_cached_file_with_the_right_checksum_is_read(npz, monkeypatch):
    put(cache(), {"mnist.npz": npz})
    monkeypatch.setattr(data, "MNIST_SHA256", hashlib.sha256(npz).hexdigest())
    assert len(load_digits("mnist").y_train) == 50_000
    assert catalogue()[1].at_hand


def test_cached_fashion_is_read_and_a_partial_download_named_before_any_download(gz, monkeypatch):
    monkeypatch.setattr(files, "DOWNLOADER", ("no such program",))
    put(cache() / "fashion-mnist", gz)
    assert load_digits("fashion_mnist").class_names == data.FASHION_NAMES
    for name in (LABELS, data.FASHION_FILES["x_test"], data.FASHION_FILES["y_test"]):
        (cache() / "fashion-mnist" / name).unlink()
    put(cache() / "fashion-mnist", {IMAGES: gz[IMAGES][:1000]})
    before = tree(cache())
    with pytest.raises(DataError, match=f"{IMAGES} cannot be used: it ends too early.*does not touch it"):
        load_digits("fashion_mnist")
    assert tree(cache()) == before
    assert "lacks" in catalogue()[2].where


@pytest.mark.parametrize("source", ["mnist", "fashion_mnist"])
def test_no_network_is_said_at_once(source):
    start = time.monotonic()
    with pytest.raises(DataError) as caught:
        load_digits(source)
    assert time.monotonic() - start < 10
    for words in (
        source,
        "cannot be reached",
        "COURSE_DATA_DIR",
        'load_digits("embedded")',
        "mnist.npz" if source == "mnist" else IMAGES,
    ):
        assert words in str(caught.value)
    assert not tree(files.keras_home())


@pytest.fixture
def silent_proxy(monkeypatch):
    """Start a server on this machine that accepts and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{server.getsockname()[1]}")
        yield


@pytest.mark.usefixtures("silent_proxy")
def test_a_network_that_never_answers():
    start = time.monotonic()
    with pytest.raises(DataError, match="cannot be reached: .*(timed out|no answer)"):
        load_digits("mnist")
    assert time.monotonic() - start < 10


@pytest.mark.usefixtures("silent_proxy")
def test_kerass_own_loader_does_not_hang(monkeypatch):
    monkeypatch.setattr(files, "_why_unreachable", lambda: None)
    monkeypatch.setattr(files, "STALL_SECONDS", 1)
    with pytest.raises(DataError, match="could not be downloaded: .*timed out.*COURSE_DATA_DIR"):
        load_digits("mnist")
    assert not tree(files.keras_home())


@pytest.fixture
def downloader(monkeypatch, tmp_path):
    """Put a few lines in the place of Keras's loader; its cache is in cache, the whole files in whole."""

    def install(code):
        whole, real = tmp_path / "whole", cache()
        prelude = (
            "import os, pathlib, shutil, sys, time; "
            "cache = pathlib.Path(os.environ['KERAS_HOME'], 'datasets'); "
            f"whole = pathlib.Path({str(whole)!r}); real = pathlib.Path({str(real)!r})\n"
        )
        monkeypatch.setattr(files, "_why_unreachable", lambda: None)
        monkeypatch.setattr(files, "DOWNLOADER", (sys.executable, "-c", prelude + code))
        return whole

    return install


def test_what_arrives_whole_is_kept_in_the_cache(downloader, npz, monkeypatch, capsys):
    put(downloader("shutil.copy(whole / 'mnist.npz', cache)"), {"mnist.npz": npz})
    monkeypatch.setattr(data, "MNIST_SHA256", hashlib.sha256(npz).hexdigest())
    assert len(load_digits("mnist").y_test) == 10_000
    assert list(tree(files.keras_home())) == [str((cache() / "mnist.npz").relative_to(files.keras_home()))]
    said = capsys.readouterr().out
    assert "Keras is downloading MNIST" in said
    assert "of 11.5 MB" in said
    monkeypatch.setattr(files, "DOWNLOADER", ("no such program",))
    assert len(load_digits("mnist").y_test) == 10_000  # from the cache this time


def test_only_what_is_missing_is_fetched_and_nothing_overwritten(downloader, gz):
    code = (
        f"assert (cache / 'fashion-mnist' / '{LABELS}').exists()\n"
        "shutil.copytree(whole, cache / 'fashion-mnist', dirs_exist_ok=True)"
    )
    put(downloader(code), gz)
    mine = idx(np.ones(60_000, np.uint8))
    put(cache() / "fashion-mnist", {LABELS: mine})
    assert set(load_digits("fashion_mnist").y_train) == {1}
    assert (cache() / "fashion-mnist" / LABELS).read_bytes() == mine


def test_a_file_that_turns_up_during_the_download_is_not_overwritten(downloader, npz, arrays, tmp_path):
    whole = downloader(
        "shutil.copy(whole / 'mnist.npz', cache); real.mkdir(); shutil.copy(whole / 'theirs.npz', real / 'mnist.npz')"
    )
    put(whole, {"mnist.npz": npz})
    np.savez_compressed(whole / "theirs.npz", **arrays, theirs=np.ones(3))
    load_digits("mnist")
    assert (cache() / "mnist.npz").read_bytes() == (whole / "theirs.npz").read_bytes()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("(cache / 'mnist.npz').write_bytes(b'half')", "mnist.npz cannot be used"),
        ("pass", "mnist.npz is missing"),
        ("raise OSError('the server said 503')", "could not be downloaded: OSError: the server said 503"),
        ("sys.exit(3)", "ended with code 3"),
        ("time.sleep(60)", "no data has arrived for 1 s"),
    ],
)
def test_a_download_that_fails_leaves_nothing_behind(code, reason, downloader, monkeypatch):
    downloader(code)
    monkeypatch.setattr(files, "SILENT_SECONDS", 1)
    start = time.monotonic()
    with pytest.raises(DataError, match=f"{reason}.*COURSE_DATA_DIR"):
        load_digits("mnist")
    assert time.monotonic() - start < 30
    assert not tree(files.keras_home())


def test_interrupting_a_download_ends_it(downloader, monkeypatch):
    downloader("time.sleep(60)")
    started = []
    real = subprocess.Popen
    monkeypatch.setattr(files.subprocess, "Popen", lambda *a, **k: started.append(real(*a, **k)) or started[0])

    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.time, "sleep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load_digits("mnist")
    assert started[0].poll() is not None
    assert not tree(files.keras_home())


def test_a_cache_that_cannot_be_written(downloader, tmp_path, monkeypatch):
    downloader("pass")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "file" / "keras"))
    with pytest.raises(DataError, match="cannot be kept in .*KERAS_HOME to a folder that you may write"):
        load_digits("mnist")


# The catalogue


def test_catalogue_of_a_bare_machine():
    entries = catalogue()
    assert [entry.name for entry in entries] == ["embedded", "mnist", "fashion_mnist", "co2", "reviews", "imdb"]
    assert [entry.at_hand for entry in entries] == [True, False, False, True, True, False]
    for entry in entries:
        assert entry.size and entry.licence and entry.citation
        assert entry.at_hand == (entry.where != "not on this computer") == (entry.how_to_get == "")
        assert entry.at_hand or "COURSE_DATA_DIR" in entry.how_to_get


def test_catalogue_with_a_teachers_folder(teacher, gz, monkeypatch, tmp_path):
    put(teacher, {"mnist.npz": b"looked at only when it is loaded"})
    put(teacher / "fashion-mnist", gz)
    assert [entry.at_hand for entry in catalogue()[:3]] == [True, True, True]
    assert str(teacher) in catalogue()[1].where
    (teacher / "fashion-mnist" / LABELS).unlink()
    assert not catalogue()[2].at_hand
    assert f"lacks {LABELS}" in catalogue()[2].where
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path / "nowhere"))
    assert "does not exist" in catalogue()[1].where
    assert catalogue()[0].at_hand
