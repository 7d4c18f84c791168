"""Tests of the lesson's figure: image and words say what the numbers say."""

from course_utils.lessons.lesson_07b import figures
from course_utils.plots import picture
from tests.plots.test_plots import said

RUNS = {"forget bias 1": [0.17, 0.19, 0.18], "forget bias 4": [0.91, 0.92, 0.93]}
FIGURES = {"dots": lambda: figures.dots(RUNS, reference=("chance level", 0.2), title="Only one is above chance")}


def test_dots_show_every_run_its_mean_and_chance():
    figure = FIGURES["dots"]()
    (axes,) = figure.axes
    runs = [line for line in axes.lines if line.get_marker() in picture.MARKERS and line.get_linestyle() == "None"]
    assert [list(line.get_xdata()) for line in runs] == [*RUNS.values()]
    assert len({line.get_marker() for line in runs}) == 2
    assert axes.get_xlabel().startswith("accuracy")
    assert {"18%", "92%", "chance level: 20%", *RUNS} <= set(said(figure))
    assert figure.alt == (
        "Only one is above chance. Each dot is the accuracy of one run. forget bias 1: 18% (mean of 3 runs from 17% to "
        "19%); forget bias 4: 92% (mean of 3 runs from 91% to 93%); for comparison, chance level: 20%."
    )
