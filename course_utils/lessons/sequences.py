"""Simple recurrent layers in NumPy, and checks of a recurrent model's input, for two lessons."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.checks import expect
from course_utils.checks.rebuilt_model import Model

RANK = (
    "A recurrent layer got a single vector instead of a sequence. A recurrent layer below it must return the states "
    "of all steps, not only the last one. If it is the first layer, the input needs the shape (timesteps, features), "
    "with an axis for the values of each step."
)

RECURRENT = ("SimpleRNN", "LSTM", "GRU", "Bidirectional", "RNN", "ConvLSTM1D")


def recurrence(
    X: np.ndarray,
    kernel: np.ndarray,
    recurrent_kernel: np.ndarray,
    bias: np.ndarray,
    activation: Callable[[np.ndarray], np.ndarray] = np.tanh,
    start: np.ndarray | float = 0.0,
    every: bool = False,
) -> np.ndarray:
    """Compute the states of a simple recurrent layer.

    Parameters
    ----------
    X : numpy.ndarray, shape (n, timesteps, features)
    kernel, recurrent_kernel, bias : numpy.ndarray
        Shapes (features, units), (units, units) and (units,).
    activation : callable
    start : numpy.ndarray or float
        The state before the first step.
    every : bool
        Whether to return the states of all steps.

    Returns
    -------
    numpy.ndarray
        The last state, shape (n, units), or all states, shape (n, timesteps, units).
    """
    state = np.zeros((len(X), kernel.shape[1])) + start
    states = []
    for step in range(X.shape[1]):
        state = activation(X[:, step] @ kernel + state @ recurrent_kernel + bias)
        states.append(state)
    return np.stack(states, axis=1) if every else state


def recurrent(model: Model) -> list[Any]:
    """Return the recurrent layers of a model."""
    return [layer for layer in model.layers if layer.kind in RECURRENT]


def reads(model: Model, timesteps: int, features: int) -> None:
    """Demand that the model takes sequences of this shape, or of any length."""
    got = tuple(model.input_shape[1:])
    cause = ""
    if got == (features, timesteps):
        cause = "You swapped timesteps and features. The number of values per step comes last."
    elif model.input_shape[0] is not None:
        cause = (
            "You fixed the batch size, as a stateful layer needs it. A smaller last batch then doesn't fit, and these "
            "sequences are independent of each other anyway."
        )
    expect.that(
        model.input_shape[0] is None and got in ((timesteps, features), (None, features)),
        tried="the input",
        got=str(model.input_shape),
        expected=f"(None, {timesteps}, {features}); the first None is the batch",
        cause=cause,
        look="the input shape is (timesteps, features), without the batch",
    )
