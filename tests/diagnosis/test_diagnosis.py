"""Tests of the diagnosis: it reads every form of history, is consistent, and never crashes."""

import csv
import json
import os
import random
import subprocess
import sys
from importlib import resources

import numpy as np
import pytest

from course_utils.diagnosis import NAMES, Diagnosis, diagnose
from course_utils.diagnosis.curves import read
from course_utils.diagnosis.judge import ADVICE, SURE, SURELY_HEALTHY, can_show, is_sure
from course_utils.diagnosis.measures import measure, rows_behind, smooth
from course_utils.diagnosis.model import has_settled, lies_at_chance, probabilities, ruled_out, signs


def falling(epochs=60, floor=0.05, speed=8.0, start=1.0):
    return floor + (start - floor) * np.exp(-speed * np.arange(epochs) / epochs)


def healthy(epochs=60, noise=0.004):
    draw = np.random.default_rng(0).normal(0, noise, (2, epochs))
    loss = falling(epochs) + draw[0]
    accuracy = 1 - falling(epochs) / 3
    return {
        "accuracy": accuracy.tolist(),
        "loss": loss.tolist(),
        "val_accuracy": (accuracy - 0.01).tolist(),
        "val_loss": (falling(epochs) + 0.04 + draw[1]).tolist(),
    }


def overfitted(epochs=60):
    at = np.arange(epochs) / epochs
    return {"loss": falling(epochs).tolist(), "val_loss": (falling(epochs) + 0.6 * at**2 + 0.1).tolist()}


def flat(epochs=40):
    noise = np.random.default_rng(0).normal(0, 0.003, (2, epochs))
    return {"loss": (2.305 + noise[0]).tolist(), "val_loss": (2.31 + noise[1]).tolist()}


class History:
    """As Keras's: the curves stand in .history."""

    def __init__(self, history):
        self.history = history
        self.epoch = list(range(len(history["loss"])))


def write(path, history, delimiter=",", epoch=True):
    names = (["epoch"] if epoch else []) + sorted(history)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(names)
        for number in range(len(history["loss"])):
            writer.writerow([number] * epoch + [history[name][number] for name in sorted(history)])
    return path


def test_a_clear_case_of_each_kind_is_named():
    assert diagnose(healthy()).name == "healthy"
    assert diagnose(overfitted()).name == "overfitting"
    assert diagnose(flat()).name == "not learning"
    assert diagnose({"loss": [1.0, float("nan")]}).name == "diverged"
    for found in (diagnose(healthy()), diagnose(overfitted()), diagnose(flat())):
        assert found.sure and found.name == found.likeliest[0] and SURE <= found.confidence <= 1
        assert found.evidence and found.advice == ADVICE[found.name]


def test_the_evidence_has_the_numbers_of_the_curves():
    said = " ".join(diagnose({"loss": [2.0, 1.5, 1.25, 1.125], "val_loss": [1.9, 1.4, 1.3, 1.7]}).evidence)
    assert "The training loss goes from 2 to 1.12 in 4 epochs." in said
    assert "At the end it is 1.7" in said
    assert "At the end the validation loss is 0.575 above the training loss." in said
    assert "A model at chance level has the loss 2.3." in " ".join(diagnose(healthy(), num_classes=10).evidence)
    assert "There is no validation loss" in diagnose({"loss": [1.0, 0.8, 0.7]}).evidence[1]


def test_below_the_limit_the_answer_is_not_sure_and_names_two():
    loss = falling(30, floor=0.3, speed=4.0)  # a larger network might be better, and so might this one with more epochs
    found = diagnose({"loss": loss, "val_loss": loss + 0.05})
    assert found.name == "not sure" and not found.sure and found.confidence < SURE
    first, second = found.likeliest
    assert first != second and {first, second} <= set(NAMES)
    assert f"not sure: {first}, or {second}?" in str(found)
    assert ADVICE[first][0] in found.advice and ADVICE[second][0] in found.advice


@pytest.mark.parametrize("factor", [1.3, 2.0, 10.0])
@pytest.mark.parametrize("accuracy", [True, False])
def test_past_the_lowest_validation_loss_no_run_is_healthy(factor, accuracy):
    history = healthy()
    rise = np.linspace(1, factor, 20)
    history["val_loss"] = [*history["val_loss"][:40], *(rise * history["val_loss"][40:])]
    found = diagnose(history if accuracy else {name: history[name] for name in ("loss", "val_loss")})
    assert found.name != "healthy" and found.likeliest[0] != "healthy"


