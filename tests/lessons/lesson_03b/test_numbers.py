"""The numbers that the text of lessons 03a and 03b names, computed."""

import re
from pathlib import Path

import numpy as np
import pytest

from course_utils.tools import notebook_io

ROOT = Path(__file__).parents[3]
A, P = "03a_training_and_evaluation", "03b_inside_training"
OUTPUT = 1 / (1 + np.exp(-0.6))  # of the neuron with x = 2 and w = 0.3

SAID = [
    (A, "For $p = 0.9$ the loss is {:.2f}", -np.log(0.9)),
    (A, r"for $p = 0.1$ (chance level) it is $\ln 10 = {:.2f}$", -np.log(0.1)),
    (A, "mistake costs most: {:.1f} for $p = 0.01$", -np.log(0.01)),
    (A, "Look down the column: 32 / 35 = {:.2f}.", 32 / 35),
    (A, "Look along the row: 32 / 34 = {:.2f}.", 32 / 34),
    (P, "which is {:.2f} for $y=20$ and $a=18.5$", (20 - 18.5) ** 2),
    (P, "95% and 5%, this is {:.2f}.", -(0.95 * np.log(0.95) + 0.05 * np.log(0.05))),
    (P, r"\sigma(z)={:.3f}$", OUTPUT),
    (P, r"-\ln a={:.3f}$", -np.log(OUTPUT)),
    (P, "slope is about $-{:.3f}$", 2 * (1 - OUTPUT)),
    (P, "$a(1-a)={:.3f}$", OUTPUT * (1 - OUTPUT)),
    (P, "-1/a=-{:.3f}$", 1 / OUTPUT),
    (P, "their product, {:.3f}.", 0.8 * 0.7 * 0.6 * 0.9 * 0.9),
    (P, "/5={:.3f}$", -np.log(0.8 * 0.7 * 0.6 * 0.9 * 0.9) / 5),
]


@pytest.mark.parametrize(("lesson", "text", "value"), SAID)
def test_number(lesson, text, value):
    notebook = notebook_io.read(ROOT / "notebooks" / f"{lesson}.ipynb")
    prose = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert text.format(value) in re.sub(r"\s+", " ", prose)
