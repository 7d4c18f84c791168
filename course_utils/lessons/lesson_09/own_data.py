"""Data as people bring it: a folder with images, a table and a text file, with dirt in it on purpose."""

import csv
import io
import os
from pathlib import Path

import numpy as np

from course_utils.data import load_digits, load_reviews

OF_EACH = 100  # images of a digit, about
_RUNS = 13  # about one writer each, as `load_digits` says


def make_own_data(folder: str | os.PathLike[str]) -> Path:
    """Write data as people have it: ``images/`` in folders, ``wines.csv`` and ``reviews.txt``.

    All come from data sets of this course and of scikit-learn, without a network. What is wrong with them is put in on
    purpose, the same at every call.

    Parameters
    ----------
    folder : str or pathlib.Path
        A folder that is new or empty; made if it is not there.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    ValueError
        When there is anything in the folder: nothing of yours is overwritten.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty; name a folder that is new, so that nothing of yours is overwritten")
    rng = np.random.default_rng(0)
    _write_images(folder / "images", rng)
    _write_table(folder / "wines.csv", rng)
    _write_text(folder / "reviews.txt", rng)
    return folder


def _write_images(folder: Path, rng: np.random.Generator) -> None:
    """Write a folder for each digit; a file's name says which run of rows it comes from: ``run07_0991.png``."""
    from PIL import Image

    digits = load_digits("embedded")
    x = np.concatenate([digits.x_train, digits.x_val, digits.x_test])
    y = np.concatenate([digits.y_train, digits.y_val, digits.y_test])
    chosen = np.sort(np.concatenate([rng.permutation(np.flatnonzero(y == k))[:OF_EACH] for k in range(10)]))
    odd = dict(zip(rng.permutation(chosen)[:60].tolist(), np.resize(np.arange(6), 60).tolist(), strict=True))
    for i in chosen.tolist():
        image, kind = Image.fromarray(x[i]), odd.get(i)
        place = folder / str(y[i]) / f"run{i * _RUNS // len(y):02d}_{i:04d}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        if kind == 0:
            image = image.resize((56, 56))
        elif kind == 1:
            image = image.resize((40, 40)).convert("RGB")
        elif kind == 2:
            image = image.convert("RGBA")
        elif kind == 3:
            image = image.quantize(16)  # a palette
        elif kind == 4:
            place = place.with_suffix(".JPG")
        elif kind == 5:
            image = Image.fromarray(255 - x[i])  # dark ink on white paper
        image.save(place, "JPEG" if place.suffix == ".JPG" else "PNG")
    whole = sorted((folder / "3").iterdir())[0].read_bytes()
    (folder / "3" / "run00_9001.png").write_bytes(whole[: len(whole) // 2])
    (folder / "5" / "run04_9002.png").write_bytes(b"")
    (folder / "7" / "notes.txt").write_text("scanned on a Sunday\n", encoding="utf-8")
    (folder / "8" / "run02_9003.png").write_bytes(sorted((folder / "8").iterdir())[5].read_bytes())  # once more
    (folder / "no digit").mkdir()
    (folder / "letter A").mkdir()
    stroke = np.zeros((28, 28), "uint8")
    stroke[5:24, 9:11] = stroke[5:24, 18:20] = stroke[5:7, 9:20] = stroke[13:15, 9:20] = 255
    Image.fromarray(stroke).save(folder / "letter A" / "run11_9004.png")


def _write_table(file: Path, rng: np.random.Generator) -> None:
    """Write scikit-learn's wines, with cells gone, words in one column, and columns and rows that teach nothing."""
    from sklearn.datasets import load_wine

    wines = load_wine()
    names = ["alcohol", "malic_acid", "ash", "magnesium", "phenols", "flavanoids", "proline"]
    columns = [list(wines.feature_names).index("total_phenols" if name == "phenols" else name) for name in names]
    numbers = wines.data[:, columns]
    hue = np.digitize(wines.data[:, list(wines.feature_names).index("hue")], [0.85, 1.05])
    gone = rng.random(numbers.shape) < 0.04
    lines = []
    for i in rng.permutation(len(numbers)).tolist():
        cells = [f"{value:g}" for value in numbers[i]]
        for j in np.flatnonzero(gone[i]):
            cells[j] = rng.choice(["", "NA", "?"])
        tint = ["red-brown", "ruby", "violet"][hue[i]] if rng.random() > 0.05 else ""
        lines.append([*cells, tint, "Italy", f"bottle {i + 1}, tasted", "ABC"[wines.target[i]]])
    lines[7][-1], lines[30][-1], lines[55][-1] = "", "", "D"  # two without a label, one of its own kind
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[*names, "tint", "country", "remark", "grower"], *lines])
    file.write_text(out.getvalue(), encoding="utf-8", newline="")


def _write_text(file: Path, rng: np.random.Generator) -> None:
    """Write reviews, one in a line after its label; some are empty, without a label, there twice, or not in UTF-8."""
    reviews = load_reviews(n=1000, source="grammar")
    texts = np.concatenate([reviews.x_train, reviews.x_val, reviews.x_test])
    labels = np.concatenate([reviews.y_train, reviews.y_val, reviews.y_test])
    lines = [f"{('bad', 'good')[label]}\t{text}".encode() for label, text in zip(labels, texts, strict=True)]
    dirt = [
        b"",
        b"",
        b"the music was lovely",
        b"\tthe plot was weak",
        b"mixed\tsome of it was good , some bad",
        b"good\tthe caf\xe9 scene was charming",
        lines[20],
        lines[70],
    ]
    for place, line in zip(rng.integers(100, 500, len(dirt)).tolist(), dirt, strict=True):
        lines.insert(place, line)
    file.write_bytes(b"\n".join([*lines, b""]))