def test_scatter_alone_is_no_rise_above_the_lowest():
    assert "healthy" not in ruled_out(measure(read(healthy(noise=0.03))))


@pytest.mark.parametrize(
    "loss", [[2.3, 900.0, 20_000.0, 4000.0, 700.0, 300.0], [1.0, 0.9, 1.2, 1.4, 1.6], [0.5, *[0.6] * 30]]
)
def test_a_loss_that_ends_above_its_start_has_diverged(loss):
    found = diagnose({"loss": loss, "val_loss": loss})
    assert (found.name, found.confidence) == ("diverged", 1.0)
    assert found.likeliest == ("diverged", "learning rate too high")
    assert "the training loss rose by" in " ".join(found.evidence)


@pytest.mark.parametrize("make", [healthy, overfitted, flat])
def test_a_loss_that_ends_below_its_start_has_not(make):
    assert "diverged" not in diagnose(make()).likeliest


def test_without_validation_no_run_is_surely_healthy():
    loss = healthy()["loss"]
    found = diagnose({"loss": loss})
    assert found.name != "healthy"
    assert not {"overfitting", "validation too easy", "too noisy"} & set(found.likeliest)


def test_a_loss_at_chance_level_is_not_healthy():
    history = healthy()
    assert diagnose(history, baseline_loss=2.0).name == "healthy"
    assert "healthy" not in diagnose(history, baseline_loss=history["loss"][-1] / 2).likeliest


def test_a_validation_loss_above_the_first_training_loss_is_not_healthy():
    history = healthy()
    assert "healthy" not in ruled_out(measure(read(history)))
    higher = history | {"val_loss": [value + 1 for value in history["val_loss"]]}
    assert "healthy" in ruled_out(measure(read(higher)))


@pytest.mark.parametrize("num_classes", [2, 10])
def test_at_chance_level_of_the_number_of_classes_a_run_learns_nothing(num_classes):
    draw = np.random.default_rng(1).normal(0, 0.002, (2, 20))
    chance = np.log(num_classes)
    falling_a_little = np.linspace(1, 0.95, 20)
    history = {"loss": (chance * falling_a_little + draw[0]).tolist(), "val_loss": (chance + draw[1]).tolist()}
    out = ruled_out(measure(read(history), chance))
    assert {"healthy", "overfitting", "underfitting"} <= out and "not learning" not in out
    assert diagnose(history, num_classes=num_classes).likeliest[0] == "not learning"
    below = {name: (0.7 * np.array(values)).tolist() for name, values in history.items()}
    assert not {"underfitting"} & ruled_out(measure(read(below), chance))


@pytest.mark.parametrize(("scatter", "out"), [(0.003, True), (0.1, False)])
def test_what_lies_still_at_chance_level_has_no_rate_that_is_too_high(scatter, out):
    draw = np.random.default_rng(2).normal(0, scatter, (2, 30))
    measures = measure(read({"loss": np.log(10) + draw[0], "val_loss": np.log(10) + draw[1]}), np.log(10))
    assert lies_at_chance(measures) == ("learning rate too high" in ruled_out(measures)) == out
    assert "learning rate too high" not in ruled_out({**measures, "known": 0.8 * measures["known"]})


@pytest.mark.parametrize(("rows", "out"), [(12, True), (60, False)])
def test_few_validation_rows_show_neither_health_nor_overfitting(rows, out):
    history = healthy()
    history["val_accuracy"] = [np.floor(rows * value) / rows for value in history["val_accuracy"]]
    assert ({"healthy", "overfitting"} <= ruled_out(measure(read(history)))) == out
    assert measure(read(history))["rows"] == rows


def test_a_high_loss_that_jumps_late_has_not_settled():
    history = healthy()
    high = {"loss": [0.4 * value + 0.6 for value in history["loss"]]}
    high["val_loss"] = [value + 0.05 for value in high["loss"]]
    assert "healthy" not in ruled_out(measure(read(high)))
    for late, out in ((50, True), (10, False)):
        jumping = {name: list(values) for name, values in high.items()}
        jumping["loss"][late] += 0.15
        assert ("healthy" in ruled_out(measure(read(jumping)))) == out
    low = {name: list(history[name]) for name in ("loss", "val_loss")}
    low["loss"][50] += 0.15
    assert "healthy" not in ruled_out(measure(read(low)))


