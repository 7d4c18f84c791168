"""The accuracy of a network on training and validation rows, after you compile and train it."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_03.exercises import _shared

exercise = Exercise(
    points=2,
    trains=True,
    hints=[
        'Three steps: compile with a loss that fits the labels and with metrics=["accuracy"]; fit; measure.',
        "What `fit` logs for the training rows is a mean over the epoch, with weights that still moved and with "
        "dropout at work. `evaluate` measures the network as it is now.",
        "`evaluate` returns the loss and the metric, in this order.",
    ],
    errors={
        "You must call `compile()`": _shared.NO_COMPILE,
        "'History' object is not subscriptable": "`fit` returns a History; the numbers are inside, in its dictionary "
        "`history`.",
        "KeyError: 'val_": "`fit` computes validation numbers only for rows that it was given: is there "
        "`validation_data`?",
        "must have the same rank": "The loss wants one-hot rows, but these labels are whole numbers.",
        "'float' object is not": "`evaluate` returns a list only when `compile` was told a metric; else it is the loss "
        "alone.",
    },
)


def check(answer, rng):
    exported, start = _shared.network(rng, 5, 24, 3, activation="relu", dropout=0.5, last="softmax")
    centres = rng.permutation(np.eye(3, 5) * 1.5)
    y_train, y_val = np.sort(np.resize([0, 1, 2], 157)), rng.permutation(np.resize([0, 1, 2], 83))
    x_train, x_val = ((centres[y] + rng.normal(size=(len(y), 5))).astype("float32") for y in (y_train, y_val))
    tried = "a network with dropout, 157 training rows sorted by class, 83 validation rows, 8 epochs"
    returned, weights = answer.via(
        calls.weights_after, exported, x_train, y_train, x_val, y_val, 8, seed=int(rng.integers(1000))
    )
    W1, b1, W2, b2 = weights

    def outputs(x):
        return _shared.softmax(np.maximum(0, x @ W1 + b1) @ W2 + b2)

    def share(x, y):
        return float((outputs(x).argmax(axis=1) == y).mean())

    train, val = _shared.parts(returned, ("training accuracy", "validation accuracy"), tried)
    moved = any(not np.array_equal(before, after) for before, after in zip(start, weights, strict=True))
    expect.that(
        moved,
        tried=tried,
        got="weights that are still those of the start",
        look="the network was not trained: which line changes the weights?",
    )
    right = share(x_train, y_train), share(x_val, y_val)
    last = Either(share(x_train[-cut:], y_train[-cut:]) for cut in (15, 16, 31, 32, 39, 40, 47, 48))
    # all that is measured on other rows, or in another way; where two of them agree by chance, the first is told
    for name, got, want, x, y in (
        ("training", train, right[0], x_train, y_train),
        ("validation", val, right[1], x_val, y_val),
    ):
        entries = float(((outputs(x) > 0.5) == np.eye(3)[y]).mean())
        expect.close(
            got,
            want,
            tried=f"{tried}: accuracy on the {name} rows",
            look="measure the network as it is after training, on exactly these rows: what `fit` logs for training "
            "rows is a mean over the epoch, while weights still moved and dropout was at work",
            atol=0.3 / len(y),
            mistakes={
                "This was measured on the training rows. How good the network is on others, they cannot say.": right[0],
                "This was measured on the validation rows. The order is training, validation.": right[1],
                "This comes from the last rows of x_train: `validation_split` takes them before it shuffles, and here "
                "they are all of one class. Validation rows were handed over.": last,
                "`binary_accuracy` counts the entries of one-hot rows, most of them 0. It looks better than it "
                "is.": entries,
                "This is a count or a per cent. The accuracy is a share, from 0 to 1.": Either(
                    (want * len(y), want * 100)
                ),
                "That is more than 1: the loss, perhaps? `evaluate` returns the loss first.": Either(
                    [] if not isinstance(got, (int, float)) or got <= 1 else [got]
                ),
            },
        )
