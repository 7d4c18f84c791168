"""Data for the broken programs of lesson 08b, drawn again for each try, and new rows to predict."""

from dataclasses import dataclass

import numpy as np

from course_utils.lessons.digits import draw_digits


@dataclass(frozen=True)
class Rows:
    """Rows to train on and new ones.

    Attributes
    ----------
    x, y : numpy.ndarray
        For the program: float32 of shape (n, ...), and labels int64 or targets float32, of shape (n,).
    x_new, y_new : numpy.ndarray
        New rows of the same kind; the program never sees `y_new`.
    """

    x: np.ndarray
    y: np.ndarray
    x_new: np.ndarray
    y_new: np.ndarray


def _classes(rng, n, columns, classes, margin=0.3):
    """Draw n rows of standard normal columns and their classes: the largest of `classes` sums, by a clear margin."""
    weights = np.linalg.qr(rng.normal(size=(columns, columns)))[0][:, :classes]
    x = rng.normal(size=(4 * n, columns))
    scores = np.sort(x @ weights, axis=1)
    x = x[scores[:, -1] - scores[:, -2] > margin][:n]
    return x, (x @ weights).argmax(axis=1)


def apartments(rng):
    """Draw apartments of three districts: area, rent, fraction of windows, age and distance, each in its own unit.

    Sixty of the new rows are castles, with the label -1 and values 100 times as large, so they dominate the mean and
    the standard deviation of the new rows.
    """
    x, y = _classes(rng, 1500, columns=5, classes=3)
    raw = np.array([80, 1500, 0.4, 45, 25_000]) + x * np.array([27, 500, 0.13, 15, 8_000])
    raw[-60:] = 100 * np.array([80, 1500, 0.4, 45, 25_000]) * rng.uniform(0.8, 1.2, (60, 5))
    y[-60:] = -1
    raw = raw.astype("float32")
    return Rows(raw[:500], y[:500], raw[500:], y[500:])


def writing(rng):
    """Draw digits of some writers, rows in the order of their classes, and digits of other writers."""
    x_train, y_train, _, _, x_test, y_test = draw_digits(rng)
    return Rows(x_train, y_train, x_test, y_test)


def plants(rng):
    """Draw four kinds of plants in six scaled measurements; the labels come as a column, of shape (n, 1)."""
    x, y = _classes(rng, 1500, columns=6, classes=4)
    x = x.astype("float32")
    return Rows(x[:600], y[:600, None], x[600:], y[600:])


def rents(rng):
    """Draw rents in tens, which grow faster than linearly with three amounts from 0 to 5."""
    x = rng.uniform(0, 5, (1400, 3))
    y = 4 * (x @ rng.uniform(0.6, 1.4, 3) + rng.uniform(0.15, 0.25) * (x**2).sum(axis=1) + 2)
    x, y = x.astype("float32"), y.astype("float32")
    return Rows(x[:400], y[:400], x[400:], y[400:])


def blood(rng, wrong=0.2, scale=1):
    """Draw ten blood values, times `scale`, and whether the person is ill; a share `wrong` of the labels is wrong.

    With `wrong=0.5`, the labels are random. With a large scale, the rows are so far apart that even a network with a
    strong penalty can memorize them, which reveals a leak.
    """
    x, y = _classes(rng, 2500, columns=10, classes=2, margin=0.0)
    y = np.where(rng.random(len(y)) < wrong, 1 - y, y)
    x = (scale * x).astype("float32")
    return Rows(x[:500], y[:500], x[500:], y[500:])


def stars(rng):
    """Draw three kinds of stars in eight scaled measurements."""
    x, y = _classes(rng, 1500, columns=8, classes=3, margin=0.1)
    x = x.astype("float32")
    return Rows(x[:500], y[:500], x[500:], y[500:])


def balanced_accuracy(predicted, y):
    """Return the mean, over the classes of y without -1, of the share of their rows that are right."""
    return float(np.mean([(predicted[y == k] == k).mean() for k in np.unique(y) if k >= 0]))
