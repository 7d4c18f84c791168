# %% right: a loop over the steps
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    state = np.zeros((len(X), kernel.shape[1]))
    for step in range(X.shape[1]):
        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
    return state


# %% right: sequence by sequence, unit by unit
import math


def rnn_forward(X, kernel, recurrent_kernel, bias):
    states = []
    for sequence in X:
        state = [0.0] * len(bias)
        for x in sequence:
            new = []
            for unit in range(len(bias)):
                z = bias[unit]
                z += sum(x[f] * kernel[f][unit] for f in range(len(x)))
                z += sum(state[u] * recurrent_kernel[u][unit] for u in range(len(state)))
                new.append(math.tanh(z))
            state = new
        states.append(state)
    return states


# %% right: einsum over time-major
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    inputs = np.einsum("ntf,fu->tnu", X, kernel) + bias
    state = np.zeros(inputs.shape[1:])
    for z in inputs:
        state = np.tanh(z + state @ recurrent_kernel)
    return state


# %% right: Keras's own layer
import keras
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    layer = keras.layers.SimpleRNN(len(bias))
    layer.build(X.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return np.asarray(layer(X.astype("float32")))


# %% right: functools.reduce over the steps
from functools import reduce
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    start = np.zeros((len(X), len(bias)))
    return reduce(lambda state, x: np.tanh(x @ kernel + state @ recurrent_kernel + bias), X.swapaxes(0, 1), start)


# %% right: recursion
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    if X.shape[1] == 0:
        return np.zeros((X.shape[0], bias.size))
    before = rnn_forward(X[:, :-1], kernel, recurrent_kernel, bias)
    return np.tanh(np.dot(X[:, -1], kernel) + np.dot(before, recurrent_kernel) + bias)


# %% right: one matrix for input, state and bias
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    W = np.vstack([kernel, recurrent_kernel, bias])
    state = np.zeros((len(X), bias.shape[0]))
    for x in np.moveaxis(X, 1, 0):
        state = np.tanh(np.hstack([x, state, np.ones((len(X), 1))]) @ W)
    return state


# %% right: a cell that is called, in place
import numpy as np


class Cell:
    def __init__(self, *weights):
        self.kernel, self.recurrent_kernel, self.bias = weights

    def __call__(self, x, state):
        z = np.matmul(x, self.kernel)
        z += np.matmul(state, self.recurrent_kernel)
        z += self.bias
        return np.tanh(z, out=z)


def rnn_forward(X, *weights):
    cell, state = Cell(*weights), np.zeros((X.shape[0], weights[0].shape[1]))
    for step in range(X.shape[1]):
        state = cell(X[:, step, :], state)
    return state


# %% wrong S15: the state outlives the call | keeps something from the first call
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias, memory={}):
    state = memory.get(X.shape, np.zeros((len(X), kernel.shape[1])))
    for step in range(X.shape[1]):
        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
    memory[X.shape] = state
    return state


# %% wrong: kernels exchanged | Two shapes don't fit together
#-        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
#+        state = np.tanh(X[:, step] @ recurrent_kernel + state @ kernel + bias)


# %% wrong: kernels exchanged, the state's part first | Which kernel is multiplied by the input, and which kernel by the state?
#-        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
#+        state = np.tanh(state @ kernel + X[:, step] @ recurrent_kernel + bias)


# %% wrong: the kernel before the input | The two factors of a matrix product are in the wrong order
#-        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
#+        state = np.tanh(kernel @ X[:, step] + recurrent_kernel @ state + bias)


# %% wrong: the kernel before the input, np.dot | The two factors of a matrix product are in the wrong order
#-        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
#+        state = np.tanh(np.dot(kernel, X[:, step]) + np.dot(state, recurrent_kernel) + bias)


# %% wrong: the recurrent kernel before the state, np.dot | The two factors of a matrix product are in the wrong order
#-        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
#+        state = np.tanh(np.dot(X[:, step], kernel) + np.dot(recurrent_kernel, state) + bias)


# %% wrong: the kernel before one sequence | In each of the two products, the kernel comes after the @.
#-    state = np.zeros((len(X), kernel.shape[1]))
#-    for step in range(X.shape[1]):
#-        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
#-    return state
#+    states = np.zeros((len(X), len(bias)))
#+    for step in range(X.shape[1]):
#+        for i, state in enumerate(states):
#+            states[i] = np.tanh(kernel @ X[i, step] + recurrent_kernel @ state + bias)
#+    return states


# %% wrong: a state for each step | Does your state have one row per sequence
#-    state = np.zeros((len(X), kernel.shape[1]))
#+    state = np.zeros((X.shape[1], kernel.shape[1]))


# %% wrong: it forgets half | compute the first two steps of one sequence
#-        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
#+        state = 0.5 * np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)


# %% wrong S36: tanh of input and state each for itself | You took tanh of the input's part and of the state's part separately.
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    state = np.zeros((len(X), len(bias)))
    for step in range(X.shape[1]):
        state = np.tanh(X[:, step] @ kernel + bias) + np.tanh(state @ recurrent_kernel)
    return state


# %% wrong S37: the mean of the states of all steps | You averaged or added the states of all steps. Only the last state is
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    state, states = np.zeros((len(X), len(bias))), []
    for step in range(X.shape[1]):
        state = np.tanh(X[:, step] @ kernel + state @ recurrent_kernel + bias)
        states.append(state)
    return np.mean(states, axis=0)


# %% wrong S38: the state by place, not by matrix product | You multiplied each number of the state by a single weight. Every unit
import numpy as np


def rnn_forward(X, kernel, recurrent_kernel, bias):
    state = np.zeros((len(X), len(bias)))
    for step in range(X.shape[1]):
        state = np.tanh(X[:, step] @ kernel + state * np.diag(recurrent_kernel) + bias)
    return state
