"""Small networks in plain NumPy: learning curves within milliseconds, without TensorFlow.

It computes what Keras computes, so that an explorer can train while a slider moves, and a bench can train hundreds:
Dense layers with ReLU and Glorot's uniform start, softmax and cross-entropy from logits, SGD, SGD with momentum and
Adam with Keras's defaults, inverted dropout after each hidden layer. As in Keras, ``loss`` and ``accuracy`` of an epoch
are the mean over its batches while the weights still move and dropout acts; ``val_loss`` and ``val_accuracy`` are taken
at the end of the epoch without dropout.

`forward`, `gradients` and `learning_curves` are the parts, for other losses, activations and optimizers. The first two
also take several networks at once, with kernels (networks, inputs, units) and biases (networks, 1, units).
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

MOMENTUM, BETA_1, BETA_2, EPSILON = 0.9, 0.9, 0.999, 1e-7
# the activation, and its slope where its value is a
ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    "relu": (lambda z: np.maximum(z, 0), lambda a: a > 0),
    "linear": (lambda z: z, np.ones_like),
    "tanh": (np.tanh, lambda a: 1 - a * a),
    "sigmoid": (lambda z: sigmoid(z), lambda a: a * (1 - a)),
}
CURVES = ("loss", "accuracy", "val_loss", "val_accuracy")


def train(
    x: np.ndarray,
    y: np.ndarray,
    x_val: np.ndarray,
    y_val: np.ndarray,
    hidden: Sequence[int] = (16,),
    learning_rate: float = 0.01,
    optimizer: str = "adam",
    epochs: int = 50,
    batch_size: int = 32,
    dropout: float = 0.0,
    seed: int = 0,
) -> dict[str, list[float]]:
    """Train a network of Dense layers, and give its learning curves.

    A run depends on its arguments alone, and a longer run begins as the shorter one.

    Parameters
    ----------
    x, x_val : array_like, shapes (n, features) and (m, features)
    y, y_val : numpy.ndarray of int, shapes (n,) and (m,)
        Labels 0, 1, …; the largest one says how many classes there are.
    hidden : sequence of int
        Units of each hidden layer; ``()`` is logistic regression.
    learning_rate : float, above 0
    optimizer : str
        "sgd", "momentum" (SGD with momentum 0.9) or "adam".
    epochs, batch_size : int, at least 1
    dropout : float in [0, 1)
        Share of the units of each hidden layer that a training step leaves out.
    seed : int, at least 0
        Of the start, of the order of the batches and of dropout.

    Returns
    -------
    dict of str to list of float
        "loss", "accuracy", "val_loss" and "val_accuracy": one value for each epoch. A run that blows up gives inf and
        nan, and no warning.
    """
    x, x_val = np.asarray(x, np.float32), np.asarray(x_val, np.float32)
    classes = 1 + max(int(y.max()), int(y_val.max()), 1)
    rng = np.random.default_rng([seed, 1])
    weights, flat = in_one_array(start((x.shape[1], *hidden, classes), seed))
    step = _stepper(optimizer, np.float32(learning_rate), flat)

    def update(rows: np.ndarray) -> tuple[float, float]:
        kept = _dropout(rng, len(rows), hidden, dropout)
        loss, accuracy, slopes = loss_and_gradients(weights, x[rows], y[rows], kept)
        step(np.concatenate([array.ravel() for array in slopes]))
        return loss, accuracy

    return learning_curves(update, lambda: evaluate(weights, x_val, y_val), len(y), epochs, batch_size, rng)


def learning_curves(
    update: Callable, validate: Callable, n: int, epochs: int, batch_size: int, rng: np.random.Generator
) -> dict[str, list[float]]:
    """Train in batches, and return the curves as `train` does.

    Parameters
    ----------
    update : callable
        Called with the rows of a batch, an array of int; makes one step and returns loss and accuracy of the batch.
    validate : callable
        Returns loss and accuracy at the end of an epoch.
    n, epochs, batch_size : int, at least 1
        Rows in all, and how often and by how many they are used.
    rng : numpy.random.Generator
        Draws the order of the rows.
    """
    history: dict[str, list[float]] = {name: [] for name in CURVES}
    with np.errstate(all="ignore"):
        for _ in range(epochs):
            order, total = rng.permutation(n), np.zeros(2)
            for first in range(0, n, batch_size):
                rows = order[first : first + batch_size]
                loss, accuracy = update(rows)
                total += len(rows) * loss, len(rows) * accuracy
            for values, value in zip(history.values(), (*total / n, *validate()), strict=True):
                values.append(float(value))
    return history


def start(sizes: Sequence[int], seed: int = 0) -> list[np.ndarray]:
    """Return the weights before training: Glorot's uniform kernels (Glorot and Bengio 2010) and biases of zero.

    Parameters
    ----------
    sizes : sequence of int
        Features, units of each hidden layer, classes.
    seed : int, at least 0

    Returns
    -------
    list of numpy.ndarray
        Kernel (inputs, units) and bias (units,) of each layer, float32: the order of Keras's `model.get_weights()`.
    """
    rng = np.random.default_rng([seed, 0])
    weights = []
    for inputs, units in zip(sizes[:-1], sizes[1:], strict=True):
        limit = math.sqrt(6 / (inputs + units))
        weights += [rng.uniform(-limit, limit, (inputs, units)).astype(np.float32), np.zeros(units, np.float32)]
    return weights


def logits(weights: Sequence[np.ndarray], x: np.ndarray) -> np.ndarray:
    """Return what the last layer gives, shape (n, classes), for ``x`` of shape (n, features)."""
    return forward(weights, x)[-1]


def evaluate(weights: Sequence[np.ndarray], x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Return the cross-entropy and the accuracy."""
    log_shares = _log_softmax(logits(weights, x))
    accuracy = float(np.mean(np.argmax(log_shares, axis=1) == y))
    return float(-np.mean(log_shares[np.arange(len(y)), y])), accuracy


