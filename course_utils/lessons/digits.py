"""Real digits for the checks that train: scikit-learn's small images, split by writers."""

import numpy as np

# The 1,797 rows cut into 13 runs of equal length, about one writer each, grouped by how hard a small network finds
# them when it has not seen them. One run of each group is for testing, so that every draw is about equally hard.
_GROUPS = ((0, 5, 11), (4, 10, 12), (1, 3, 6), (2, 7, 8, 9))
RUNS = 13


def draw_digits(rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Draw training, validation and test digits by different writers.

    Returns
    -------
    tuple of numpy.ndarray
        ``x_train, y_train, x_val, y_val, x_test, y_test``; images are float32 of shape (n, 8, 8) from 0 to 1, labels
        int64 of shape (n,). The training rows are sorted by class.
    """
    from sklearn.datasets import load_digits  # takes a second

    pictures, labels = load_digits(return_X_y=True)
    x, y = (pictures.reshape(-1, 8, 8) / 16).astype("float32"), labels.astype("int64")
    run = np.arange(len(y)) * RUNS // len(y)
    test = [int(rng.choice(group)) for group in _GROUPS]
    val = rng.choice([number for number in range(RUNS) if number not in test], 2, replace=False)
    in_test, in_val = np.isin(run, test), np.isin(run, val)
    train = np.flatnonzero(~in_test & ~in_val)
    train = train[np.argsort(y[train], kind="stable")]
    return x[train], y[train], x[in_val], y[in_val], x[in_test], y[in_test]
