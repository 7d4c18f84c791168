"""A teacher's own pictures judge the project: read as they come, told of, and seen by no learner's code."""

import json

import numpy as np
import pytest
from PIL import Image

from course_utils.checks.answer import here
from course_utils.checks.exercise import judge
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.grading.sandbox.bubblewrap import missing
from course_utils.grading.teacher_images import CLASSES, HiddenError, read
from course_utils.lessons.lesson_09 import check
from course_utils.tools import cli
from tests.answers.known import run
from tests.grading.test_command import hand_in

THREE = """
import keras, numpy as np
def project(x_train, y_train, x_val, y_val):
    model = keras.Sequential([keras.Input((14, 14)), keras.layers.Flatten(), keras.layers.Dense(10)])
    model.set_weights([np.zeros((196, 10)), np.eye(10)[3]])
    return model
"""  # says 3 to every picture


def stroke(size=40, *, paper=255, ink=0, mode="L"):
    """Return a vertical line in the left half of a picture."""
    pixels = np.full((size, size), paper, "uint8")
    pixels[size // 5 : -size // 5, size // 4 : size // 4 + size // 10] = ink
    return Image.fromarray(pixels).convert(mode)


@pytest.fixture
def folder(tmp_path):
    """Five pictures of each digit, each class in another mode or format."""
    for name in CLASSES:
        (tmp_path / "own" / name).mkdir(parents=True)
        for number in range(5):
            image = stroke(30 + number, mode=("L", "RGB", "RGBA", "1", "P")[int(name) % 5])
            image.save(tmp_path / "own" / name / f"{number}.{'png' if int(name) else 'bmp'}")
    return tmp_path / "own"


def test_pictures_are_read_whole_and_bright_on_dark(folder):
    stroke(paper=0, ink=255).save(folder / "4" / "chalk.png")
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(folder / "4" / "empty.png")
    found = read(folder)
    assert found.x.shape == (51, 14, 14) and found.x.dtype == np.float32 and found.y.dtype == np.int64
    assert [name for name, _ in found.left_out] == ["4/empty.png"]
    assert found.x.min() == 0 and found.x.max() == 1
    ink = found.x[:, 4:10, 3:6].mean(axis=(1, 2))
    assert ink.min() > 0.15 and found.x[:, :, 8:].max() < 0.05  # the line is where it was, and nothing else is
    assert np.bincount(found.y).tolist() == [5, 5, 5, 5, 6, 5, 5, 5, 5, 5]
    assert "51 pictures" in str(found) and "±14%" in str(found)


def test_a_wide_picture_keeps_its_shape(folder):
    wide = Image.new("L", (100, 20), 255)
    wide.paste(0, (0, 8, 100, 12))
    wide.save(folder / "7" / "wide.png")
    found = read(folder).x[-11]  # the last of the folder 7: five each of 8 and 9 follow
    assert found[:5].max() == 0 and found[9:].max() == 0 and found[6:8].max() > 0.5


def test_dirt_is_named(folder):
    (folder / "2" / "note.txt").write_text("no picture")
    (folder / "2" / "torn.png").write_bytes((folder / "2" / "0.png").read_bytes()[:60])
    (folder / "2" / ".DS_Store").write_bytes(b"left by a Mac")
    Image.new("L", (30, 30), 200).save(folder / "2" / "blank.png")
    found = dict(read(folder).left_out)
    assert found.keys() == {"2/note.txt", "2/torn.png", "2/blank.png"} and "blank" in found["2/blank.png"]
    assert not any(str(folder) in why for why in found.values())


@pytest.mark.parametrize("said", ["no folder", "no picture of the digit 6", "at least 50"])
def test_a_folder_that_cannot_judge(folder, tmp_path, said):
    if said == "no folder":
        folder = tmp_path / "elsewhere"
    else:
        for path in (folder / "6").iterdir():
            if "digit 6" in said or path.name == "4.png":
                path.unlink()
        (folder / "6" / "word.docx").write_bytes(b"text")
    with pytest.raises(HiddenError, match=said) as raised:
        read(folder)
    assert ("word.docx" in str(raised.value)) == ("digit 6" in said)


def test_the_check_judges_by_what_a_grader_brings():
    hidden = {"x": np.zeros((60, 14, 14), "float32"), "y": np.full(60, 3)}
    hidden["y"][:6] = 1
    with undisturbed():
        answer = run(THREE)["project"]
        assert judge(check.project, here("project", answer), 1, hidden=hidden).passed
        result = judge(
            check.project, here("project", answer), 1, hidden={**hidden, "y": np.roll(np.arange(60) % 10, 1)}
        )
    assert not result.passed and "60 images from your teacher" in result.tried and "10.0%" in result.got


@pytest.mark.skipif(bool(missing()), reason=f"no sandbox: {missing()}")
def test_a_class_is_judged_by_a_folder(folder, tmp_path, capfd):
    for name in set(CLASSES) - {"3"}:
        for path in (folder / name).glob("[1-4]*"):
            path.unlink()
    for number in range(100):
        stroke(30).save(folder / "3" / f"more{number}.png")
    handed_in = hand_in(tmp_path / "in", lesson="09_your_own_data", ada=THREE)

    def grade(*more):
        out = tmp_path / "out"
        command = ["grade", str(handed_in), "--out", str(out), "--workers", "1", *map(str, more)]
        code, said = cli.main(command), capfd.readouterr()
        if code:
            return said.err
        report = json.loads(next(out.rglob("reports/**/*.json")).read_text())
        return next(result for result in report["results"] if result["exercise"] == "project"), said.out

    assert "no folder" in grade("--hidden", tmp_path / "elsewhere")
    found, said = grade("--hidden", folder)
    assert found["points"] == 10 and "judged by 114 pictures" in said
    found, _ = grade("--resume")  # other pictures: graded anew
    assert found["points"] == 0 and "warped digits" in found["tried"]