@pytest.mark.parametrize(("scatter", "out"), [(0.0, True), (0.1, False)])
def test_a_validation_loss_that_still_falls_has_not_settled(scatter, out):
    loss = falling(18, floor=0.2, speed=3.0)
    draw = np.random.default_rng(0).normal(0, scatter, 18)
    history = {"loss": loss.tolist(), "val_loss": (loss + draw - draw[-1]).tolist()}
    measures = measure(read(history))
    assert measures["val_late_fall"] > 0.125 * measures["val_end"] or not out
    assert has_settled(measures) != out
    assert ("healthy" in ruled_out(measures)) >= out


def test_a_training_loss_that_settles_high_is_never_surely_healthy():
    history = healthy()
    curves = read(history)
    assert can_show(curves, "healthy")
    bad = read(history | {"accuracy": [0.8 * value for value in history["accuracy"]]})
    assert not can_show(bad, "healthy") and can_show(bad, "underfitting")
    high = {name: [0.5 * value + 0.5 for value in history[name]] for name in ("loss", "val_loss")}
    assert not can_show(read(high), "healthy")
    assert diagnose(high).name != "healthy"


def test_healthy_needs_more_confidence_than_other_names():
    curves = read(healthy())
    assert SURE < SURELY_HEALTHY
    between = (SURE + SURELY_HEALTHY) / 2
    assert is_sure(curves, "overfitting", between) and not is_sure(curves, "healthy", between)
    assert is_sure(curves, "healthy", SURELY_HEALTHY) and not is_sure(curves, "overfitting", SURE - 0.01)


def test_how_surprised_a_model_is_compares_its_loss_with_its_accuracy():
    fair = {"loss": [np.log(4), np.log(2)], "accuracy": [0.25, 0.5]}
    measures = measure(read(fair))
    assert measures["surprise"] == measures["first_surprise"] == pytest.approx(0)
    wrong = measure(read(fair | {"val_loss": [np.log(4), 3 * np.log(2)], "val_accuracy": [0.25, 0.5]}))
    assert wrong["val_surprise"] == pytest.approx(np.log(3)) and wrong["val_first_surprise"] == pytest.approx(0)


def test_a_curve_says_when_it_was_nearly_down():
    measures = measure(read({"loss": [1.0, 0.5, 0.15, 0.1, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0]}))
    assert (measures["most_when"], measures["nearly_when"]) == (0.3, 0.5)
    assert measure(read({"loss": [0.5] * 4}))["nearly_when"] == 0.25


def test_ends_and_lowest_values_are_those_of_one_smoothing():
    short, long = np.arange(19.0), np.array([0.0, 9.0, 1.0, 2.0, 8.0, *range(3, 18), 0.0])
    np.testing.assert_array_equal(smooth(short), short)
    np.testing.assert_array_equal(smooth(long)[:5], [0, 1, 2, 2, 3])
    assert smooth(long)[-1] == 8.5
    assert smooth(np.zeros(0)).size == 0
    history = {"loss": (2 - long / 10).tolist(), "val_loss": (1 + long / 10).tolist()}
    measures, said = measure(read(history)), " ".join(diagnose(history).evidence)
    assert measures["scale"] * measures["end"] == pytest.approx(2 - 0.85)
    assert measures["val_end"] - measures["val_best"] == measures["val_rise"]
    assert "from 2 to 1.15 in 21 epochs" in said and "the median over 3 epochs" in said
    assert "At the end it is 1.85" in said


@pytest.mark.parametrize("make", [healthy, overfitted])
def test_every_form_says_the_same(make, tmp_path):
    history = make()
    expected = diagnose(history)
    shuffled = dict(sorted(history.items(), reverse=True))
    forms = [
        History(history),
        shuffled,
        {name: np.array(values) for name, values in history.items()},
        {name: tuple(values) for name, values in history.items()} | {"lr": [0.1] * 60, "note": "text"},
        write(tmp_path / "a.csv", history),
        str(write(tmp_path / "b.csv", history, epoch=False)),
        write(tmp_path / "c.csv", history, delimiter=";"),
    ]
    assert all(diagnose(form) == expected for form in forms)


