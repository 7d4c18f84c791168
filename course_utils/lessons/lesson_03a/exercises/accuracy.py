"""The accuracy, from the outputs of `predict` and the labels."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=2,
    hints=[
        "Turn the outputs into classes first, compare the classes with the labels, and take the mean.",
        "With several columns, the class is the position of the largest number in its row: `argmax(axis=1)`.",
        "With one column, the class is 1 where the number is above 0.5. Use `outputs[:, 0]`, so that both sides have "
        "the shape (n,).",
    ],
    errors={
        "could not be broadcast": "The two sides have different lengths. You need one class for each of the n "
        "examples, so along which axis do you look for the largest number?",
        "can't handle a mix": "The labels are classes, but the outputs are probabilities. Turn the outputs into "
        "classes before you compare them.",
    },
    shown_as="accuracy(y_true, outputs)",
    look="which class does each output mean? The accuracy is the fraction of these classes that equal the labels",
)


def reference(y_true, outputs):
    classes = outputs[:, 0] > 0.5 if outputs.shape[1] == 1 else outputs.argmax(axis=1)
    return np.mean(classes == y_true)


def _entries(y_true, outputs):
    if outputs.shape[1] == 1:
        return reference(y_true, outputs)
    return np.mean((outputs > 0.5) == np.eye(outputs.shape[1])[y_true])


def _probabilities_of_several(y_true, outputs):
    return reference(y_true, outputs) if outputs.shape[1] == 1 else 0.0


def _of_several(function):
    """Return a mistake that is made with several columns only."""
    return lambda y_true, outputs: (
        reference(y_true, outputs) if outputs.shape[1] == 1 else np.mean(function(y_true, outputs))
    )


def _smallest(y_true, outputs):
    return reference(y_true, outputs if outputs.shape[1] == 1 else -outputs)


mistakes = {
    "You compared probabilities with labels. A probability of 0.93 never equals 1, so turn the outputs into classes "
    "first.": (lambda y_true, outputs: np.mean(outputs.max(axis=1) == y_true), _probabilities_of_several),
    "Without an axis, `argmax` looks for the largest number of the whole array and returns a single position. Each row "
    "has its own class.": (
        _of_several(lambda y_true, outputs: np.argmax(outputs) == y_true),
        lambda y_true, outputs: np.mean(np.argmax(outputs) == y_true),
    ),
    "You asked whether the probability of the true class is above 0.5. With several classes, the largest probability "
    "decides, and it can be smaller.": _of_several(
        lambda y_true, outputs: outputs[np.arange(len(y_true)), y_true] > 0.5
    ),
    "In a row with a single number, `argmax` is always 0. With one output, the class depends on the threshold 0.5.": (
        lambda y_true, outputs: np.mean(outputs.argmax(axis=1) == y_true)
    ),
    "Comparing the shapes (n, 1) and (n,) makes a table of shape (n, n), in which every prediction meets every "
    "label.": (lambda y_true, outputs: np.mean((outputs > 0.5) == y_true)),
    "This is the fraction of wrong predictions.": (
        lambda y_true, outputs: 1 - reference(y_true, outputs),
        lambda y_true, outputs: abs((outputs.shape[1] > 1) - reference(y_true, outputs)),
    ),
    "This is a count or a percentage. An accuracy is a fraction from 0 to 1.": (
        lambda y_true, outputs: len(y_true) * reference(y_true, outputs),
        lambda y_true, outputs: 100 * reference(y_true, outputs),
    ),
    "You compared the entries of one-hot rows. Most entries are 0 in both, so the result looks better than it is. "
    "Compare classes.": _entries,
    "You took the smallest number of each row. The predicted class has the largest one.": _smallest,
}


def cases(rng):
    n = int(rng.integers(7, 13))
    y = rng.permutation(np.arange(n) >= 3).astype(int)
    missed = [np.flatnonzero(y == 0)[0], *np.flatnonzero(y == 1)[: rng.integers(1, 3)]]
    predicted = y.copy()
    predicted[missed] = 1 - y[missed]
    p = np.round(rng.uniform(0.05, 0.45, n), 2)
    yield Case(
        "y_true = {y_true}, outputs of one sigmoid unit, shape {outputs.shape}: {outputs}",
        y_true=y,
        outputs=np.where(predicted == 1, 1 - p, p)[:, None],
    )
    wrong, classes = int(rng.integers(4, 7)), 4
    n = 3 * wrong - int(rng.integers(1, 4))  # so few that no mistake gives the accuracy by coincidence
    y = np.append(0, rng.permutation(np.repeat([0, 1, 2], [2, n - 6, 3])))  # class 3 is absent
    predicted, missed = y.copy(), rng.choice(np.arange(1, n), wrong, replace=False)
    predicted[missed] = (y[missed] + 1) % classes
    P = rng.uniform(1, 1.5, (n, classes))
    P[np.arange(n), predicted] += rng.uniform(0.8, 1.2, n)
    P[missed, (y[missed] + 2) % classes] = 0.4
    P[missed[0], y[missed[0]]] = 0.3  # the smallest is right in a single row
    correct = np.flatnonzero(predicted == y)
    P[correct[:2], y[correct[:2]]] += [60, 30]  # two correct classes are above 0.5, the largest in the first row
    yield Case(
        "y_true = {y_true}, outputs of softmax, shape {outputs.shape}, outputs[0] = {first}",
        fields={"first": np.round(P[0] / P[0].sum(), 3)},
        y_true=y,
        outputs=np.round(P / P.sum(axis=1, keepdims=True), 3),
    )
