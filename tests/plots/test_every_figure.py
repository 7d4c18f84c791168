"""Every figure of the course is readable, small, and said in words."""

import importlib
import inspect
import io
from pathlib import Path

import pytest
from PIL import Image

from course_utils import plots
from course_utils.checks.lesson import lessons
from course_utils.plots.picture import Picture
from tests.plots import test_contour, test_evaluation, test_plots
from tests.plots.test_plots import texts, title

LESSONS = Path(__file__).parents[1] / "lessons"
# A lesson's examples are in its folder, those of the first lessons and of evaluation in this one.
EXAMPLES = test_plots.FIGURES | test_evaluation.FIGURES | test_contour.FIGURES
for file in sorted(LESSONS.glob("lesson_*/test_figures.py")):
    module = importlib.import_module(f"tests.lessons.{file.parent.name}.test_figures")
    EXAMPLES |= {f"{file.parent.name[-2:]} {name}": draw for name, draw in module.FIGURES.items()}

BYTES = {"02 kinks": 80_000, "lines": 80_000}  # many lines; of all others at most 60,000
WORDS = {"digit_grid, bare": 1}  # characters besides the title; of all others at least 60


@pytest.mark.parametrize("name", EXAMPLES)
def test_readable_small_and_said_in_words(name):
    figure = EXAMPLES[name]()
    assert isinstance(figure, Picture)
    assert len(title(figure)) > 5
    assert figure.alt.startswith(title(figure))
    assert len(figure.alt) >= len(title(figure)) + WORDS.get(name, 60)
    png = figure.png()
    assert len(png) < BYTES.get(name, 60_000)
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    assert 500 <= image.width <= 1600
    assert min(text.get_fontsize() for text in texts(figure)) >= 12
    page = figure.bbox
    for text in texts(figure):
        box = text.get_window_extent()
        assert page.x0 - 2 <= box.x0 < box.x1 <= page.x1 + 2, text
        assert page.y0 - 2 <= box.y0 < box.y1 <= page.y1 + 2, text


def test_every_function_that_draws_has_an_example():
    """A public function of `plots`, or of a lesson's `figures`, draws when it returns a picture."""
    packages = [lesson.package for lesson in lessons().values()]
    modules = [
        importlib.import_module(f"{name}.figures") for name in packages if importlib.util.find_spec(f"{name}.figures")
    ]
    functions = [thing for module in [plots, *modules] for thing in vars(module).values() if inspect.isfunction(thing)]
    drawing = {
        function.__name__
        for function in functions
        if inspect.signature(function).return_annotation in (Picture, "Picture") and function.__name__ != "new_figure"
    }
    called = {name for draw in EXAMPLES.values() for name in (draw.__name__, *draw.__code__.co_names)}
    assert len(drawing) > 20
    assert drawing - called == set()
