"""The epoch with the lowest validation loss, counted from 1, and validation minus training loss there."""

import copy
import math

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

# ---- the best epoch


def _curves(rng, epochs, best):
    """Draw a history whose validation loss is lowest at the index `best`; every other curve has its best elsewhere."""
    n = np.arange(epochs)
    loss = 2.2 * 0.8**n + rng.uniform(0.02, 0.05, epochs)
    loss[-2:] = loss[-1], loss[-1] + 0.02
    val_loss = 0.6 + 0.12 * np.abs(n - best) ** 1.2 + rng.uniform(0, 0.03, epochs)
    val_loss[0], val_loss[best] = val_loss.max() + 0.2, rng.uniform(0.5, 0.55)
    accuracy = np.clip(1 - 0.35 * loss, 0, 1)
    val_accuracy = np.clip(0.6 + 0.02 * n + rng.uniform(0, 0.01, epochs), 0, 1)
    val_accuracy[-3] = val_accuracy.max() + 0.01
    columns = {"loss": loss, "accuracy": accuracy, "val_loss": val_loss, "val_accuracy": val_accuracy}
    return {name: np.round(values, 4).tolist() for name, values in columns.items()}


exercise = Exercise(
    points=2,
    hints=[
        'Which number says how good the network is on rows that it was not trained on? `history["val_loss"]`, and '
        "small is good.",
        "`np.argmin` gives the place, counted from 0; for an epoch's number add 1. The gap is read at this place of "
        "both curves.",
        "Where a training broke, its last losses are nan, and `np.argmin` takes the first nan for the smallest. "
        "`np.nanargmin` passes over them.",
    ],
    errors={
        "'numpy.ndarray' object has no attribute 'index'": "The curves may be arrays as well as lists, and arrays have "
        "no `index`. `np.argmin` and its like take both.",
        "index out of range": "The last epoch has the number len(loss) and the place len(loss) − 1: which of the two "
        "is in the square brackets?",
        "out of bounds": "The last epoch has the number len(loss) and the place len(loss) − 1: which of the two is in "
        "the square brackets?",
    },
)


def check(answer, rng):
    epochs = int(rng.integers(10, 13))
    best = int(rng.integers(4, epochs - 4))
    plain = _curves(rng, epochs, best)
    tie = copy.deepcopy(plain)
    tie["val_loss"][best + 2] = tie["val_loss"][best]
    broken = copy.deepcopy(plain)
    broken["loss"][-2:], broken["val_loss"][-2:] = [math.inf, math.nan], [math.inf, math.nan]
    last = {name: np.array(values[: best + 1]) for name, values in plain.items()}
    cases = (
        ("", plain),
        ("the lowest validation loss occurs twice; ", tie),
        ("the training broke; ", broken),
        ("the last epoch is the best, the curves are arrays; ", last),
    )
    for description, history in cases:
        loss, val_loss = (np.array(history[name]) for name in ("loss", "val_loss"))
        tried = f"{description}loss = {expect.short(loss)}, val_loss = {expect.short(val_loss)}"
        got = answer(copy.deepcopy(history))
        pair = isinstance(got, (tuple, list, np.ndarray)) and np.shape(got) == (2,)
        expect.that(
            pair,
            tried=tried,
            got=expect.short(got),
            expected="(epoch, gap)",
            look="two numbers: first the epoch, then the gap",
        )
        epoch, gap = got
        lowest_loss, val_accuracy = int(np.nanargmin(loss)), int(np.argmax(history["val_accuracy"]))
        final = len(loss)
        expect.close(
            epoch,
            best + 1,
            tried=f"{tried}: the epoch",
            look="where is the validation loss lowest? Count from 1, and take the first of equal ones",
            mistakes={
                "This is the place in the list, which is counted from 0. The number of the epoch is one more, as "
                "`fit` prints it.": best,
                "`np.argmin` takes nan for the smallest number of all. What is not finite is no candidate.": Either(
                    [final, final - 1] if description.startswith("the training") else []
                ),
                "Of two equal epochs this is the later one. The network was as good before, and has since learned by "
                "heart.": Either([best + 3] if description.startswith("the lowest") else []),
                "This is the last epoch. Training longer does not always make a network better: look where the "
                "validation loss is lowest.": Either([] if final == best + 1 else [final]),
                "This is the worst epoch: of a loss, the smallest value is the best.": int(np.nanargmax(val_loss)) + 1,
                "Here the training loss is lowest. It falls on and on; what counts is the loss on rows that the "
                "network was not trained on.": lowest_loss + 1,
                "Here the validation accuracy is highest. It can rise while the validation loss rises, too: asked for "
                "is the loss.": val_accuracy + 1,
            },
        )
        at_best = val_loss[best] - loss[best]
        accuracies = np.array(history["accuracy"]) - np.array(history["val_accuracy"])
        with np.errstate(invalid="ignore"):
            differences = val_loss - loss
        expect.close(
            gap,
            at_best,
            tried=f"{tried}: the gap",
            atol=2e-5,
            look="validation loss minus training loss, both of the best epoch",
            mistakes={
                "This is the gap at the last epoch. Asked for is that of the best one, whose weights one would "
                "keep.": differences[-1],
                "Each curve's own lowest value is in it, and these are of different epochs.": np.nanmin(val_loss)
                - np.nanmin(loss),
                "The sign is turned over: validation minus training, so that a network that is worse on new rows has "
                "a gap above 0.": -at_best,
                "This is made of accuracies. The gap is one of losses.": Either((accuracies[best], -accuracies[best])),
                "This is the gap of the epoch after the best one: a number that counts from 1 used as a place.": Either(
                    differences[best + 1 : best + 2]
                ),
                "This is the validation loss itself. Take the training loss of the same epoch from it.": val_loss[best],
            },
        )
