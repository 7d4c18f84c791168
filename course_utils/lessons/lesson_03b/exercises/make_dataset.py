"""A tf.data pipeline of shuffled batches."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_03b import learner_side

exercise = Exercise(
    core=False,
    points=2,
    hints=[
        "`tf.data.Dataset.from_tensor_slices((x, y))` keeps every row together with its label.",
        "Shuffle the rows before you make batches. In the other order, only whole batches are shuffled.",
        "The buffer of `shuffle` has to hold all rows: `.shuffle(len(x), seed=seed)`.",
    ],
    errors={
        "non-rectangular": "`from_tensor_slices` makes one array of a list, but x and y have different shapes. Pass "
        "them as a tuple.",
        "truth value of an array": "`from_tensor_slices` takes one argument. Pass x and y as a tuple.",
        "Cannot batch tensors": "The rows are already in batches when `batch` is called. Use `batch` once.",
    },
)


def check(answer, rng):
    n, batch_size = 124, 8  # fifteen batches, and one of four rows
    x = np.stack([np.arange(n) + 100, rng.integers(0, 9, n)], axis=1).astype("float32")
    y = np.searchsorted(np.sort(rng.choice(np.arange(25, 100), 2, replace=False)), np.arange(n))
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 2)]
    tried = f"{n} rows sorted by class, batch_size={batch_size}"
    orders = {}
    for seed in (*seeds, seeds[0]):
        for epoch, batches in enumerate(answer.via(learner_side.batches, [x, y, batch_size], n, seed=seed)):
            pairs = all(
                isinstance(batch, (tuple, list)) and len(batch) == 2 and np.shape(batch[0])[-1:] == (2,)
                for batch in batches
            )
            expect.that(
                pairs,
                tried=tried,
                got=expect.short(batches[:1]),
                expected="batches of (x, y)",
                look="each batch is a pair of rows and their labels",
            )
            sizes = [len(np.atleast_1d(labels)) for _, labels in batches]
            rows = [np.reshape(part, (-1, 2)) for part, _ in batches]
            index = [int(value) - 100 for value in np.concatenate(rows)[:, 0]] if rows else []
            cause = ""
            if sizes == [8] * 15:
                cause = "The last, smaller batch is missing, so in every epoch four rows aren't used for training."
            elif len(index) > n:
                cause = (
                    "The rows occur more than once in an epoch. `fit` counts the epochs itself, so don't use `repeat`."
                )
            expect.that(
                sorted(index) == list(range(n)),
                tried=f"{tried}: one epoch",
                got=f"{len(index)} rows, {len(set(index))} different ones",
                expected=f"each of the {n} rows once",
                cause=cause,
                look="each epoch contains every row exactly once",
            )
            cause = ""
            if len(rows) == 1:
                cause = (
                    "Your dataset has a single element with all rows. `from_tensor_slices` makes an "
                    "element of each row."
                )
            elif set(sizes) == {1}:
                cause = (
                    "These are single rows. `batch` returns a new dataset that puts them together, so use its result."
                )
            elif all(np.ptp(part[:, 0]) == len(part) - 1 for part in rows) and index != list(range(n)):
                cause = (
                    "You shuffled whole batches, so each batch still holds neighboring rows, here mostly of one class. "
                    "Shuffle the rows first."
                )
            elif index == list(range(n)):
                cause = "The rows come in their original order, sorted by class. Shuffle them."
            elif all(row < position + n // 2 for position, row in enumerate(index[:32])):
                cause = "Your shuffle buffer is too small, so the first rows come first. It has to hold all rows."
            expect.that(
                sizes == [8] * 15 + [4] and not cause,
                tried=f"{tried}: one epoch",
                got=f"batches of {expect.short(sizes, 60)}, rows {index[:8]} …",
                expected="fifteen batches of 8 rows and one of 4 rows, with the rows in a new order",
                cause=cause,
                look="the number of rows in each batch",
            )
            labels = np.concatenate([np.ravel(part) for _, part in batches]).tolist()
            expect.that(
                labels == y[index].tolist(),
                tried=f"{tried}: one epoch",
                got=f"labels {expect.short(labels, 40)} for the rows {index[:8]} …",
                expected=f"{expect.short(y[index].tolist(), 40)}",
                look="x and y must be shuffled together",
            )
            orders[len(orders), seed, epoch] = index
    first = list(orders.values())
    expect.that(
        first[0] != first[1],
        tried=f"{tried}: two epochs",
        got="the same order in both",
        look="each epoch needs a new order of the rows",
    )
    expect.that(
        first[0] == first[4],
        tried="the same seed twice",
        got="two different orders",
        look="use only `seed` for everything random",
    )
    expect.that(first[0] != first[2], tried="two seeds", got="the same order", look="your function doesn't use `seed`")
