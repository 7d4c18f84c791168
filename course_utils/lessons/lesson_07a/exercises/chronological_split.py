"""A split in time: the newest windows for the test, the oldest for training, and a gap between them."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.checks.learner_side import calls

exercise = Exercise(
    points=2,
    hints=[
        "Draw the windows as a row of n boxes, the oldest on the left. Which belong to the test set, and which are "
        "dropped?",
        "The test set contains the last n_test windows, which begin at `len(X) - n_test`.",
        "The training set ends `gap` windows before that, at `len(X) - n_test - gap`.",
    ],
)


def check(answer, rng):
    for n, timesteps, n_test, gap in ((17, 3, 4, 3), (26, 5, 6, 5), (12, 2, 3, 0)):
        X = np.round(rng.normal(size=(n, timesteps, 1)) + np.arange(n)[:, None, None], 2)
        y = np.round(rng.permutation(np.arange(n)) + rng.uniform(100.1, 100.9), 2)
        tried = f"{n} windows, n_test={n_test}, gap={gap}"
        names = ["X_train", "y_train", "X_test", "y_test"]
        got, after = answer.via(calls.call_and_arguments, X.copy(), y.copy(), n_test, gap)
        got = expect.parts(got, names, tried=tried, look=f"return {', '.join(names)}, separated by commas")
        expect.unchanged(X, after[0], tried=tried, look="don't change X itself; work with slices or copies")
        begin, end = n - n_test, n - n_test - gap
        want = dict(zip(names, (X[:end], y[:end], X[begin:], y[begin:]), strict=True))
        order = "You returned the four arrays in a different order. The order is X_train, y_train, X_test, y_test."
        shuffled = (
            "Your set doesn't contain consecutive windows in the order of time. If you chose them at random, they "
            "share values with their neighbors in the other set, so the future leaks into training."
        )
        for name, part in zip(names, got, strict=True):
            whole = X if name.startswith("X") else y
            rows = _rows_of(part, whole)
            empty = isinstance(part, (list, np.ndarray)) and len(part) == 0
            disordered = rows is not None and len(rows) and (np.diff(rows) != 1).any()
            expect.close(
                part,
                want[name],
                tried=f"{name} of {tried}",
                look=(
                    f"how many windows belong to each set? Of {n} windows, {n_test} are for the test, and {gap} are "
                    f"dropped"
                ),
                mistakes={
                    shuffled: part if disordered else [],
                    order: Either([other for key, other in want.items() if key != name]),
                    "This set is empty. A slice such as `[:-gap]` takes nothing when the gap is 0, so count from the "
                    "beginning: `len(X) - n_test - gap`.": part if empty else [],
                    "The windows of the gap are in your test set. They belong to neither of the two sets.": (
                        whole[end:] if gap else []
                    ),
                    "There is no gap at your border, so the last training windows share values with the first test "
                    "windows.": (whole[:begin] if gap else []),
                    "You took the gap out of the test set. The test set contains all of the newest windows.": (
                        Either((whole[begin + gap :], whole[n - n_test + gap :])) if gap else []
                    ),
                    "Your test set is at the beginning of the series, so the network would be trained on values "
                    "that come after the test set.": (
                        whole[:n_test] if "test" in name else Either((whole[n_test:], whole[n_test + gap :]))
                    ),
                    "Your gap is at the beginning of the series. It belongs between the training set and the test "
                    "set.": (Either((whole[gap:begin], whole[gap:end])) if gap else []),
                    "This set has one window too many or too few at the border.": Either(
                        (whole[: end - 1], whole[: end + 1], whole[begin + 1 :], whole[begin - 1 :])
                    ),
                },
            )


def _rows_of(part, whole):
    """Return which rows of `whole` the rows of `part` are, or None where they are not."""
    part = np.asarray(part) if isinstance(part, (list, np.ndarray)) else np.zeros(0)
    if not part.size or part.ndim != whole.ndim or part.shape[1:] != whole.shape[1:] or part.dtype.kind not in "iuf":
        return None
    same = (part[:, None] == whole[None]).reshape(len(part), len(whole), -1).all(axis=-1)
    return same.argmax(axis=1) if same.any(axis=1).all() else None
