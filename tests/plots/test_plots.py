"""Tests of the shared figures: titles, labels, numbers and words say what the data say."""

import html
import re
import subprocess
import sys

import matplotlib
import nbclient
import nbformat
import numpy as np
import pytest
from matplotlib.image import AxesImage
from matplotlib.text import Text

from course_utils import plots
from course_utils.lessons.lesson_00 import figures as figures_00
from course_utils.plots import picture

# Rings of growing radius: smooth and mostly black, as digits are, so that the sizes of files are true to life.
RADIUS = np.hypot(*(np.mgrid[:28, :28] - 13.5))
IMAGES = np.stack([255 * np.exp(-(((RADIUS - ring / 2) / 2) ** 2)) for ring in range(20)]).astype(np.uint8)
LABELS = np.arange(20) % 10
GUESSES = np.where(np.isin(np.arange(20), [3, 11]), 8, LABELS)
SURE = np.linspace(0.5, 1, 20)
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
HISTORY = {
    "loss": [2.0, 1.0, 0.5],
    "val_loss": [1.5, 0.75, 0.9],
    "accuracy": [0.3, 0.6, 0.9],
    "val_accuracy": [0.4, 0.7, 0.812],
}

LOSSES = {name: HISTORY[name] for name in ("loss", "val_loss")}


class Guessing:
    """A model that predicts `GUESSES` with a confidence of 1."""

    def predict(self, images, verbose):
        assert images.shape == IMAGES.shape and images.max() <= 1
        return np.eye(10)[GUESSES[: len(images)]]


FIGURES = {
    "predictions": lambda: figures_00.predictions(Guessing(), IMAGES, LABELS, title="A model that guesses"),
    "digit_grid": lambda: plots.digit_grid(IMAGES, LABELS, GUESSES, SURE),
    "digit_grid, names": lambda: plots.digit_grid(IMAGES, LABELS, GUESSES, SURE, class_names=CLOTHES),
    "digit_grid, bare": lambda: plots.digit_grid(IMAGES[:1] / 255),
    "before_after": lambda: figures_00.before_after(IMAGES, LABELS, np.full((20, 10), 0.1), np.eye(10)[GUESSES]),
    "curves": lambda: plots.curves(HISTORY),
    "curves, several": lambda: plots.curves({"SGD": LOSSES, "Adam": LOSSES}),
    "neuron": lambda: neuron([0.5, -1.2, 2], 0.3, [1, 0, 0.25]),
    "neuron, many": lambda: neuron(np.linspace(-1, 1, 8), -1, np.ones(8)),
    "network": lambda: figures_00.network([784, 128, 10], ["input", "hidden", "output"]),
}


def neuron(weights, bias, inputs):
    return figures_00.neuron(np.array(weights), bias, np.array(inputs), title="A neuron at work")


def texts(figure):
    """Return what stands in the figure, without what is empty, and without numbers beyond the ends of an axis."""
    found = figure.findobj(Text)
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            unseen = [
                tick
                for tick in axis.majorTicks + axis.minorTicks
                if not axes.axison or not low <= tick.get_loc() <= high
            ]
            found = [text for text in found if not any(text in (tick.label1, tick.label2) for tick in unseen)]
    return [text for text in found if text.get_text().strip() and text.get_visible()]


def said(figure):
    return [text.get_text() for text in texts(figure)]


def title(figure):
    return figure.get_suptitle().replace("\n", " ")


# Of every figure


@pytest.mark.parametrize("name", FIGURES)
def test_axes_have_labels(name):
    for axes in FIGURES[name]().axes:
        if axes.axison:
            assert axes.get_xlabel() or axes.get_xticklabels()
            first = axes.get_subplotspec().is_first_col()
            assert axes.get_ylabel() or not first


def test_the_same_data_are_the_same_bytes():
    assert FIGURES["digit_grid"]().png() == FIGURES["digit_grid"]().png()


