"""The number of weight updates in an epoch."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise

# ---- part A of the lesson: practice
exercise = Exercise(
    points=1,
    hints=[
        "The weights change once for each batch.",
        "100 examples in batches of 32: three full ones, and what happens to the rest?",
        "Round up: `math.ceil`, or a whole-number division and one more if something is left.",
    ],
)


def check(answer, rng):
    for batch_size, full, rest in ((32, int(rng.integers(5, 30)), 9), (20, int(rng.integers(5, 30)), 0), (64, 0, 50)):
        n = full * batch_size + rest
        right = full + (rest > 0)
        expect.close(
            answer(n, batch_size),
            right,
            tried=f"n={n}, batch_size={batch_size}",
            look="how many batches are there, the last one included?",
            mistakes={
                "The last, smaller batch is left out. `fit` trains on it, too.": full,
                "There is no part of an update: the last batch is smaller, but it is one.": n / batch_size,
                "One too many: nothing is left over here, so there is no smaller last batch.": full + 1,
                "That is the number of examples. The weights change once for each batch.": n,
                "That is the batch size: how many examples one update looks at.": batch_size,
                "An epoch is one round through all examples, with many updates.": 1,
            },
        )
