"""The data that the lesson takes for the learner's own: their faults are there, and the rest is sound."""

import csv

import numpy as np
import pytest
from PIL import Image

from course_utils.lessons.lesson_09.own_data import make_own_data


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_own_data(tmp_path_factory.mktemp("own") / "data")


def opened(file):
    with Image.open(file) as image:
        image.load()
        return image


def test_images(folder):
    classes = sorted(place.name for place in (folder / "images").iterdir())
    assert classes == [*"0123456789", "letter A", "no digit"]
    assert not list((folder / "images" / "no digit").iterdir())
    assert len(list((folder / "images" / "letter A").iterdir())) == 1
    images, broken = [], []
    for file in sorted((folder / "images").glob("[0-9]/*")):
        try:
            images.append(opened(file))
        except OSError:
            broken.append(file.name)
    assert broken == ["run00_9001.png", "run04_9002.png", "notes.txt"]
    assert len(images) == 1001  # one is there twice
    assert {image.mode for image in images} == {"L", "RGB", "RGBA", "P"}
    assert {image.size for image in images} == {(28, 28), (40, 40), (56, 56)}
    corners = [np.asarray(image.convert("L"))[0, 0] for image in images]
    assert sum(corner > 200 for corner in corners) == 10  # dark ink on white paper


def test_a_file_says_which_run_it_is_from(folder):
    runs = {file.name[:5] for file in (folder / "images").glob("[0-9]/run*")}
    assert runs == {f"run{number:02d}" for number in range(13)}


def test_table(folder):
    with open(folder / "wines.csv", newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert len(rows) == 178
    assert {len(row) for row in rows} == {len(header)} == {11}
    column = dict(zip(header, zip(*rows, strict=True), strict=True))
    assert set(column["country"]) == {"Italy"}
    assert len(set(column["remark"])) == 178
    assert set(column["tint"]) == {"red-brown", "ruby", "violet", ""}
    assert column["grower"].count("") == 2
    assert column["grower"].count("D") == 1
    assert {"", "NA", "?"} < set(column["ash"] + column["proline"] + column["alcohol"])


def test_text(folder):
    content = (folder / "reviews.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode()
    lines = content.decode(errors="replace").splitlines()
    assert len(lines) == 1008
    assert lines.count("") == 2
    labels = [line.split("\t")[0] for line in lines if "\t" in line]
    assert labels.count("good") + labels.count("bad") == 1003
    assert (labels.count("mixed"), labels.count("")) == (1, 1)
    assert len(lines) - len(set(lines)) == 3  # two twice, and a second empty one


def test_the_same_seed_writes_the_same(folder, tmp_path):
    again = make_own_data(tmp_path / "again")
    names = sorted(file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    assert names == sorted(file.relative_to(again) for file in again.rglob("*") if file.is_file())
    assert all((folder / name).read_bytes() == (again / name).read_bytes() for name in names)


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="is not empty; name a folder that is new"):
        make_own_data(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
