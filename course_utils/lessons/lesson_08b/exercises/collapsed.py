"""Whether a network predicts one and the same class for everything."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Which classes occur among the predictions? `np.unique(predicted)` lists them.",
        "There are two conditions: all predictions are of one class, and the true labels are not.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but a comparison of arrays gives one for each row. "
        "Use `np.all` or `np.any`.",
    },
    shown_as="collapsed(y, predicted)",
    look="return a single True or False for the whole network: are all predictions the same, and are the labels not?",
)


def _one_class(labels):
    return len(np.unique(labels)) == 1


def reference(y, predicted):
    return _one_class(predicted) and not _one_class(y)


mistakes = {
    "You decided by the accuracy. A network with the same prediction for everything can have a high accuracy, and a "
    "bad network can have many different predictions.": (
        lambda y, predicted: bool(np.mean(y == predicted) < 0.5),
        lambda y, predicted: bool(np.mean(y == predicted) < 0.95),
        lambda y, predicted: reference(y, predicted) or bool(np.mean(y == predicted) < 0.5),
        lambda y, predicted: reference(y, predicted) and bool(np.mean(y == predicted) < 0.5),
    ),
    "It doesn't matter which class the network always predicts. It can also be a rare one.": (
        lambda y, predicted: reference(y, predicted) and bool(predicted[0] == np.bincount(y).argmax())
    ),
    "Your function says False, although the network predicts the same class for all rows. That class can be any, not "
    "only 0.": lambda y, predicted: bool((predicted == 0).all()) and not _one_class(y),
    "One class is never predicted. That is a fault, too, but this network does distinguish the other classes.": (
        lambda y, predicted: len(np.unique(predicted)) < len(np.unique(y)),
        lambda y, predicted: not set(np.unique(y)) <= set(np.unique(predicted)),
    ),
    "Nearly all predictions are of one class here, and one row has a different class. `collapsed` asks whether all are "
    "of the same class.": (
        lambda y, predicted: bool(np.var(predicted) < 0.05) and not _one_class(y),
        lambda y, predicted: bool(np.bincount(predicted).max() > 0.95 * len(predicted)) and not _one_class(y),
    ),
    "All labels are of one class here, so the same prediction for everything is correct. Look at the labels, too.": (
        lambda y, predicted: _one_class(predicted)
    ),
    "You have swapped True and False. True means that the network makes the same prediction for everything.": (
        lambda y, predicted: not reference(y, predicted)
    ),
}


def cases(rng):
    common, rare = rng.permutation(np.arange(1, 6))[:2].tolist()
    n = int(rng.integers(40, 60))
    y = rng.permutation(np.r_[np.full(n, common), np.full(n // 8, rare)])
    mixed = rng.permutation(np.resize([common, rare, 0], n))
    one_other = np.full(n, common)
    one_other[rng.integers(n)] += 1
    different = (
        ("one class for all rows, and nearly all rows belong to it", y, np.full(len(y), common)),
        ("one class for all rows, a rare one", y, np.full(len(y), rare)),
        ("predictions of two classes, labels of three", mixed, np.where(mixed == 0, common, mixed)),
        ("one class for all rows but one", mixed, one_other),
        ("all predictions wrong", mixed, np.select([mixed == 0, mixed == common], [common, rare], 0)),
        ("predictions and labels all of one class", np.full(n, rare), np.full(n, rare)),
        ("all predictions correct", mixed, mixed.copy()),
    )
    # each once, and some again, in an order that no list of True and False fits by chance
    for number in rng.permutation([*range(len(different)), *rng.integers(0, len(different), 5)]):
        description, labels, predicted = different[number]
        fields = {"description": description}
        yield Case("{description}: y = {y}, predicted = {predicted}", fields=fields, y=labels, predicted=predicted)
