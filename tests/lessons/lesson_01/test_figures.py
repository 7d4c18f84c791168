"""Tests of the lesson's figure: image and words say what the numbers say."""

import pytest

from course_utils.lessons.lesson_01 import figures
from tests.plots.test_plots import said

FIGURES = {
    "bars": lambda: figures.bars(
        {"folds of random rows": [[0.961], [0.953]], "folds of neighbors": [0.9, 0.8]},
        ylabel="validation accuracy",
        title="Random folds flatter",
    )
}


def test_bars_show_mean_and_every_run():
    figure = FIGURES["bars"]()
    (axes,) = figure.axes
    assert [bar.get_height() for bar in axes.patches] == pytest.approx([0.957, 0.85])
    assert {bar.get_hatch() for bar in axes.patches} == {"", "//"}
    dots = [list(line.get_ydata()) for line in axes.lines if line.get_marker() == "o"]
    assert dots == [[0.961, 0.953], [0.9, 0.8]]
    assert (axes.get_ylim()[0], axes.get_ylabel()) == (0, "validation accuracy")
    assert {"95.7%", "85%", "folds of random\nrows"} <= set(said(figure))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["mean", "one run"]
    assert figure.alt == (
        "Random folds flatter. Bars of validation accuracy. folds of random rows: 95.7% (mean of 2 runs from 95.3% to "
        "96.1%); folds of neighbors: 85% (mean of 2 runs from 80% to 90%)."
    )
