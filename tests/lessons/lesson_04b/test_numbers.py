"""The numbers that the text of lesson 04b names, computed."""

import re
from pathlib import Path

import pytest

from course_utils.lessons.lesson_04b.explore import run_race
from course_utils.tools import notebook_io

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "04b_optimizers.ipynb"


def adagrad(valley):
    return run_race("Adagrad", valley, learning_rate=1.0, memory=0.9, start=(-4, 1), steps=200).costs[-1]


SAID = [
    ("the steps become {} times as long", {10: "ten"}[round(1 / (1 - 0.9))]),
    ("+ 0.1 \\cdot 7 = {:.1f}$", 0.9 * 2 + 0.1 * 7),
    ("$m = 0.1 \\cdot 4 = {:.1f}$", (1 - 0.9) * 4),
    ("Their mean is −{:.2f}", -(900 * 1 + 100 * -9.5) / 1000),
    ("Compare it with $2/25 = {}$", 2 / 25),
    ("but at {:.4f} in the rotated one", adagrad("rotated valley")),
]


@pytest.mark.parametrize(("text", "value"), SAID)
def test_number(text, value):
    prose = " ".join(cell.source for cell in notebook_io.read(NOTEBOOK).cells if cell.cell_type == "markdown")
    assert text.format(value) in re.sub(r"\s+", " ", prose)


def test_adagrad_ends_far_lower_in_the_straight_valley():
    assert adagrad("straight valley") < 1e-12
