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
        "Both recurrent layers need sequences as input. What does a recurrent layer return by default: one vector, or "
        "one per step?",
        "With `return_sequences=True`, a layer returns its states at all steps. Which of your two layers needs it?",
        "The first layer needs it. The second layer returns its last state, and a dense layer turns it into one "
        "number.",
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
        cause = "Your model has one recurrent layer. A stacked model has two."
    elif "RepeatVector" in kinds:
        cause = (
            "RepeatVector repeats the last state of the first layer. The second layer should read the states of all "
            "steps, which the first layer can return itself."
        )
    elif "LSTM" in kinds or "GRU" in kinds:
        cause = "You used recurrent layers with gates. This exercise uses `SimpleRNN`."
    expect.that(
        kinds == want,
        tried="the layers",
        got=", ".join(kinds),
        expected=", ".join(want),
        cause=cause,
        look="use the layers that the exercise names, in this order",
    )
    first, second, output = model.layers
    cause = ""
    if second["return_sequences"]:
        cause = (
            "Your model gives a number for every step. Only one number per sequence is needed, so the second "
            "recurrent layer should return only its last state."
        )
    expect.that(
        model.output_shape == (None, 1),
        tried="the output",
        got=str(model.output_shape),
        cause=cause,
        expected="(None, 1): one number per sequence",
        look="give the output layer a single unit",
    )
    got = [first["units"], second["units"]]
    expect.that(
        got == [units, units],
        tried=f"units of the recurrent layers for units={units}",
        got=str(got),
        expected=str([units, units]),
        look="both layers have the number of units that the argument gives",
    )
    expect.that(
        len(model.weights) == 8,
        tried="the weights",
        got=f"{len(model.weights)} arrays",
        expected="8: kernel, recurrent kernel and bias of each layer, kernel and bias of the output",
        look="every layer should have its biases, as it has by default",
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
        tried="your model's outputs for 3 sequences, compared with the model of the exercise with the same weights",
        atol=1e-4,
        look="check the settings of your layers, because one of them differs from the default",
        mistakes={
            "Your recurrent layers use ReLU. Their default is tanh, which keeps the state between −1 and 1.": (
                relu(relu(X, *weights[:3], every=True), *weights[3:6]) @ weights[6] + weights[7]
            ),
            "Your output layer has an activation. The output can be any number.": Either(
                (np.tanh(right), np.maximum(0, right), 1 / (1 + np.exp(-right)))
            ),
            "Your model reads the sequences from the end.": (
                sequences.recurrence(backwards, *weights[3:6]) @ weights[6] + weights[7]
            ),
        },
    )
