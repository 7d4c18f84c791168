"""A recurrent network that the check trains on a new series, and its skill on later values."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.checks.rebuilt_model import predict, without
from course_utils.lessons import sequences
from course_utils.lessons.lesson_07a.exercises import _shared

N_TRAIN = 400
N_TEST = 200
TIMESTEPS = 20
EPOCHS = 20
BATCH = 16
ENOUGH = 0.2  # skill; right styles 0.4 to 0.75 over the seeds, a network that has not learned below 0

NEEDED = 0.1  # skill that is lost with the recurrent layers; right styles lose 0.4 or more


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


_FOR_CLASSES = (
    "Your loss is for classes. A forecast is a number, so the loss should measure how far it is from the truth."
)


exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "You need an input of shape (timesteps, features), one recurrent layer with 16 to 64 units, and one output "
        "unit.",
        "A forecast can be any number, also below 0. Which activation and which loss fit such an output?",
        "Use `layers.LSTM(32)`, `layers.Dense(1)`, Adam and mean squared error, and return the compiled model.",
    ],
    errors={
        "expected ndim=3, found ndim=2": sequences.RANK,
        "must call `compile": "Your model has no loss, because it isn't compiled. Call `model.compile(…)` before you "
        "return it.",
    },
)


def check(answer, rng):
    """Train the model on a new series, and again without its recurrent layers.

    A linear model beside a recurrent layer that it ignores would forecast well, too, so the layers have to matter.
    """
    seed = int(rng.integers(1000))
    untrained = answer.model(TIMESTEPS, 1, seed=seed)
    sequences.reads(untrained, TIMESTEPS, 1)
    got, cause = untrained.output_shape, ""
    if len(got) == 3:
        cause = (
            "Your model gives a forecast for every step. Only one forecast per sequence is needed, so the last "
            "recurrent layer should return only its last state."
        )
    elif len(got) != 2 or got[-1] != 1:
        cause = "Your model should give one number per sequence."
    last = untrained.layers[-1]
    activation = last["activation"] if last.kind == "Dense" else None
    if not cause and activation not in ("linear", None):
        cause = (
            "Your output layer has an activation, which can limit its values: ReLU gives no negative numbers, and "
            "a sigmoid only numbers from 0 to 1. A forecast can be any number."
        )
    expect.that(
        not cause,
        tried="the output",
        got=f"{got}, activation {activation}",
        cause=cause,
        expected="(None, 1) without an activation: any number, one per sequence",
    )
    expect.that(
        bool(sequences.recurrent(untrained)),
        tried="the layers",
        got=", ".join(layer.kind for layer in untrained.layers),
        expected="at least one recurrent layer",
        look="add a SimpleRNN, an LSTM or a GRU",
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
        else "Training diverged. Is the learning rate too high, or does your loss fail for negative numbers?",
    )
    X, y = X[border : border + N_TEST], y[border : border + N_TEST]
    naive = np.abs(X[:, -1, 0] - y).mean()
    reached = 1 - np.abs(predict(trained, X)[:, 0] - y).mean() / naive
    moved = any(
        not np.array_equal(before, after) for before, after in zip(untrained.weights, trained["weights"], strict=True)
    )
    cause = ""
    if not moved:
        cause = "Training changed none of your weights. Is the learning rate 0, or are the layers not trainable?"
    elif for_classes:
        cause = _FOR_CLASSES
    else:
        cause = (
            "Your network has learned too little. Check the learning rate, the loss (squared or absolute errors), "
            "the number of units, and whether each recurrent layer gets all steps in their order."
        )
    expect.that(
        reached >= ENOUGH,
        tried=tried,
        got=f"skill {reached:.2f} relative to the naive forecast",
        cause=cause,
        expected=f"at least {ENOUGH}",
    )
    silenced = without(trained, sequences.RECURRENT)
    without_memory = 1 - np.abs(predict(silenced, X)[:, 0] - y).mean() / naive
    expect.that(
        without_memory < reached - NEEDED,
        tried=f"{tried}; then all weights of its recurrent layers were set to 0",
        got=f"skill {reached:.2f}, and {without_memory:.2f} without the recurrent layers",
        cause="Your forecast doesn't depend on the recurrent layers. Something beside them does all the work.",
    )
    return f"skill {reached:.2f} relative to the naive forecast, with {untrained.n_parameters:,} parameters"
