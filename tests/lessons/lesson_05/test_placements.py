"""The networks of `dropout_placement`: each shows the symptom that is named, and each reply has its reader."""

import numpy as np
import pytest

from course_utils.data import load_digits
from course_utils.lessons.lesson_05.exercises import _placements
from course_utils.lessons.lesson_05.exercises._placements import SYMPTOMS, draw_case
from tests.answers.test_answers import said

EPOCHS = 12


@pytest.fixture(scope="module")
def ran():
    """Return for each fault the model, its histories and the validation images; None where it raised."""
    import keras

    digits = load_digits()
    x, y = digits.x_train[:500].astype("float32") / 255, digits.y_train[:500]
    names = {name: getattr(keras.layers, name) for name in ("Dense", "Dropout", "Flatten")}
    names |= {"Input": keras.Input, "Sequential": keras.Sequential, "Model": keras.Model}
    recipe = {"optimizer": "adam", "loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"]}
    found = {}
    for case in range(100):
        for network in draw_case(case).networks.values():
            if network.fault in found:
                continue
            keras.utils.set_random_seed(0)
            told = {"recipe": recipe, "train": (x[:300], y[:300]), "val": (x[300:], y[300:])}
            lines = [line.replace("model.fit(", "trained = model.fit(verbose=0, ") for line in network.lines]
            lines = [line.replace("*train", "x=train[0], y=train[1]") for line in lines]
            code = "\n".join(lines)
            for epochs in range(20, 45, 5):
                code = code.replace(f"epochs={epochs}", f"epochs={EPOCHS}")
            names_here = {**names, **told}
            try:
                exec(code, names_here)
            except ValueError as error:
                found[network.fault] = str(error)
            else:
                found[network.fault] = names_here["model"], names_here["trained"].history, x[300:]
    assert set(found) == set(SYMPTOMS)
    return found


def test_right(ran):
    model, history, x = ran[""]
    assert history["loss"][-1] < 1 and history["val_accuracy"][-1] > 0.7
    np.testing.assert_array_equal(model.predict(x, verbose=0), model.predict(x, verbose=0))


def test_behind_the_softmax_training_looks_far_worse_than_validation(ran):
    _, history, _ = ran["after softmax"]
    assert history["loss"][-1] > 1.5 * history["val_loss"][-1]
    assert history["accuracy"][-1] < history["val_accuracy"][-1] - 0.1


def test_after_fit_nothing_changes(ran):
    model, history, _ = ran["after fit"]
    assert type(model.layers[-1]).__name__ == "Dropout"
    assert history["loss"][-1] < history["loss"][0] < 0.5  # dropped probabilities would make it large


def test_always_on_gives_two_answers(ran):
    model, _, x = ran["always on"]
    one, other = (np.asarray(model(x, training=True)) for _ in range(2))  # as its last line asks
    assert np.abs(one - other).max() > 0.05


def test_too_much_stays_near_guessing(ran):
    _, history, _ = ran["too much"]
    assert min(history["loss"][-1], history["val_loss"][-1]) > 0.85 * np.log(10)


def test_per_cent_raises(ran):
    assert "between 0 and 1" in ran["per cent"]


def test_one_network_of_each_case_is_right_and_another_is_run():
    for case in range(0, 10_000, 37):
        drawn = draw_case(case)
        assert list(drawn.networks) == ["A", "B", "C", "D"]
        assert len({network.fault for network in drawn.networks.values()}) == 4
        assert drawn.networks[drawn.trained].fault
        assert sorted(drawn.symptoms) == sorted(SYMPTOMS)
        assert len(_placements.listing(drawn).splitlines()) <= 27


def test_every_reply_is_shown_to_somebody():
    text = said("05_regularization", "dropout_placement")
    for _, reply in _placements._WRONG.values():
        assert reply in text
    for reply in _placements._BELONGS.values():
        assert reply in text


@pytest.mark.parametrize("case", [-1, 10_000, 7.0, True, "7"])
def test_bad_case(case):
    with pytest.raises(ValueError, match="case must be a whole number from 0 to 9999, got"):
        draw_case(case)
