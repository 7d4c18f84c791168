"""The number of weight updates in an epoch."""

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    points=1,
    hints=[
        "The weights change once for each batch.",
        "100 examples in batches of 32 make three full batches. What happens to the remaining examples?",
        "Round up: use `math.ceil`, or a whole-number division, plus one if something is left over.",
    ],
    shown_as="updates_per_epoch(n, batch_size)",
    look="how many batches are there, including the last one?",
)


def reference(n, batch_size):
    return -(-n // batch_size)


mistakes = {
    "You left out the last, smaller batch. `fit` uses it for an update as well.": lambda n, batch_size: n // batch_size,
    "You returned a fraction of an update. The last batch is smaller, but it still gives one whole update.": (
        lambda n, batch_size: n / batch_size
    ),
    "Your result is one too large. If every batch is full, there is no smaller last batch.": (
        lambda n, batch_size: n // batch_size + 1
    ),
    "You added the number of examples that are left over. Together, they make only one more batch.": (
        lambda n, batch_size: n // batch_size + n % batch_size
    ),
    "You divided the batch size by the number of examples. How many batches fit into the examples?": (
        lambda n, batch_size: batch_size / n
    ),
    "This is the number of examples. The weights change once for each batch.": lambda n, batch_size: n,
    "This is the batch size, the number of examples in one update.": lambda n, batch_size: batch_size,
    "An epoch is one pass through all examples, and it has many updates.": lambda n, batch_size: 1,
}


def cases(rng):
    for batch_size, full, rest in ((32, int(rng.integers(5, 30)), 9), (20, int(rng.integers(5, 19)), 0), (64, 0, 50)):
        yield Case("n = {n}, batch_size = {batch_size}", n=full * batch_size + rest, batch_size=batch_size)
