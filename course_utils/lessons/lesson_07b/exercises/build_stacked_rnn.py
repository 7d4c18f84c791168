"""Two stacked simple recurrent layers and a linear output."""

from functools import partial

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons import sequences

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "Both layers read sequences. What leaves a recurrent layer by itself: one vector, or one for each step?",
        "`return_sequences=True` makes a layer pass on its states at all steps. Which of the two needs it?",
        "The first one needs it. The second passes on its last state, which Dense makes one number of.",
    ],
    errors={"expected ndim=3, found ndim=2": sequences.RANK},
)


def check(answer, rng):
    timesteps, features, units = (int(number) for number in rng.choice(np.arange(3, 12), 3, replace=False))
    model = answer.model(timesteps, features, units, seed=int(rng.integers(1000)))
    sequences.reads(model, timesteps, features)
    kinds = [layer.kind for layer in model.layers]
    want = ["SimpleRNN", "SimpleRNN", "Dense"]
    cause = ""
    if kinds[:-1] == ["SimpleRNN"]:
        cause = "There is one recurrent layer. Stacked are two."
    elif "LSTM" in kinds or "GRU" in kinds:
        cause = "These are cells with gates. Asked for is the simple one."
    expect.that(
        kinds == want,
        tried="the layers",
        got=", ".join(kinds),
        expected=", ".join(want),
        cause=cause,
        look="the layers that the text names, in this order",
    )
    first, second, output = model.layers
    cause = ""
    if second["return_sequences"]:
        cause = (
            "A number comes out for every step. Asked for is one for the whole sequence: the upper layer passes on its "
            "last state only."
        )
    expect.that(
        model.output_shape == (None, 1),
        tried="the output",
        got=str(model.output_shape),
        cause=cause,
        expected="(None, 1): one number for each sequence",
        look="one output unit",
    )
    got = [first["units"], second["units"]]
    expect.that(
        got == [units, units],
        tried=f"units of the recurrent layers for units={units}",
        got=str(got),
        expected=str([units, units]),
        look="both have as many units as the argument says",
    )
    expect.that(
        len(model.weights) == 8,
        tried="the weights",
        got=f"{len(model.weights)} arrays",
        expected="8: kernel, recurrent kernel and bias of each layer, kernel and bias of the output",
        look="every layer has its biases, as it is by itself",
    )
    weights = [rng.normal(0, 0.5, weight.shape).astype("float32") for weight in model.weights]
    X = rng.normal(size=(3, timesteps, features)).astype("float32")
    states = sequences.recurrence(X, *weights[:3], every=True)
    right = sequences.recurrence(states, *weights[3:6]) @ weights[6] + weights[7]
    backwards = sequences.recurrence(X[:, ::-1], *weights[:3], every=True)
    relu = partial(sequences.recurrence, activation=lambda z: np.maximum(0, z))
    expect.close(
        model.with_weights(weights).predict(X),
        right,
        tried="your model's outputs for 3 sequences, beside the layers of the text computed with the same weights",
        atol=1e-4,
        look="the settings of the layers: one does something else than its name says",
        mistakes={
            "The recurrent layers have ReLU. Left alone they have tanh, which keeps the state within bounds.": (
                relu(relu(X, *weights[:3], every=True), *weights[3:6]) @ weights[6] + weights[7]
            ),
            "The output has an activation. A number of any size is asked for.": Either(
                (np.tanh(right), np.maximum(0, right), 1 / (1 + np.exp(-right)))
            ),
            "The sequences are read from their end.": (
                sequences.recurrence(backwards, *weights[3:6]) @ weights[6] + weights[7]
            ),
        },
    )
