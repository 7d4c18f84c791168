"""A recurrent network for texts whose output doesn't depend on the padding."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons import sequences

exercise = Exercise(
    points=2,
    hints=[
        "Which number in `ids` is the largest? The embedding needs a row for each number from 0 to the largest, which "
        "is one row more than the largest number.",
        "0 is padding. One argument of `Embedding` tells the next layers to skip the padding.",
        "Use `Embedding(rows, 16, mask_zero=True)`, a recurrent layer, one unit with a sigmoid, and binary "
        "cross-entropy.",
    ],
    errors={
        "expected ndim=3, found ndim=2": "A recurrent layer got an input with one axis too few. Does an Embedding "
        "layer come before it, and does every layer in between keep all steps?",
        "expected ndim=3, found ndim=4": "Your input has one axis too many. The Embedding layer adds the axis of the "
        "vectors, so the input shape is (None,).",
        "must be a positive integer": "`Embedding` needs a Python integer. `ids.max()` is a NumPy integer, so "
        "convert it with `int(…)`.",
    },
)


def check(answer, rng):
    largest, length = int(rng.integers(30, 60)), int(rng.integers(7, 10))
    ids = rng.integers(1, largest, (12, length))
    ids[0, 0] = largest
    ids[1:, length - 2 :] = 0
    model = answer.model(ids, seed=int(rng.integers(1000)))
    kinds = [layer.kind for layer in model.layers]
    look = "which layer turns the number of a word into a vector?"
    if "Embedding" in kinds:
        look = "the order of the words matters: which layers read a text step by step?"
    expect.that(
        "Embedding" in kinds and bool(sequences.recurrent(model)),
        tried="the layers",
        got=", ".join(kinds),
        expected="at least an Embedding and a recurrent layer",
        look=look,
    )
    got = tuple(model.input_shape)
    expect.that(
        got == (None, None),
        tried="the input",
        got=str(got),
        expected="(None, None): texts of any length",
        look="keras.Input((None,)) leaves the length of the texts open",
    )
    embedding = next(layer for layer in model.layers if layer.kind == "Embedding")
    rows = embedding["input_dim"]
    cause = ""
    if rows == largest:
        cause = "The largest number has no row in your embedding. The rows are counted from 0."
    elif rows < largest:
        cause = (
            "Some numbers have no row in your embedding. The number of rows depends on the largest number in `ids`, "
            "not on the number of texts or words."
        )
    expect.that(
        rows > largest,
        tried=f"ids up to {largest}",
        got=f"an Embedding with {rows} rows",
        cause=cause,
        expected=f"at least {largest + 1} rows",
    )
    got = model.output_shape
    cause = ""
    if len(got) == 3:
        cause = "Your model gives a number for every word. Only one number for the whole text is needed."
    elif got[-1] == 2:
        cause = (
            "Your output has two units. Two units with a softmax could work, but here one unit should give the "
            "probability that the text is positive."
        )
    expect.that(
        got == (None, 1),
        tried="the output",
        got=str(got),
        cause=cause,
        expected="(None, 1): one number per text",
        look="give the output layer a single unit",
    )
    loss, last = model.loss or "none", model.layers[-1]["activation"]
    cause = ""
    if loss == "none":
        cause = "Your model has no loss, because it isn't compiled. Call `model.compile(…)` before you return it."
    elif loss == "mean_squared_error":
        cause = (
            "With squared errors and a sigmoid, the network hardly learns from a confident wrong prediction, "
            "because its gradient is almost 0. There is a better loss for two classes."
        )
    elif "categorical" in loss:
        cause = "Your loss needs one unit per class, but your model has a single unit for two classes."
    expect.that(
        loss == "binary_crossentropy",
        tried="the loss",
        got=loss,
        cause=cause,
        look="which loss fits a single probability for two classes?",
    )
    cause = ""
    if last == "softmax":
        cause = (
            "Softmax over a single unit is always 1, so your prediction never changes. Which activation gives one "
            "probability?"
        )
    elif last == "sigmoid" and model.from_logits:
        cause = "Your last layer gives a probability, but `from_logits=True` tells the loss that it gets logits."
    elif last == "linear":
        cause = "Your last layer gives a logit, but your loss expects a probability."
    expect.that(
        (last, model.from_logits) in (("sigmoid", False), ("linear", True)),
        cause=cause,
        tried="the output layer and the loss",
        got=f"activation {last}, from_logits={model.from_logits}",
        look="the activation of the last layer and the loss have to fit together",
    )
    weights = [rng.normal(0, 0.6, weight.shape).astype("float32") for weight in model.weights]
    drawn = model.with_weights(weights)
    text = rng.integers(1, largest + 1, (4, 5))
    padded = np.concatenate([text, np.zeros((4, 6), text.dtype)], axis=1)
    alone, filled = drawn.predict(text)[:, 0], drawn.predict(padded)[:, 0]
    expect.that(
        bool(np.allclose(filled, alone, atol=1e-4)),
        tried="four texts of 5 words, without padding and with six zeros after them",
        got=f"outputs {expect.short(np.round(alone, 3))}, with zeros {expect.short(np.round(filled, 3))}",
        expected="the same outputs",
        cause=(
            "The Embedding layer marks the padding, but the mark gets lost on the way, so your model reads the padding "
            "like words. Which layer between the Embedding and the output can't handle a mask?"
            if embedding["mask_zero"]
            else "Your model reads the padding like words, so its output depends on the length of the padding. The "
            "Embedding layer can mark the padding for the next layers."
        ),
    )
    turned = drawn.predict(text[:, ::-1])[:, 0]
    expect.that(
        not np.allclose(turned, alone, atol=1e-4),
        tried="four texts, and the same words in a different order",
        got="the same outputs",
        cause=(
            "The order of the words makes no difference to your model. Does the output depend on the recurrent layer?"
        ),
    )