def test_nobodys_settings_change_and_pyplot_knows_nothing_of_it():
    code = (
        "import matplotlib, sys; before = dict(matplotlib.rcParams); "
        "from course_utils.lessons.lesson_00 import figures; "
        "figures.network([2, 1], ['in', 'out']).png(); assert dict(matplotlib.rcParams) == before; "
        "import matplotlib.pyplot as plt; print(plt.get_fignums())"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_settings_of_the_learner_do_not_reach_the_figures():
    plain = figures_00.network([2, 1], ["in", "out"]).png()
    with matplotlib.rc_context({"font.size": 5, "axes.facecolor": "black", "font.family": "serif"}):
        assert figures_00.network([2, 1], ["in", "out"]).png() == plain


def test_a_notebook_shows_each_figure_once_with_its_words():
    cells = [
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nimport numpy as np\n"
        "from course_utils.lessons.lesson_00 import figures",
        "figures.neuron(np.ones(2), 0, np.ones(2), title='3 < 4 & \"so\" on')",
        "figure = figures.network([2, 1], ['in', 'out'])",
        "for n in (2, 3):\n    display(figures.neuron(np.ones(n), 0, np.ones(n), title='A neuron'))",
        "figure",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [cell.outputs for cell in notebook.cells]
    assert [len(of_cell) for of_cell in outputs] == [0, 1, 0, 2, 1]
    for output in sum(outputs, []):
        assert set(output.data) == {"text/html", "text/plain"}
        words = html.unescape(re.search('alt="([^"]*)"', output.data["text/html"]).group(1))
        assert words == output.data["text/plain"]
        assert "Drawing of a" in words
    assert outputs[1][0].data["text/plain"].startswith('3 < 4 & "so" on.')


# Of each figure


def test_digit_grid_tells_right_from_wrong_by_sign_line_and_colour():
    figure = FIGURES["digit_grid"]()
    assert title(figure) == "18 of 20 correct"
    captions = [text.get_text() for text in figure.axes[0].texts]
    assert sum(caption.startswith("✓") for caption in captions) == 18
    assert captions[3] == "✗\u20098 58%\nis 3"
    assert captions[19] == "✓\u20099 100%"
    frames = {(line.get_linestyle(), line.get_color()) for line in figure.axes[0].lines}
    assert frames == {("-", picture.BLUE), ("--", picture.RED)}
    assert figure.alt == (
        "18 of 20 correct. Wrong: image 4 with the label 3 is predicted as 8 (58% confidence);"
        " image 12 with the label 1 is predicted as 8 (79% confidence)."
    )
    assert len(figure.axes[0].findobj(AxesImage)) == 20


def test_digit_grid_without_predictions_or_labels_claims_nothing():
    figure = plots.digit_grid(IMAGES, LABELS)
    assert [text.get_text() for text in figure.axes[0].texts] == [str(label) for label in LABELS]
    assert {line.get_color() for line in figure.axes[0].lines} == {"#808080"}  # a frame that judges nothing
    assert figure.alt == f"20 images. In reading order: {', '.join(map(str, LABELS))}."
    figure = plots.digit_grid(IMAGES[:2], predictions=[4, 2], confidence=[0.998, 0.001], title="Noise")
    assert [text.get_text() for text in figure.axes[0].texts] == ["4 >99%", "2 <1%"]
    assert figure.alt == "Noise. In reading order, the predictions are: 4 (>99% confidence), 2 (<1% confidence)."
    assert plots.digit_grid(IMAGES, LABELS, LABELS).alt == "20 of 20 correct. All predictions are correct."


def test_digit_grid_shows_values_as_they_are():
    def limits(images):
        (shown,) = plots.digit_grid(images).axes[0].findobj(AxesImage)
        return shown.get_clim()

    assert limits(np.full((1, 4, 4), 9, np.uint8)) == (0, 255)
    assert limits(np.full((1, 4, 4, 1), 0.5)) == (0, 1)
    assert limits(np.array([[[-2.0, 3.0]]])) == (-2, 3)


def test_digit_grid_takes_fewer_columns_for_long_names():
    def columns(figure):
        return len({image.get_extent()[0] for image in figure.axes[0].findobj(AxesImage)})

    assert columns(plots.digit_grid(IMAGES, LABELS)) == 10
    assert columns(plots.digit_grid(IMAGES, LABELS, columns=4)) == 4
    assert columns(plots.digit_grid(IMAGES, LABELS, class_names=CLOTHES)) < 10


def test_before_after_counts_and_compares():
    figure = FIGURES["before_after"]()
    assert title(figure) == "The same 20 images: 2 correct before training, 18 after"
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "Before training: 2 of 20 correct, mean confidence 10%",
        "After training: 18 of 20 correct, mean confidence 100%",
    ]
    assert "After training: 18 of 20 correct, mean confidence 100%." in figure.alt
    assert " Wrong: image 4 with the label 3 is predicted as 8" in figure.alt


def test_curves_of_one_run():
    class History:
        history = HISTORY

    for given in (HISTORY, History()):
        figure = plots.curves(given)
        assert title(figure) == "Validation accuracy ends at 0.812"
        assert [axes.get_ylabel() for axes in figure.axes] == ["loss", "accuracy"]
        training, validation = figure.axes[1].lines
        assert list(training.get_xdata()) == [1, 2, 3]
        assert list(validation.get_ydata()) == HISTORY["val_accuracy"]
        assert training.get_linestyle() != validation.get_linestyle()
        assert training.get_marker() != validation.get_marker()
        assert training.get_color() != validation.get_color()
    assert "validation loss from 1.5 to 0.9, lowest 0.75 in epoch 2, highest 1.5 in epoch 1" in figure.alt


def test_curves_that_end_in_nan_are_told_in_words():
    said = plots.curves({"loss": [2.0, np.inf, np.nan, 1.5]}).alt
    assert "lowest 1.5 in epoch 4, highest 2 in epoch 1, not a finite number in 2 of 4 epochs" in said
    said = plots.curves({"loss": [np.nan, np.nan]}).alt
    assert "loss from nan to nan, not a finite number in 2 of 2 epochs" in said and "lowest" not in said


def test_curves_of_several_runs():
    figure = FIGURES["curves, several"]()
    assert title(figure) == "2 runs compared"
    assert len(figure.axes) == 1
    labels = [line.get_label() for line in figure.axes[0].lines]
    assert labels == ["SGD, training", "SGD, validation", "Adam, training", "Adam, validation"]
    looks = {(line.get_color(), line.get_marker(), line.get_linestyle()) for line in figure.axes[0].lines}
    assert len(looks) == 4
    assert "Adam: validation loss from 1.5 to 0.9" in figure.alt


def test_predictions_are_those_of_the_model():
    figure = FIGURES["predictions"]()
    assert title(figure) == "A model that guesses"
    assert "Wrong: image 4 with the label 3 is predicted as 8 (100% confidence); " in figure.alt
    assert "; image 12 with the label 1 is predicted as 8" in figure.alt


def test_neuron_works_out_sum_and_answer():
    figure = neuron([0.5, -1.2, 2], -3, [1, 0, 0.25])
    assert "$z$ =\n−2" in said(figure)
    assert "$a$ = 0" in said(figure)
    assert "$w_2$ = −1.2" in said(figure)
    for fact in ("3 inputs", "weight 2 is −1.2 for the input 0", "the bias is −3", "z is −2", "a = 0"):
        assert fact in figure.alt
    assert "a = 2." in neuron([1, 1], 2, [0, 0]).alt
    assert any("w_1 x_1 + w_2 x_2 + b" in text for text in said(neuron([1, 2], 0, [0, 0])))
    dashed = [line for line in figure.axes[0].lines if line.is_dashed()]
    assert {line.get_color() for line in dashed} == {picture.RED}
    assert len(dashed) == 2


def test_network_counts_parameters():
    figure = figures_00.network([784, 128, 10], ["input", "hidden, ReLU", "output, softmax"])
    assert title(figure) == "101,770 parameters, none of them in the input layer"
    assert "784 × 128 weights\n+ 128 biases\n= 100,480" in said(figure)
    assert "output, softmax\n10 neurons" in said(figure)
    assert figure.axes[0].texts[-1].get_text().endswith("= 1,290")
    assert said(figure).count("⋮") == 3
    assert "128 times 10 weights plus 10 for the biases make 1,290; together 101,770" in figure.alt
    small = said(figures_00.network([3, 2, 1], ["input", "hidden", "output"]))
    assert "⋮" not in small
    assert "+ 1 bias\n" in "".join(small)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1, "1"),
        (-0.0, "0"),
        (0.964, "0.964"),
        (0.9999, "1"),
        (2.303, "2.3"),
        (63.75, "63.8"),
        (100, "100"),
        (1234.5, "1,234"),
        (-1.25, "−1.25"),
        (0.0012, "0.0012"),
        (1e-5, "1e-05"),
        (-3e7, "−3e+07"),
    ],
)
def test_short_numbers(value, text):
    assert picture.short(value) == text


