"""A recurrent network that the check trains on a new series and judges by its skill on later values."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.checks.rebuilt_model import predict
from course_utils.lessons import sequences
from course_utils.lessons.lesson_07a.exercises import _shared

N_TRAIN = 400
N_TEST = 200
TIMESTEPS = 20
EPOCHS = 20
BATCH = 16
ENOUGH = 0.2  # skill; right styles 0.4 to 0.75 over the seeds, a network that has not learned below 0


def _draw_series(rng, n):
    """Draw a slow season with a swing that changes its course, so the last value doesn't tell what comes next."""
    steps = np.arange(n)
    season = np.sin(2 * np.pi * (steps / rng.uniform(60, 80) + rng.uniform()))
    decay, turn = 0.98, 2 * np.pi / rng.uniform(8, 11)
    swing, noise = np.zeros(n + 200), rng.normal(size=n + 200)
    for step in range(2, len(swing)):
        swing[step] = 2 * decay * np.cos(turn) * swing[step - 1] - decay**2 * swing[step - 2] + noise[step]
    swing = swing[200:]
    return 0.5 * season + swing / swing.std()


_FOR_CLASSES = "That is a loss for classes. A forecast is a number: by how much was it wrong?"


exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "An input of shape (timesteps, features), one recurrent layer with 16 to 64 units, one output unit.",
        "What may a forecast be? Any number, also below 0: which activation does such an output have, and which loss?",
        "`layers.LSTM(32)`, `layers.Dense(1)`, Adam, mean squared error. Return the compiled model.",
    ],
    errors={
        "expected ndim=3, found ndim=2": sequences.RANK,
        "must call `compile": "The model is not compiled: it has no loss yet. `model.compile(…)`, and only then return "
        "it.",
    },
)


def check(answer, rng):
    seed = int(rng.integers(1000))
    untrained = answer.model(TIMESTEPS, 1, seed=seed)
    sequences.reads(untrained, TIMESTEPS, 1)
    got, cause = untrained.output_shape, ""
    if len(got) == 3:
        cause = (
            "A forecast comes out for every step. Asked for is one for the whole sequence: the last recurrent layer "
            "passes on its last state only."
        )
    elif len(got) != 2 or got[-1] != 1:
        cause = "The forecast is one number."
    last = untrained.layers[-1]
    activation = last["activation"] if last.kind == "Dense" else None
    if not cause and activation not in ("linear", None):
        cause = (
            "With an activation the output is a part of the numbers: with ReLU 0 and above, with sigmoid between 0 and "
            "1. A forecast may be any number."
        )
    expect.that(
        not cause,
        tried="the output",
        got=f"{got}, activation {activation}",
        cause=cause,
        expected="(None, 1) without an activation: one number, any number, for each sequence",
    )
    expect.that(
        bool(sequences.recurrent(untrained)),
        tried="the layers",
        got=", ".join(layer.kind for layer in untrained.layers),
        expected="a recurrent layer among them",
        look="SimpleRNN, LSTM or GRU: which of them do you take?",
    )
    n = N_TRAIN + N_TEST + 3 * TIMESTEPS
    series = _draw_series(rng, n)
    series = (series - series[:N_TRAIN].mean()) / series[:N_TRAIN].std()
    X, y = _shared.windows(series, TIMESTEPS, 1)
    X, y = X.astype("float32"), y.astype("float32")
    border = N_TRAIN + TIMESTEPS  # windows between the two parts share values with both
    trained = answer.via(calls.fitted, [TIMESTEPS, 1], X[:N_TRAIN], y[:N_TRAIN], EPOCHS, BATCH, seed=seed)
    tried = f"trained on {N_TRAIN} windows of a series, tested on {N_TEST} later ones"
    finite = all(np.isfinite(weight).all() for weight in trained["weights"])
    for_classes = "crossentropy" in (untrained.loss or "")
    expect.that(
        finite,
        tried=tried,
        got="weights that are NaN or infinite",
        cause=_FOR_CLASSES
        if for_classes
        else "The training ran away: each step was larger than the one before. What learning rate did you set?",
    )
    X, y = X[border : border + N_TEST], y[border : border + N_TEST]
    error = np.abs(predict(trained, X)[:, 0] - y).mean()
    reached = 1 - error / np.abs(X[:, -1, 0] - y).mean()
    moved = any(
        not np.array_equal(before, after) for before, after in zip(untrained.weights, trained["weights"], strict=True)
    )
    cause = ""
    if not moved:
        cause = "Training moved no weight: a learning rate of 0, or layers that are not trainable?"
    elif for_classes:
        cause = _FOR_CLASSES
    else:
        cause = (
            "It has learned too little. A usual learning rate for Adam, a loss for numbers, squared or absolute "
            "errors, more units, or is something in the way of the sequence?"
        )
    expect.that(
        reached >= ENOUGH,
        tried=tried,
        got=f"skill {reached:.2f} against the last value",
        cause=cause,
        expected=f"at least {ENOUGH}",
    )
    return f"skill {reached:.2f} against the last value, with {untrained.n_parameters:,} parameters"
