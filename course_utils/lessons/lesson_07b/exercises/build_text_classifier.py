"""A recurrent network over word numbers whose output doesn't depend on the padding after the text."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons import sequences

exercise = Exercise(
    points=2,
    hints=[
        "Which is the largest number in `ids`? An embedding has a row for each from 0 to that one: one row more than "
        "the largest number.",
        "0 is no word. One setting of `Embedding` tells the layers behind it to leave those steps out.",
        "`Embedding(rows, 16, mask_zero=True)`, a recurrent layer, one unit with sigmoid, binary cross-entropy.",
    ],
    errors={
        "expected ndim=3, found ndim=2": "A recurrent layer got numbers of words and no vectors. An Embedding comes "
        "first: it makes a vector of each number.",
        "expected ndim=3, found ndim=4": "An axis too many: the Embedding makes vectors of numbers, so its input is "
        "the numbers alone, (None,).",
    },
)


def check(answer, rng):
    largest, length = int(rng.integers(30, 60)), int(rng.integers(7, 10))
    ids = rng.integers(1, largest, (12, length))
    ids[0, 0] = largest
    ids[1:, length - 2 :] = 0
    model = answer.model(ids, seed=int(rng.integers(1000)))
    kinds = [layer.kind for layer in model.layers]
    look = "what makes a vector of the number of a word?"
    if "Embedding" in kinds:
        look = "the order of the words decides: which layers read one after the other?"
    expect.that(
        "Embedding" in kinds and bool(sequences.recurrent(model)),
        tried="the layers",
        got=", ".join(kinds),
        expected="an Embedding and a recurrent layer among them",
        look=look,
    )
    got = tuple(model.input_shape)
    expect.that(
        got == (None, None),
        tried="the input",
        got=str(got),
        expected="(None, None): texts of any length",
        look="keras.Input((None,)): the second None is the length",
    )
    rows = next(layer for layer in model.layers if layer.kind == "Embedding")["input_dim"]
    cause = ""
    if rows == largest:
        cause = "The last number has no row: the rows count from 0, so there is one more than the largest number."
    elif rows < largest:
        cause = "Numbers have no row in this embedding. Asked for is the largest number, not how many texts or words."
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
        cause = "An answer comes out for every word. Asked for is one for the whole text."
    elif got[-1] == 2:
        cause = "Two units would do, with softmax and another loss. Asked for is one: how likely is it positive?"
    expect.that(
        got == (None, 1),
        tried="the output",
        got=str(got),
        cause=cause,
        expected="(None, 1): one number for each text",
        look="one output unit",
    )
    loss, last = model.loss or "none", model.layers[-1]["activation"]
    cause = ""
    if loss == "none":
        cause = "The model is not compiled: it has no loss yet. `model.compile(…)`, and only then return it."
    elif loss == "mean_squared_error":
        cause = "Squared errors hardly tell 0.99 from 0.9 where both are wrong. Yes or no has a loss of its own."
    elif "categorical" in loss:
        cause = "That loss wants a unit for each class. Here is one unit: yes or no."
    expect.that(
        loss == "binary_crossentropy",
        tried="the loss",
        got=loss,
        cause=cause,
        look="one probability, yes or no: which loss goes with it?",
    )
    cause = ""
    if last == "softmax":
        cause = "Softmax over one unit is always 1. One probability: sigmoid."
    elif last == "sigmoid" and model.from_logits:
        cause = "The layer makes a probability, and `from_logits=True` tells the loss that none was made."
    elif last == "linear":
        cause = "The output is a bare score, a logit, and the loss takes it for a probability."
    expect.that(
        (last, model.from_logits) in (("sigmoid", False), ("linear", True)),
        cause=cause,
        tried="the output layer and the loss",
        got=f"activation {last}, from_logits={model.from_logits}",
        look="a number between 0 and 1, and a loss that knows it",
    )
    weights = [rng.normal(0, 0.6, weight.shape).astype("float32") for weight in model.weights]
    drawn = model.with_weights(weights)
    text = rng.integers(1, largest + 1, (4, 5))
    padded = np.concatenate([text, np.zeros((4, 6), text.dtype)], axis=1)
    alone, filled = drawn.predict(text)[:, 0], drawn.predict(padded)[:, 0]
    expect.that(
        bool(np.allclose(filled, alone, atol=1e-4)),
        tried="four texts of 5 words, once as they are and once with six zeros behind",
        got=f"outputs {expect.short(np.round(alone, 3))}, with zeros {expect.short(np.round(filled, 3))}",
        expected="the same outputs",
        cause="The zeros are read like words, so the answer hangs on how much was filled up. The Embedding can "
        "tell the layers behind it that 0 is no word.",
    )
    turned = drawn.predict(text[:, ::-1])[:, 0]
    expect.that(
        not np.allclose(turned, alone, atol=1e-4),
        tried="four texts, and the same words in another order",
        got="the same outputs",
        cause="The order of the words makes no difference to your network. Which layer reads one word after "
        "the other, and does the output hear of it?",
    )
