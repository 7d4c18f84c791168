"""The clinic: each fault by its button, and image and words for the curves."""

import math

import numpy as np
import pytest

from course_utils.diagnosis import NAMES, diagnose
from course_utils.lessons.lesson_08b import explore
from course_utils.lessons.lesson_08b.explore import (
    BLANK,
    CASES,
    CLASSES,
    CLEAN,
    COPIED,
    FAIR,
    FEW,
    HELD,
    HOLE,
    INPUTS,
    RAW,
    SCALED,
    VALIDATION,
    draw_clinic,
    run_clinic,
)
from course_utils.plots.picture import Picture

SMALL = {
    "units": 8,
    "rows": 80,
    "noise": 0,
    "dropout": 0,
    "power": -0.5,
    "epochs": 3,
    "inputs": SCALED,
    "validation": FAIR,
    "seed": 0,
}
SEEDS = range(5)


@pytest.fixture(scope="module")
def explorer():
    return explore.clinic()


@pytest.fixture
def given(monkeypatch):
    """Return what a run hands to the network: a function from changes to (x, y, x_val, y_val)."""
    found = []
    monkeypatch.setattr(
        "course_utils.lessons.lesson_08b.explore.numpy_mlp.train", lambda *data, **named: found.append(data)
    )

    def rows(**change):
        run_clinic(**SMALL | change)
        return found[-1][:4]

    return rows


@pytest.mark.parametrize(
    ("case", "name"), [*((name, name) for name in NAMES), ("shuffled labels", "overfitting"), ("leak", "healthy")]
)
def test_a_case_is_named_right_for_most_seeds_and_hardly_ever_wrong(case, name, explorer):
    found = [diagnose(run_clinic(**explorer.cases[case] | {"seed": seed}), num_classes=CLASSES) for seed in SEEDS]
    assert sum(one.name == name for one in found) >= 3
    assert sum(one.sure and one.name != name for one in found) <= 1
    assert set(CASES) == {*NAMES, "shuffled labels", "leak"}


def test_wrong_labels_are_drawn_in_both_parts_and_only_as_many_as_asked(given):
    _, y, _, y_val = given(rows=600)
    _, wrong, _, wrong_val = given(rows=600, noise=50)
    for right, now in ((y, wrong), (y_val, wrong_val)):
        assert np.mean(right != now) == pytest.approx(0.45, abs=0.08)  # a tenth of the draws hits the right label
    _, shuffled, _, _ = given(rows=600, noise=100)
    assert np.mean(shuffled == y) == pytest.approx(0.1, abs=0.05)


def test_inputs_and_validation_are_what_their_names_say(given):
    x, y, x_val, y_val = given(noise=50)
    assert x.shape == (80, 64) and x_val.shape == (HELD, 64) and (x.min(), x.max()) == (0, 1)
    assert not any((row == x).all(axis=1).any() for row in x_val)
    assert given(inputs=RAW)[0].max() == 255
    assert not given(inputs=BLANK)[0].any()
    assert np.isnan(given(inputs=HOLE)[0]).sum() == 1
    assert np.isfinite(given()[0]).all()  # the hole was in a copy
    few = given(noise=50, validation=FEW)
    np.testing.assert_array_equal(few[2], x_val[:10])
    clean = given(noise=50, validation=CLEAN)
    np.testing.assert_array_equal(clean[3], given(validation=FAIR)[3])
    assert np.mean(clean[3] != y_val) > 0.3
    copied = given(noise=50, validation=COPIED)
    np.testing.assert_array_equal(copied[2], x)
    np.testing.assert_array_equal(copied[3], y)


def test_a_run_depends_on_its_arguments_alone_and_each_matters():
    assert run_clinic(**SMALL) == run_clinic(**SMALL)
    other = {
        "units": 9,
        "rows": 100,
        "noise": 20,
        "dropout": 20,
        "power": -1.0,
        "inputs": RAW,
        "validation": FEW,
        "seed": 1,
    }
    for name, value in other.items():
        assert run_clinic(**SMALL | {name: value}) != run_clinic(**SMALL), name
    longer = run_clinic(**SMALL | {"epochs": 5})
    assert longer["val_loss"][:3] == run_clinic(**SMALL)["val_loss"]