def loss_and_gradients(
    weights: Sequence[np.ndarray], x: np.ndarray, y: np.ndarray, kept: Sequence[np.ndarray] | None = None
) -> tuple[float, float, list[np.ndarray]]:
    """Return the loss of one batch, its share of right answers, and the loss's gradient for each of the weights.

    Parameters
    ----------
    weights : list of numpy.ndarray
        As `start` gives them.
    x, y : numpy.ndarray, shapes (n, features) and (n,)
    kept : list of numpy.ndarray, optional
        For dropout: a mask (n, units) for each hidden layer, 0 or 1 / (1 - dropout).
    """
    outputs = forward(weights, x, kept)
    log_shares = _log_softmax(outputs[-1])
    rows = np.arange(len(y))
    # sums and counts: np.mean takes several times as long for so few numbers
    loss = float(-log_shares[rows, y].sum() / len(y))
    right = np.count_nonzero(log_shares.argmax(axis=1) == y) / len(y)
    back = np.exp(log_shares)
    back[rows, y] -= 1
    back /= np.float32(len(y))
    return loss, right, gradients(weights, x, outputs, back, kept)


def forward(
    weights: Sequence[np.ndarray], x: np.ndarray, kept: Sequence[np.ndarray] | None = None, activation: str = "relu"
) -> list[np.ndarray]:
    """Return what each layer gives, shape (..., n, units), the last one without an activation.

    ``x`` has the shape (..., n, features), ``kept`` is as in `loss_and_gradients` and goes with relu only.
    """
    activate, _ = ACTIVATIONS[activation]
    outputs = []
    for layer in range(len(weights) // 2):
        x = x @ weights[2 * layer] + weights[2 * layer + 1]
        if layer < len(weights) // 2 - 1:
            x = activate(x)
            if kept:
                x = x * kept[layer]
        outputs.append(x)
    return outputs


def gradients(
    weights: Sequence[np.ndarray],
    x: np.ndarray,
    outputs: Sequence[np.ndarray],
    back: np.ndarray,
    kept: Sequence[np.ndarray] | None = None,
    activation: str = "relu",
) -> list[np.ndarray]:
    """Return the loss's gradient for each of the weights, by backpropagation through what `forward` returned.

    ``back`` is the loss's gradient for the last of the outputs.
    """
    _, slope = ACTIVATIONS[activation]
    slopes: list[Any] = [None] * len(weights)
    inputs = [x, *outputs[:-1]]
    for layer in reversed(range(len(outputs))):
        kernel, bias = weights[2 * layer : 2 * layer + 2]
        slopes[2 * layer] = inputs[layer].swapaxes(-1, -2) @ back
        slopes[2 * layer + 1] = back.sum(axis=-2).reshape(bias.shape)
        if layer:
            back = (back @ kernel.swapaxes(-1, -2)) * slope(inputs[layer])  # a unit that dropout left out gave 0
            if kept:
                back *= kept[layer - 1]
    return slopes


def in_one_array(arrays: Sequence[np.ndarray]) -> Any:
    """Return the arrays as views into one flat array, and that array, so that an optimizer makes one step for all."""
    flat = np.concatenate([array.ravel() for array in arrays])
    parts = np.split(flat, np.cumsum([array.size for array in arrays[:-1]]))
    return [part.reshape(array.shape) for part, array in zip(parts, arrays, strict=True)], flat


class FlatNetwork:
    """A network whose weights are all in one flat array, so that a rule for a few weights can train it as it is.

    Parameters
    ----------
    *sizes : int
        Features, units of each hidden layer, classes.
    """

    def __init__(self, *sizes: int):
        self._sizes = sizes
        self._shapes = [array.shape for array in start(sizes)]
        self._ends = np.cumsum([math.prod(shape) for shape in self._shapes])[:-1]

    def start(self, seed: int) -> np.ndarray:
        """Return random weights, float32 of shape (weights,); the same seed gives the same ones."""
        return np.concatenate([array.ravel() for array in start(self._sizes, seed)])

    def layers(self, w: np.ndarray) -> list[np.ndarray]:
        """Return views of the weights: kernel and bias of each layer, in the order of Keras's `get_weights`."""
        parts = np.split(w, self._ends)
        return [part.reshape(shape) for part, shape in zip(parts, self._shapes, strict=True)]

    def cost(self, w: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
        """Return the mean cross-entropy for inputs of shape (n, features) and labels of shape (n,)."""
        return evaluate(self.layers(w), x, y)[0]

    def accuracy(self, w: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
        """Return the share of inputs whose most probable class is their label."""
        return evaluate(self.layers(w), x, y)[1]

    def gradient(self, w: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the gradient of the cost, shape (weights,)."""
        return np.concatenate([array.ravel() for array in loss_and_gradients(self.layers(w), x, y)[2]])


def softmax(scores: np.ndarray) -> np.ndarray:
    """Return the shares along the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def sigmoid(z: ArrayLike) -> np.ndarray:
    """Return 1 / (1 + exp(-z)), which beyond 60 and -60 stays as it is there."""
    return 1 / (1 + np.exp(-np.clip(z, -60, 60)))


def _log_softmax(scores: np.ndarray) -> np.ndarray:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _dropout(rng: np.random.Generator, rows: int, hidden: Any, rate: float) -> Any:
    if not rate:
        return None
    return [
        (rng.random((rows, units), np.float32) >= rate).astype(np.float32) / np.float32(1 - rate) for units in hidden
    ]


def _stepper(optimizer: str, learning_rate: Any, flat: np.ndarray) -> Callable:
    """Return a function that moves ``flat`` in place by one gradient, as Keras's optimizers do."""
    if optimizer == "sgd":

        def step(gradient: Any) -> Any:
            flat[:] -= learning_rate * gradient

    elif optimizer == "momentum":
        velocity = np.zeros_like(flat)

        def step(gradient: Any) -> Any:
            velocity[:] = np.float32(MOMENTUM) * velocity - learning_rate * gradient
            flat[:] += velocity

    else:
        mean, square, steps = np.zeros_like(flat), np.zeros_like(flat), 0

        def step(gradient: Any) -> Any:
            nonlocal steps
            steps += 1
            mean[:] += np.float32(1 - BETA_1) * (gradient - mean)
            square[:] += np.float32(1 - BETA_2) * (gradient * gradient - square)
            rate = learning_rate * np.float32(math.sqrt(1 - BETA_2**steps) / (1 - BETA_1**steps))
            flat[:] -= rate * mean / (np.sqrt(square) + np.float32(EPSILON))

    return step
