"""Small training tasks and their range tests, drawn from a generator, for the exercise `pick_learning_rate`.

A task is 256 rows of 6 features, measured in large or in small units, and a target that a network of 16 ReLU units is
to learn. The units decide which learning rate is good: with features ten times larger, it is about a hundred times
smaller.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from course_utils import numpy_mlp

ROWS, FEATURES, UNITS = 256, 6, 16
RATES = np.geomspace(1e-6, 10, 60)  # of a range test: each about 1.3 times as large as the one before
STEPS, ORDERS, BATCH = 250, 4, 32  # of a training run, repeated with several orders of the rows
UNIT_SIZES = ((0.5, 0.8), (1, 4), (14, 20))  # how large the features of a task are: small, middle, large


@dataclass(frozen=True, eq=False)
class Task:
    """Data, and the range test made on them.

    Attributes
    ----------
    x, y : array of shape (256, 6) and (256, 1)
    rates, losses : array
        Of the range test, rates rising; it ends where the loss is ten times what it was at first.
    start : list of array
        The network's first weights, W1, b1, W2, b2, each with an axis of length 1 in front.
    seed : int
        Draws the batches of every training run on this task.
    """

    x: np.ndarray
    y: np.ndarray
    rates: np.ndarray
    losses: np.ndarray
    start: list
    seed: int

    @cached_property
    def before(self):
        """The cost with the first weights."""
        return _cost_and_gradients(self.start, self.x, self.y)[0].item()

    def train(self, rate):
        """Return the cost after `STEPS` steps at one rate, for each order of the rows; inf where it exploded."""
        rng = np.random.default_rng(self.seed)
        weights = [np.repeat(w, ORDERS, axis=0) for w in self.start]
        with np.errstate(all="ignore"):
            for _ in range(STEPS):
                rows = rng.integers(0, ROWS, (ORDERS, BATCH))
                cost, gradients = _cost_and_gradients(weights, self.x[rows], self.y[rows])
                if not (cost < 1e6 * self.before).all():
                    return np.full(ORDERS, np.inf)
                weights = [w - rate * gradient for w, gradient in zip(weights, gradients, strict=True)]
            after = _cost_and_gradients(weights, self.x, self.y)[0]
        return np.where(np.isfinite(after), after, np.inf)

    @cached_property
    def reached(self):
        """The cost, by the rate, after training with a third and a tenth of the rate at the curve's lowest point."""
        lowest = self.rates[np.argmin(self.losses)]
        return {rate: float(self.train(rate).max()) for rate in (lowest / 3, lowest / 10)}

    @property
    def good(self):
        """The better of these two rates."""
        return min(self.reached, key=self.reached.get)

    def after(self, share):
        """Return the cost at a share of the way, on a logarithmic scale, from the first cost to the good rate's."""
        return self.before ** (1 - share) * self.reached[self.good] ** share

    @cached_property
    def limit(self):
        """The cost that a training run has to reach."""
        return self.after(0.25)

    def is_fair(self):
        """Return whether a third and a tenth both end far below the limit."""
        return max(self.reached.values()) < self.after(0.5)

    def tips_at_the_lowest(self):
        """Return whether the rate at the lowest point of the curve is too large to train with."""
        return not self.train(self.rates[np.argmin(self.losses)]).max() < self.limit


def draw_task(rng, size):
    """Draw a task whose features are about `size` large, and make its range test."""
    x = rng.normal(size=(ROWS, FEATURES))
    y = np.tanh(0.6 * x @ rng.normal(size=(FEATURES, 4))) @ rng.normal(size=(4, 1))
    y = (y - y.mean()) / y.std() + 0.1 * rng.normal(size=(ROWS, 1))
    x = x * size
    start = weights = _first_weights(rng)
    losses = []
    for rate in RATES:
        rows = rng.choice(ROWS, ROWS // 2, replace=False)
        cost, gradients = _cost_and_gradients(weights, x[rows], y[rows])
        losses.append(cost.item())
        if losses[-1] > 10 * losses[0]:
            break
        weights = [w - rate * gradient for w, gradient in zip(weights, gradients, strict=True)]
    return Task(x, y, RATES[: len(losses)], np.array(losses), start, int(rng.integers(2**31)))


def draw_tasks(rng):
    """Draw tasks in small, middle and large units, two of each, and one on which the lowest point is a trap."""
    tasks = [_fair_task(rng, sizes) for sizes in 2 * UNIT_SIZES]
    while True:
        task = _fair_task(rng, UNIT_SIZES[1])
        if task.tips_at_the_lowest():
            return [*tasks, task]


def _fair_task(rng, sizes):
    while True:
        task = draw_task(rng, rng.uniform(*sizes))
        if task.is_fair():
            return task


def _first_weights(rng):
    return [
        rng.normal(0, np.sqrt(2 / FEATURES), size=(1, FEATURES, UNITS)),
        np.zeros((1, 1, UNITS)),
        rng.normal(0, np.sqrt(1 / UNITS), size=(1, UNITS, 1)),
        np.zeros((1, 1, 1)),
    ]


def _cost_and_gradients(weights, x, y):
    """Mean squared error of each network on a batch, shape (networks,), and the gradients of all weights."""
    outputs = numpy_mlp.forward(weights, x)
    error = outputs[-1] - y  # (networks, rows, 1)
    return (error**2).mean(axis=(1, 2)), numpy_mlp.gradients(weights, x, outputs, 2 * error / x.shape[-2])
