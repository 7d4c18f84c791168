"""A model card: a dictionary with numbers measured on the test rows, and texts that say what the model is for."""

import math

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.export_model import export

# ---- a card


def _classifier(rng, classes):
    """Return a compiled classifier of 5 inputs with dropout, as data, and a function that gives its predictions."""
    import keras

    network = keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(7, activation="relu"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    W1, b1, W2, b2 = (rng.normal(0, 1, shape) for shape in ((5, 7), 7, (7, classes), classes))
    network.set_weights([weight.astype("float32") for weight in (W1, b1, W2, b2)])
    return export(network), lambda x: (np.maximum(0, x @ W1 + b1) @ W2 + b2).argmax(axis=1)


def card_numbers(predicted, y_train, y_test, class_names, n_parameters):
    """Return the numbers of a model card, by name."""
    common = np.bincount(y_train).argmax()
    recall = {
        name: float((predicted[y_test == k] == k).mean()) if (y_test == k).any() else None
        for k, name in enumerate(class_names)
    }
    return {
        "n_test": len(y_test),
        "n_parameters": n_parameters,
        "accuracy": float((predicted == y_test).mean()),
        "baseline": float((y_test == common).mean()),
        "recall": recall,
    }


TEXTS = ("task", "data", "limits")


exercise = Exercise(
    core=False,
    points=3,
    hints=[
        "Call `model.predict(x_test, verbose=0).argmax(axis=1)` once. You can compute all fractions from it.",
        "The baseline always predicts the class that is most frequent in `y_train`. What is its accuracy on `y_test`?",
        "Recall of class k: among the test rows with label k, the fraction that is predicted as k. Without any such "
        "row, the recall is unknown, so write None.",
    ],
    errors={
        "could not be broadcast": "Two arrays have shapes that don't fit together. `model.predict` returns a "
        "probability for each class, and the predicted class is the one with the largest probability.",
    },
)


def check(answer, rng):
    class_names = rng.permutation(["bird", "cat", "fox", "owl", "wolf"]).tolist()
    n, classes = 59, len(class_names)  # a share of 1 / classes, which is guessing, no class can have
    exported, answers = _classifier(rng, classes)
    x_test = np.round(rng.normal(0, 1, (n, 5)), 2).astype("float32")
    predicted = answers(x_test)
    y_test = np.where(rng.random(n) < 0.4, rng.integers(0, classes, n), predicted)
    absent, rare, *_ = np.argsort(np.bincount(y_test, minlength=classes), kind="stable").tolist()
    frequent = int(np.bincount(y_test).argmax())
    y_test[y_test == absent] = frequent  # one class is not in the test
    y_test[np.flatnonzero(y_test == frequent)[:2]] = rare  # another is, though most frequent only in training
    y_train = rng.permutation(np.repeat(np.arange(classes), [14 if k == rare else 9 for k in range(classes)]))
    tried = f"model_card for a model of {classes} classes, {n} test rows"
    got = answer.via(calls.with_model, exported, y_train, x_test, y_test, class_names)
    n_parameters = sum(weight.size for weight in exported["weights"])
    right = card_numbers(predicted, y_train, y_test, class_names, n_parameters)
    missing = [name for name in (*TEXTS, *right) if not isinstance(got, dict) or name not in got]
    expect.that(
        not missing,
        tried=f"{tried}: its entries",
        got=expect.short(got),
        expected=f"a dictionary with {', '.join((*TEXTS, *right))}",
        look="use all names from the table, spelled exactly like that",
    )
    empty = [name for name in TEXTS if not isinstance(got[name], str) or len(got[name].split()) < 3]
    expect.that(
        not empty,
        tried=f"{tried}: its texts",
        got=f"{empty}: {[expect.short(got[name]) for name in empty]}",
        expected="a sentence each, with at least three words",
        look="say what the model is for, what it learned from, and where it fails",
    )
    for name in ("n_test", "n_parameters"):
        expect.close(
            got[name],
            right[name],
            tried=f"{tried}: {name}",
            look="count the rows of x_test, and all weights and biases",
            mistakes={
                "You counted the arrays of weights. Count the numbers that they hold.": len(exported["weights"]),
            },
        )
    expect.close(
        got["accuracy"],
        right["accuracy"],
        tried=f"{tried}: accuracy",
        atol=2e-3,
        look="the fraction of correct predictions on the test rows, with dropout switched off",
        mistakes={
            "You returned percent. An accuracy here is a fraction from 0 to 1.": 100 * right["accuracy"],
            "Your value is above 1, so it can't be an accuracy. Is it the loss? `evaluate` returns the loss first.": (
                got["accuracy"] if isinstance(got["accuracy"], float) and got["accuracy"] > 1 else []
            ),
        },
    )
    test_common = np.bincount(y_test, minlength=classes).max() / n
    expect.close(
        got["baseline"],
        right["baseline"],
        tried=f"{tried}: baseline",
        atol=2e-3,
        look="always predict the most frequent class of the training rows: what is the accuracy on the test rows?",
        mistakes={
            "You looked up the most frequent class in the test rows. The baseline must learn from the training rows, "
            "too.": test_common,
            "You measured the baseline on the training rows. Measure the model and its baseline on the same "
            "rows.": np.bincount(y_train).max() / len(y_train),
            "This is the number of the most frequent class. The baseline is the accuracy of always predicting "
            "it.": float(np.bincount(y_train).argmax()),
            "One divided by the number of classes is the accuracy of random guessing. The baseline knows which class "
            "is frequent.": 1 / classes,
        },
    )
    recall = got["recall"]
    complete = isinstance(recall, dict) and set(recall) == set(class_names)
    expect.that(
        complete,
        tried=f"{tried}: recall",
        got=expect.short(recall),
        expected=f"a fraction for each of {class_names}",
        look="use a dictionary with the name of every class, including a class without test rows",
    )
    unknown = recall[class_names[absent]]
    is_unknown = unknown is None or isinstance(unknown, float) and math.isnan(unknown)
    expect.that(
        is_unknown,
        tried=f"{tried}: recall of {class_names[absent]!r}, which has no test row",
        got=expect.short(unknown),
        expected="None",
        look="0 would mean that the model never finds this class, but without a row you can't know",
    )
    there = [k for k in range(classes) if k != absent]
    found = [k for k in there if (predicted == k).any()]
    precisions = [float((y_test[predicted == k] == k).mean()) for k in found]
    cause = ""
    if expect.same([recall[class_names[k]] for k in found], precisions, atol=2e-3):
        cause = (
            "You computed the precision, which starts from the rows that are predicted as a class. Recall starts from "
            "the rows whose label is this class."
        )
    expect.close(
        [recall[class_names[k]] for k in there],
        [right["recall"][class_names[k]] for k in there],
        tried=f"{tried}: recall of {[class_names[k] for k in there]}",
        atol=2e-3,
        look="among the test rows of a class, the fraction that is predicted as this class",
        cause=cause,
        mistakes={
            "You returned the overall accuracy as the recall of every class. Which test rows count for a single "
            "class?": [right["accuracy"]] * len(there),
            "You divided by the number of all test rows. Divide by the number of rows of that class.": [
                float(((predicted == k) & (y_test == k)).mean()) for k in there
            ],
        },
    )