def test_a_real_history_and_a_real_csvlogger(tmp_path):
    import keras

    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(size=(40, 2))
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    log = keras.callbacks.CSVLogger(tmp_path / "log.csv")
    history = model.fit(x, x[:, 0] > 0, epochs=4, validation_split=0.25, callbacks=[log], verbose=0)
    assert diagnose(history) == diagnose(history.history) == diagnose(tmp_path / "log.csv")


def test_other_names_of_the_accuracy_are_read():
    history = healthy()
    renamed = {name.replace("accuracy", "sparse_categorical_accuracy"): values for name, values in history.items()}
    assert diagnose(renamed) == diagnose(history)


def test_validation_every_few_epochs():
    history = healthy()
    for name in ("val_loss", "val_accuracy"):
        history[name] = history[name][3::4]
    assert diagnose(history).name == "healthy"
    history["val_loss"] = history["val_loss"][:-2]
    with pytest.raises(ValueError, match='"loss" and "val_loss" must have as many values, got 60 and 13'):
        diagnose(history)


@pytest.mark.parametrize("make", [healthy, overfitted])
@pytest.mark.parametrize("factor", [1e-6, 0.3, 2.0, 1e8])
def test_another_unit_of_the_loss_changes_nothing(make, factor):
    history = {name: list(values) for name, values in make().items() if "loss" in name}
    expected = diagnose(history)
    scaled = {name: [factor * value for value in values] for name, values in history.items()}
    found = diagnose(scaled)
    assert (found.name, found.sure) == (expected.name, expected.sure)
    assert found.confidence == pytest.approx(expected.confidence, abs=1e-6)
    with_baseline = diagnose(scaled, baseline_loss=factor)
    assert with_baseline.name == diagnose(history, baseline_loss=1.0).name


@pytest.mark.parametrize(
    "history",
    [
        {"loss": [0.5]},
        {"loss": [0.5], "val_loss": [0.5]},
        {"loss": [0.5, 0.4]},
        {"loss": [0.0] * 9},
        {"loss": [-1.0, -2.0, -3.0, -4.0]},
        {"loss": [0.7] * 50, "val_loss": [0.7] * 50},
        {"loss": [1e308, -1e308, 1e308], "val_loss": [-1e308, 1e308, 1e308]},
        {"loss": [5e-324, 0.0, 0.0, 1.0]},
        {name: list(values) for name, values in healthy(1000).items()},
    ],
)
def test_odd_curves_get_an_answer(history):
    found = diagnose(history)
    assert found.name in (*NAMES, "not sure") and set(found.likeliest) < set(NAMES)
    assert isinstance(found.sure, bool) and 0 <= found.confidence <= 1
    assert found.evidence and found.advice and str(found) and found._repr_html_()


@pytest.mark.parametrize("history", [{"loss": [0.5], "val_loss": [0.4]}, {"loss": [0.5, 0.9], "val_loss": [0.4, 2.0]}])
def test_of_one_or_two_epochs_only_that_is_said(history):
    assert diagnose(history).name == "too short"
    assert diagnose({name: [*values, float("nan")] for name, values in history.items()}).name == "diverged"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("name", ["loss", "val_loss"])
def test_nan_and_inf_are_divergence_and_say_when(bad, name):
    history = healthy()
    history[name][7:] = [bad] * 53
    found = diagnose(history)
    assert (found.name, found.sure) == ("diverged", True)
    assert "in epoch 8 of 60 for the first time" in found.evidence[0]


def test_a_hole_in_the_file_is_no_nan(tmp_path):
    history = healthy()
    history["val_loss"][-1] = history["val_accuracy"][-1] = "NA"
    assert diagnose(write(tmp_path / "a.csv", history)).name == "healthy"


