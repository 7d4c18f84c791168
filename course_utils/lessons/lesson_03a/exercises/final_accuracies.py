"""The accuracy of a network on training and validation rows, after you compile and train it."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls
from course_utils.lessons.lesson_03a.exercises import _shared

_NAMES = (
    'The history uses the names of your metrics. With metrics=["accuracy"], they are `accuracy` and, if `fit` gets '
    "`validation_data`, also `val_accuracy`. Print `history.history.keys()`."
)

exercise = Exercise(
    points=2,
    trains=True,
    hints=[
        'There are three steps: compile with a loss that fits the labels and with metrics=["accuracy"], call '
        "fit, and measure.",
        "For the training rows, `fit` reports an average over the epoch, while the weights still changed and "
        "dropout was active. `evaluate` measures the network as it is now.",
        "`evaluate` returns the loss first, and then the metric.",
    ],
    errors={
        "You must call `compile()`": _shared.NO_COMPILE,
        "'History' object is not subscriptable": "`fit` returns a `History` object. The numbers are in its "
        "attribute `history`, which is a dictionary.",
        "KeyError: 'acc": _NAMES,
        "KeyError: 'val_": _NAMES,
        "type promotion": _shared.METRICS,
        "Expected `metrics` argument": "`metrics` takes a list. Put square brackets around the metric.",
        "predict_classes": "`predict_classes` existed only in old versions of Keras. Use `predict`, and turn the "
        "probabilities into classes.",
        "could not be broadcast": "`predict` returns three probabilities for each row, but there is one label. Turn "
        "the probabilities into classes before you compare.",
        "must have rank (ndim)": "This loss expects labels that are whole numbers, but yours are one-hot rows.",
        "must have the same rank": "This loss expects one-hot rows, but these labels are whole numbers.",
        "'float' object is not": "`evaluate` returns a list only if `compile` was given a metric. Otherwise it "
        "returns the loss alone.",
    },
)


def _network(rng):
    """Return a network with 5 inputs, 24 ReLU units, dropout and 3 outputs as plain data, and its weights."""
    import keras

    from course_utils.checks.learner_side.export_model import export

    network = keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(24, activation="relu"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    weights = [rng.normal(0, 0.6, shape).astype("float32") for shape in ((5, 24), (24,), (24, 3), (3,))]
    network.set_weights(weights)
    return export(network), weights


def _loss(weights, x, y):
    """Return the cross-entropy of the network with these weights."""
    W1, b1, W2, b2 = weights
    p = _shared.softmax(np.maximum(0, x @ W1 + b1) @ W2 + b2)
    return float(-np.log(np.maximum(p[np.arange(len(y)), y], 1e-9)).mean())


def check(answer, rng):
    """Compare two accuracies with those of the network as it was left.

    The learner's process reports the weights, and could make them up. But the accuracies must be theirs, and the loss
    must have fallen, which takes about as much as training does.
    """
    exported, start = _network(rng)
    centres = rng.permutation(np.eye(3, 5) * 1.5)  # the last two features say nothing of the class
    y_train, y_val = np.sort(np.resize([0, 1, 2], 157)), rng.permutation(np.resize([0, 1, 2], 83))
    x_train, x_val = ((centres[y] + rng.normal(size=(len(y), 5))).astype("float32") for y in (y_train, y_val))
    x_train[:, 4] = 0  # so that the weights of this feature are trained by validation rows alone
    tried = "a network with dropout, 157 training rows sorted by class, 83 validation rows, 8 epochs"
    returned, weights = answer.via(
        calls.weights_after, exported, x_train, y_train, x_val, y_val, 8, seed=int(rng.integers(1000))
    )
    W1, b1, W2, b2 = weights

    def outputs(x):
        return _shared.softmax(np.maximum(0, x @ W1 + b1) @ W2 + b2)

    def share(x, y):
        return float((outputs(x).argmax(axis=1) == y).mean())

    train, val = expect.parts(returned, ("training accuracy", "validation accuracy"), tried=tried)
    moved = any(not np.array_equal(before, after) for before, after in zip(start, weights, strict=True))
    expect.that(
        moved,
        tried=tried,
        got="weights that haven't changed since the start",
        look="the network wasn't trained: which line changes the weights?",
    )
    before, after = start[0][4], W1[4]
    decay = np.dot(before, after) / np.dot(before, before)  # weight decay shrinks all weights by one factor
    expect.that(
        bool(np.allclose(after, decay * before, atol=1e-3)),
        tried=tried,
        got="weights that have been trained on validation rows",
        cause="You trained the network on the validation rows, so they can't show how well it does on new rows. The "
        "same happens in a cross-validation that goes on training one network: build a new one for each fold.",
    )
    loss_before, loss_after = (_loss(some, x_train, y_train) for some in (start, weights))
    expect.that(
        loss_after < 0.97 * loss_before,
        tried=tried,
        got=f"a loss of {loss_before:.3f} on the training rows before, and {loss_after:.3f} after",
        look="training makes the loss on the training rows fall: did `fit` change the weights, with a loss that fits "
        "the labels?",
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
            look="measure the trained network on exactly these rows: what `fit` reports for training rows is an "
            "average over the epoch, while the weights still changed and dropout was active",
            atol=0.3 / len(y),
            mistakes={
                "You measured this on the training rows, which can't show how well the network does on new "
                "rows.": right[0],
                "You measured this on the validation rows. Return the training accuracy first, then the validation "
                "accuracy.": right[1],
                "This was measured on the last rows of x_train. `validation_split` takes them before it shuffles, "
                "and here they all belong to one class. Use the validation rows that your function is given.": last,
                "`binary_accuracy` compares every entry of the one-hot rows. Most entries are 0, so the result "
                "looks better than it is.": entries,
                "You returned a count or a percentage. An accuracy is a fraction from 0 to 1.": Either(
                    (want * len(y), want * 100)
                ),
                "You returned a list, but an accuracy is a single number. `evaluate` returns the loss and the metrics, "
                "and the history has a number for each epoch.": Either([got] if np.ndim(got) == 1 else []),
                "Your value is above 1. Is it the loss? `evaluate` returns the loss first.": Either(
                    [] if not isinstance(got, (int, float)) or got <= 1 else [got]
                ),
            },
        )
