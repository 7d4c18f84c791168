"""The table with faults, and the losses of the first updates."""

import keras
import numpy as np
import pytest

from course_utils.data import load_digits
from course_utils.lessons.lesson_08b.helpers import examine, first_updates, handed_over


def test_each_label_belongs_to_the_image_before():
    digits = load_digits()
    x, y = handed_over(digits)
    assert x.shape == (400, 28, 28) and x.max() == 255
    np.testing.assert_array_equal(x, digits.x_train[500:900])
    np.testing.assert_array_equal(y[1:], digits.y_train[500:899])


@pytest.mark.networks
def test_the_losses_show_whether_the_network_learns():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 4)).astype("float32")
    y = (x[:, 0] > 0).astype(int)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    before, highest, after = first_updates(model, x, y, learning_rate=1.0, seed=0)
    assert after < 0.5 < before and highest >= before
    assert first_updates(model, x, y, learning_rate=1.0, seed=0) == (before, highest, after)
    same, _, still = first_updates(model, x, y, learning_rate=0.0, seed=0)
    assert same == before == pytest.approx(still)


def test_a_patient_is_examined_on_its_rows(capsys):
    def program(x, y, x_new, epochs):
        curve = [1.0] * epochs
        return {"loss": curve, "val_loss": curve}, np.full(len(x_new), 2)

    assert "Patient 1" in examine(program, 1, epochs=3).alt
    assert capsys.readouterr().out.startswith("predicted: [2 2 2")