@pytest.mark.parametrize(
    ("history", "error", "said"),
    [
        (None, TypeError, "must be what fit.. returns, its .history, or the path of a CSV file, got NoneType"),
        ([0.3, 0.2], TypeError, "got list; write history = model.fit"),
        ({}, ValueError, 'must have a curve named "loss", got nothing'),
        ({"accuracy": [1.0]}, ValueError, 'must have a curve named "loss", got accuracy'),
        ({"loss": []}, ValueError, '"loss" must have at least one epoch, got none'),
        ({"loss": 0.3}, ValueError, '"loss" must be a list with one number for each epoch, got 0.3'),
        ({"loss": [0.3, "x"]}, ValueError, "\"loss\" must hold one number for each epoch, got 'x' at epoch 1"),
        ({"loss": [1.0, 0.5], "val_loss": [1.0] * 3}, ValueError, "must have as many values, got 2 and 3"),
        (
            {"loss": [1.0, 0.5], "accuracy": [0.5]},
            ValueError,
            '"loss" and "accuracy" must have as many values, got 2 and',
        ),
        (
            "falling, then flat",
            FileNotFoundError,
            "falling, then flat must be the path of a CSV file as .* does not exist",
        ),
        (os.curdir, OSError, "must be the path of a CSV file|Permission denied"),  # Windows forbids to open a folder
    ],
)
def test_what_is_no_history_is_refused(history, error, said):
    with pytest.raises(error, match=said):
        diagnose(history)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty; CSVLogger writes"),
        ("epoch,loss\n", '"loss" must have at least one epoch'),
        ("epoch,loss\n0,0.3\n1\n", "each line must have 2 values as the first one, line 2 after it has 1"),
        ("a,b\n0,0.3\n", 'must have a curve named "loss", got a, b'),
    ],
)
def test_a_file_that_is_no_log_is_refused(text, said, tmp_path):
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        diagnose(tmp_path / "log.csv")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"num_classes": 1}, "num_classes must be a whole number, at least 2, got 1"),
        ({"num_classes": 2.5}, "got 2.5"),
        ({"baseline_loss": 0}, "baseline_loss must be a number above 0, got 0"),
        ({"baseline_loss": float("nan")}, "got nan"),
        ({"baseline_loss": "ln 10"}, "got 'ln 10'"),
    ],
)
def test_a_baseline_out_of_range_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        diagnose(healthy(), **given)


def test_the_card_says_the_name_and_escapes():
    found = Diagnosis("not sure", 0.4, ("too short", "healthy"), ("<b>",), ("a & b",))
    assert str(found).startswith("? not sure: too short, or healthy? (confidence 40%)")
    assert "&lt;b&gt;" in found._repr_html_() and "a &amp; b" in found._repr_html_()


def test_it_never_falls_over():
    rng = random.Random(1)
    values = [0.0, -1.0, 1.0, 0.5, 1e-300, 1e300, -1e300, 1e308, 5e-324, float("nan"), float("inf"), -float("inf")]
    names = ["loss", "val_loss", "accuracy", "val_accuracy", "mae", "val_mae", "epoch", "acc"]
    for _ in range(600):
        epochs = rng.choice([1, 2, 3, 4, 5, 7, 10, 30])
        odd = rng.random() < 0.5
        draw = (lambda: rng.choice(values)) if odd else (lambda: rng.lognormvariate(0, 2))
        chosen = {"loss"} | {name for name in names if rng.random() < 0.5}
        history = {name: [draw() for _ in range(epochs)] for name in chosen}
        found = diagnose(history, num_classes=rng.choice([None, 2, 10]))
        assert found.name in (*NAMES, "not sure") and 0 <= found.confidence <= 1
        assert str(found) and found._repr_html_()


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "model.keras").write_bytes(bytes(range(256)))
    with pytest.raises(ValueError, match="must be the path of a CSV file .*, but this file is not text"):
        diagnose(tmp_path / "model.keras")


def test_signs_are_the_same_ones_for_every_run_and_probabilities_sum_to_one():
    full = measure(read(healthy()), 1.0)
    bare = measure(read({"loss": [1.0, 0.9, 0.8]}))
    stored = json.loads(resources.files("course_utils.diagnosis").joinpath("weights.json").read_text("utf-8"))
    assert list(signs(full)) == list(signs(bare)) == stored["signs"]
    assert all(-3 <= value <= 3 for value in (*signs(full).values(), *signs(bare).values()))
    assert sum(probabilities(full).values()) == pytest.approx(1)


def test_few_validation_rows_show_in_the_accuracies():
    assert rows_behind(np.array([3, 5, 6, 8]) / 12) == 12
    assert rows_behind(np.round(np.array([3, 5, 6, 8]) / 13, 4)) == 13  # as a progress bar prints them
    assert rows_behind(np.random.default_rng(0).random(30)) == 0
    assert rows_behind(np.array([0.5, 0.5])) == rows_behind(np.array([])) == 0


def test_it_needs_numpy_alone():
    code = (
        "import sys; from course_utils.diagnosis import diagnose; diagnose({'loss': [1 / n for n in range(1, 101)]}); "
        "print({'tensorflow', 'keras', 'scipy', 'sklearn'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.stdout == "set()\n", found.stderr
