"""The answers that the check of `what_survives` accepts, compared with what Keras does."""

import numpy as np
import pytest

from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.lessons.lesson_03a.exercises.what_survives import _SURVIVES


def make():
    """Return a small compiled model."""
    import keras

    layers = [keras.Input((4,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(3, activation="softmax")]
    model = keras.Sequential(layers)
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def memory(model):
    """Return the optimizer's variables except the learning rate: the number of steps, and the moments."""
    return [np.asarray(variable) for variable in model.optimizer.variables if "learning_rate" not in variable.path]


def same(one, other):
    return len(one) == len(other) and all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("action", _SURVIVES)
def test_action(action, tmp_path):
    import keras

    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(64, 4)).astype("float32"), rng.integers(0, 3, 64)
    with undisturbed(0):
        model = make()
        model.fit(x, y, epochs=2, verbose=0)
        weights, moments = model.get_weights(), memory(model)
        steps = int(model.optimizer.iterations)
        after = model
        if action == "fit again":  # goes on from both: its first loss is the one that the weights have
            loss = model.evaluate(x, y, verbose=0)
            history = model.fit(x, y, batch_size=64, epochs=1, verbose=0)
            assert history.history["loss"][0] == pytest.approx(loss, rel=1e-4)
            assert int(model.optimizer.iterations) == steps + 1
            assert _SURVIVES[action] == "both"
            return
        if action == "compile again":
            model.compile("adam", "sparse_categorical_crossentropy")
        elif action == "change the rate":
            model.optimizer.learning_rate = 0.0001
        elif action == "save and load":
            model.save(tmp_path / "model.keras")
            after = keras.models.load_model(tmp_path / "model.keras")
        elif action == "set_weights":
            after = make()
            after.set_weights(model.get_weights())
        elif action == "add a layer":
            model.add(keras.layers.Dropout(0.5))
        elif action == "build it again":
            after = make()
    kept = (same(weights, after.get_weights()), same(moments, memory(after)))
    assert {(True, True): "both", (True, False): "weights", (False, False): "neither"}[kept] == _SURVIVES[action]
