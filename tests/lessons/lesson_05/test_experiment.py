"""The experiment of regularization: paired samples, the loss without penalty, and runs that depend on their seed."""

import keras
import numpy as np
import pytest

from course_utils.data import load_digits
from course_utils.lessons.lesson_05.experiment import RUNS, data_loss, five_runs, noisy_sample
from course_utils.training import restart


@pytest.fixture(scope="module")
def digits():
    return load_digits()


@pytest.fixture(scope="module")
def model():
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(8, activation="relu", kernel_regularizer=keras.regularizers.L2(0.1)),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    return model


def test_a_larger_sample_contains_the_smaller_one(digits):
    small, large = (noisy_sample(digits, n, 0.2, seed=3) for n in (150, 600))
    for few, many in zip(small, large, strict=True):
        np.testing.assert_array_equal(few, many[:150])
    x, y, true_labels = large
    assert x.shape == (600, 28, 28) and x.dtype == np.float32 and x.max() <= 1
    assert 0.12 < np.mean(y != true_labels) < 0.24  # a fifth is replaced, a tenth of these by the correct digit
    assert np.all(noisy_sample(digits, 600, 0, seed=3)[1] == true_labels)


def test_the_data_loss_has_neither_penalty_nor_dropout(digits, model):
    x, y, _ = noisy_sample(digits, 100, 0.2, seed=0)
    loss = model.evaluate(x, y, verbose=0)
    assert data_loss(model, x, y) == pytest.approx(loss - float(sum(model.losses)), rel=1e-4)
    assert data_loss(model, x, y) == data_loss(model, x, y)


def test_a_restarted_model_is_as_if_just_built(digits, model):
    x, y, _ = noisy_sample(digits, 100, 0.2, seed=0)

    def trained(seed):
        restart(model, seed)
        assert all(np.all(np.asarray(variable) == 0) for variable in model.optimizer.variables[2:])
        model.train_on_batch(x, y)
        return [np.array(weight) for weight in model.get_weights()]

    first, different, again = trained(1), trained(2), trained(1)
    assert any(np.any(one != other) for one, other in zip(first, different, strict=True))
    for one, other in zip(first, again, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)
    assert float(model.optimizer.learning_rate) == pytest.approx(0.01)


def test_five_runs_are_measured_and_repeat(digits, model):
    x_val, y_val = digits.x_val[:100].astype("float32") / 255, digits.y_val[:100]
    runs, again = (five_runs(model, digits, x_val, y_val, n=50, epochs=2) for _ in range(2))
    assert runs.data_loss.shape == runs.training_accuracy.shape == (RUNS,)
    assert len(set(runs.data_loss)) == RUNS
    assert np.all((runs.training_accuracy >= 0) & (runs.training_accuracy <= 1))
    np.testing.assert_allclose(runs.data_loss, again.data_loss, rtol=1e-4)