def test_the_picture_has_both_curves_chance_level_and_the_lowest():
    history = {"loss": [2.0, 1.0, 0.5, 0.2], "val_loss": [2.1, 1.2, 1.4, 1.6]}
    figure, says = draw_clinic(history, diagnose(history, num_classes=CLASSES))
    assert isinstance(figure, Picture)
    lines = [
        (line.get_linestyle(), np.ravel(line.get_xdata()), np.ravel(line.get_ydata())) for line in figure.axes[0].lines
    ]
    drawn = {style: ys for style, _, ys in lines if len(ys) == 4}
    np.testing.assert_array_equal(drawn["-"], history["loss"])
    np.testing.assert_array_equal(drawn["--"], history["val_loss"])
    assert any(style == ":" and (ys == math.log(CLASSES)).all() for style, _, ys in lines)
    assert any(xs.tolist() == [2] and ys.tolist() == [1.2] for _, xs, ys in lines)
    assert (
        "the training loss is 0.2 and the validation loss is 1.6. The validation loss was lowest in epoch 2, with 1.2."
        in says
    )
    assert says.replace("\n", " ") in figure.alt
    assert "over 4 epochs" in figure.alt


@pytest.mark.parametrize(
    ("history", "says"),
    [
        (
            {"loss": [math.nan] * 4, "val_loss": [math.nan] * 4},
            "At the end, the training loss is not finite and the validation loss is not finite.\nWhat to do",
        ),
        (
            {"loss": [1.0, 2.0, math.inf], "val_loss": [1.0, 1.5, math.nan]},
            "the validation loss is not finite. The validation loss was lowest in epoch 1, with 1.",
        ),
        (
            {"loss": [1e20, 2.0, 2.0, 2.0], "val_loss": [1e5, 2.0, 2.0, 2.0]},
            "the training loss is 2 and the validation loss is 2. The validation loss was lowest in epoch 2, with 2.",
        ),
        ({"loss": [2.0], "val_loss": [3.0]}, "Diagnosis: too short (confidence 100%)."),
    ],
)
def test_curves_without_end_are_drawn_and_said(history, says):
    figure, line = draw_clinic(history, diagnose(history, num_classes=CLASSES))
    assert says in line
    figure.png()


def test_above_the_axis_is_said():
    high = {"loss": [30.0] * 3, "val_loss": [2.0] * 3}
    for history, cut in ((high, True), ({"loss": [2.0] * 3, "val_loss": [3.0] * 3}, False)):
        figure, _ = draw_clinic(history, diagnose(history))
        assert any("upper edge" in text.get_text() for text in figure.axes[1].texts) == cut


def test_it_follows_every_control_and_says_the_diagnosis(explorer):
    explorer.values = explorer.cases["healthy"] | {"epochs": 10, "rows": 100}
    seen = {explorer.picture.png}
    moved = {
        "units": 3,
        "rows": 60,
        "noise": 40,
        "dropout": 20,
        "power": -1.0,
        "epochs": 20,
        "inputs": RAW,
        "validation": FEW,
        "seed": 3,
    }
    assert moved.keys() == explorer.values.keys()
    for name, value in moved.items():
        explorer.values = explorer.values | {name: value}
        assert explorer.picture.png not in seen
        seen.add(explorer.picture.png)
    explorer.values = explorer.cases["overfitting"]
    first, advice = explorer.picture.said.split("\n")
    assert first.startswith("Diagnosis: overfitting (confidence ")
    assert advice.startswith("What to do: Stop at the lowest validation loss")


@pytest.mark.parametrize("end", ["min", "max"])
def test_the_ends_of_all_controls_can_be_drawn(end, explorer):
    ends = {name: getattr(control, end) for name, control in explorer.controls.items() if hasattr(control, end)}
    for inputs in INPUTS:
        for validation in VALIDATION:
            explorer.values = ends | {"inputs": inputs, "validation": validation}
            assert explorer.picture.said
