"""The problems that `output_and_loss` draws, and the outputs and losses that it accepts, compared with Keras."""

import numpy as np
import pytest

from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.lessons.lesson_03a.exercises._output_problems import TASKS, draw_problems, read_activation, read_loss

SEEDS = range(3)
DRAWN = draw_problems(np.random.default_rng(0))
FITS = sorted({(fit, p.arguments["task"], p.arguments["y"].ndim) for p in DRAWN for fit in p.fits})


def loss_of(name, from_logits):
    """Return a Keras loss by its name, which reads raw scores if so asked."""
    import keras

    if not from_logits:
        return keras.losses.get(name)
    kind = "".join(part.capitalize() for part in name.split("_"))
    return getattr(keras.losses, kind)(from_logits=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_form_is_drawn_once(seed):
    problems = draw_problems(np.random.default_rng(seed))
    assert {problem.arguments["task"] for problem in problems} == set(TASKS)
    assert len({problem.description for problem in problems}) == len(problems) == 7
    for problem in problems:
        y, classes = problem.arguments["y"], problem.arguments["classes"]
        assert len(y) not in {fit[0] for fit in problem.fits}
        if problem.arguments["task"] == "one of K":
            assert y.max() < classes - 1 or y.ndim == 2 and not y[:, -1].any(), "the last class is among the targets"


@pytest.mark.parametrize(("fit", "task", "ndim"), FITS)
def test_keras_trains_with_every_pair_held_for_right(fit, task, ndim):
    import keras

    units, activation, loss, from_logits = fit
    [y] = [p.arguments["y"] for p in DRAWN if p.arguments["task"] == task and p.arguments["y"].ndim == ndim]
    with undisturbed(0):
        x = np.random.default_rng(1).normal(size=(len(y), 40)).astype("float32")  # enough to learn ten rows by heart
        model = keras.Sequential([keras.Input((40,)), keras.layers.Dense(units, activation=activation)])
        model.compile(keras.optimizers.Adam(0.1), loss_of(loss, from_logits))
        before = model.evaluate(x, y, verbose=0)
        for _ in range(60):  # all rows are one batch; `fit` would start each epoch anew
            model.train_on_batch(x, y)
        after, outputs = model.evaluate(x, y, verbose=0), np.asarray(model(x))
    assert np.isfinite([before, after]).all()
    assert after < before
    if task == "one of K":
        assert (outputs.argmax(axis=1) == (y if ndim == 1 else y.argmax(axis=1))).all()
    elif task in ("yes or no", "any of K"):
        says = outputs.argmax(axis=1) if units == 2 else (outputs > (0 if from_logits else 0.5)).reshape(y.shape)
        assert (says == y).all()


def test_names_however_they_are_written():
    assert read_activation(None) == read_activation("linear") == "linear"
    assert read_activation({"class_name": "function", "config": "softmax_v2"}) == "softmax"
    assert read_activation({"class_name": "Activation", "config": {"activation": "sigmoid"}}) == "sigmoid"
    assert read_activation(3) is None
    assert read_loss("MSE") == read_loss("mean_squared_error") == ("mean_squared_error", False)
    written = {"class_name": "BinaryCrossentropy", "config": {"from_logits": True}}
    assert read_loss(written) == ("binary_crossentropy", True)
    assert read_loss(3) == (None, False)
