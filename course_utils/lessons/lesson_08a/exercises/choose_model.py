"""The trained network to use, chosen by the histories of several."""

import copy
import math

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise

# ---- extras
exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Two questions: which number of an epoch counts, and which epoch?",
        "Of each network the lowest validation loss, as early stopping would keep those weights. Then the name with "
        "the smallest of these numbers: `min(histories, key=…)`.",
    ],
)


def check(answer, rng):
    low, high = np.sort(rng.uniform(0.3, 0.9, 2)), rng.uniform(1.0, 1.5)
    right, big, late, sure = rng.permutation(["small", "wide", "deep", "huge"]).tolist()
    base = float(low[0])

    def curves(loss, val_loss, accuracy, val_accuracy):
        columns = {"loss": loss, "val_loss": val_loss, "accuracy": accuracy, "val_accuracy": val_accuracy}
        return {name: np.round(values, 3).tolist() for name, values in columns.items()}

    histories = {
        right: curves(
            [1.2, 0.7, 0.5, 0.4], [1.1, base, base + 0.2, base + 0.5], [0.5, 0.7, 0.8, 0.85], [0.5, 0.8, 0.79, 0.78]
        ),
        big: curves(
            [0.9, 0.3, 0.05, 0.01],
            [0.9, base + 0.2, base + 0.6, high + 1],
            [0.7, 0.9, 0.99, 1.0],
            [0.6, 0.76, 0.75, 0.74],
        ),
        late: curves(
            [1.3, 0.9, 0.7, 0.6],
            [1.3, 0.9 + base, base + 0.2, base + 0.1],
            [0.4, 0.6, 0.7, 0.75],
            [0.4, 0.6, 0.7, 0.76],
        ),
        sure: curves(
            [1.0, 0.5, 0.3, 0.2],
            [1.0, base + 0.15, base + 0.3, base + 0.7],
            [0.6, 0.8, 0.88, 0.9],
            [0.6, 0.8, 0.84, 0.86],
        ),
    }
    order = rng.permutation(list(histories)).tolist()
    histories = {name: histories[name] for name in order}
    broken = {name: copy.deepcopy(histories[name]) for name in [big, *(name for name in order if name != big)]}
    for curve in ("loss", "val_loss"):
        broken[big][curve][-1] = math.nan
    for candidates in (histories, broken):
        descriptions = [f"{name}: val_loss {expect.short(run['val_loss'])}" for name, run in candidates.items()]
        tried = f"choose_model, {'; '.join(descriptions)}"
        got = answer(candidates)
        is_a_name = isinstance(got, str) and got in candidates
        expect.that(
            is_a_name,
            tried=tried,
            got=expect.short(got),
            expected=f"one of {', '.join(map(repr, candidates))}",
            look="the name of the network, a key of the dictionary",
        )
        cause = {
            big: "nan is no low loss, and no comparison with it is true: pass over it."
            if candidates is broken
            else "This one is best on the training rows. Which of its numbers says something about new ones?",
            late: "This one has the lowest validation loss in the last epoch. Another was better than that before, and "
            "those weights can be kept.",
            sure: "This one has the highest validation accuracy. Asked for is the loss, which also counts how sure a "
            "network is of its mistakes.",
            right: "",
        }[got]
        expect.that(got == right, tried=tried, got=expect.short(got), cause=cause)
