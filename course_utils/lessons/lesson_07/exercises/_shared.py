"""Windows and recurrence in NumPy, and checks of a recurrent model's input and parts."""

import numpy as np

from course_utils.checks import expect


def parts(got, names, tried):
    """Return what came back, if it has as many parts as `names`."""
    expect.that(
        isinstance(got, (tuple, list)) and len(got) == len(names),
        tried=tried,
        got=got,
        expected=f"{len(names)} things: {', '.join(names)}",
        look=f"return {', '.join(names)}, parted by commas",
    )
    return got


def windows(series, timesteps, horizon, step=1, lost=0):
    """Return windows of shape (n, timesteps, 1), and for each the value `horizon` steps after its last one."""
    n = len(series) - timesteps - horizon + 1 - lost
    starts = range(0, n, step)
    X = np.array([series[start : start + timesteps] for start in starts]).reshape(-1, timesteps, 1)
    return X, np.array([series[start + timesteps + horizon - 1] for start in starts])


def recurrence(X, kernel, recurrent_kernel, bias, activation=np.tanh, start=0.0, every=False):
    """Compute the states of a simple recurrent layer; return the last one, or all."""
    state = np.zeros((len(X), kernel.shape[1])) + start
    states = []
    for step in range(X.shape[1]):
        state = activation(X[:, step] @ kernel + state @ recurrent_kernel + bias)
        states.append(state)
    return np.stack(states, axis=1) if every else state


RANK = (
    "A recurrent layer got one vector and no sequence. The layer before it passes on its last state only: what makes "
    "it pass on the states of all steps? If it is the first one: a recurrent layer wants sequences with an axis for "
    "the values of each step, (timesteps, features). keras.Input gets these two, without the batch."
)


def recurrent(model):
    return [layer for layer in model.layers if layer.kind in ("SimpleRNN", "LSTM", "GRU", "Bidirectional")]


def reads(model, timesteps, features):
    """Demand that the model takes sequences of this shape, or of any length."""
    got = tuple(model.input_shape[1:])
    cause = ""
    if got == (features, timesteps):
        cause = (
            "Steps and features are exchanged. How many values does the network see at one point in time? That number "
            "comes last."
        )
    elif model.input_shape[0] is not None:
        cause = (
            "A size of the batch is fixed, as a stateful layer needs it. Then the last batch, which is smaller, does "
            "not fit; and sequences here have nothing to do with each other."
        )
    expect.that(
        model.input_shape[0] is None and got in ((timesteps, features), (None, features)),
        tried="the input",
        got=str(model.input_shape),
        expected=f"(None, {timesteps}, {features}); the first None is the batch",
        cause=cause,
        look="(timesteps, features) of one sequence, without the batch",
    )
