"""Simple recurrent layers in NumPy, and checks of a recurrent model's input."""

import numpy as np

from course_utils.checks import expect


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