# What does not fit together


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: plots.digit_grid(IMAGES[0]),
            r"must have the shape \(n, height, width\), at least one, got \(28, 28\)",
        ),
        (lambda: plots.digit_grid(IMAGES[:0]), "at least one"),
        (
            lambda: plots.digit_grid(IMAGES, LABELS[:5]),
            r"labels must have one entry for each of 20 images, got .*\(5,\)",
        ),
        (lambda: plots.digit_grid(IMAGES, LABELS / 2), "labels must be whole numbers, got float64"),
        (lambda: plots.digit_grid(IMAGES, LABELS, class_names=("a", "b")), "class_names has 2 names.*labels up to 9"),
        (lambda: plots.digit_grid(IMAGES, columns=0), "columns must be at least 1, got 0"),
        (
            lambda: figures_00.before_after(IMAGES, LABELS, LABELS, LABELS),
            r"probabilities_before must have the shape \(20, cla",
        ),
        (lambda: plots.curves({"loss": []}), "no epochs; did you run fit"),
        (lambda: plots.curves({}), "no epochs; did you run fit"),
        (lambda: figures_00.network([3], ["a"]), r"layer_sizes must be 2 to 6 sizes of at least 1, got \[3\]"),
        (lambda: figures_00.network([3, 0], ["a", "b"]), "at least 1"),
        (lambda: figures_00.network([3, 1], ["a"]), "names must be one for each of the 2 layers, got 1"),
    ],
)
def test_what_does_not_fit_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
