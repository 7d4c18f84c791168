"""The last state of a simple recurrent layer, for a batch of sequences."""

from functools import partial

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.sequences import recurrence

_SHAPES = (
    "Two shapes don't fit together. The kernel has the shape (features, units), and the recurrent kernel has the shape "
    "(units, units). Which kernel is multiplied by the input, and which kernel by the state? In each of the two "
    "products, the kernel comes after the @."
)

_ORDER = (
    "The two factors of a matrix product are in the wrong order. Each row of the input and of the state belongs "
    "to one sequence, so the input and the state come before the @, and the kernels come after the @."
)

exercise = Exercise(
    points=3,
    hints=[
        "Start with a state of zeros of shape (n, units). Then loop over the steps: `X[:, step]` has the shape (n, "
        "features).",
        "At each step, z = X[:, step] @ kernel + state @ recurrent_kernel + bias. Which function turns z into the new "
        "state?",
        "The new state is tanh(z), and it replaces the old state. After the last step, return the state.",
    ],
    errors={  # the first case has 2 sequences, 3 features and 5 units, so these sizes say what comes first
        "(size 2 is different from": _ORDER,
        "shapes (3,5) and": _ORDER,
        "shapes (5,5) and": _ORDER,
        "matmul: Input operand": _SHAPES,
        "not aligned": _SHAPES,
        "could not be broadcast": "Two shapes don't fit together. Does your state have one row per sequence "
        "and one column per unit?",
    },
    look="compute the first two steps of one sequence by hand: what goes into the second state besides X[0, 1]?",
    repeats="Your function gives two different results when it is called twice with the same arguments, so it keeps "
    "something from the first call or uses random numbers. Each call starts with a state of zeros.",
    tolerance=1e-5,
)

reference = recurrence


def _every(*arguments):
    return recurrence(*arguments, every=True)


def _one_step(choose):
    """Return the answer that has no state and one step, with the inputs ``choose(X)``."""
    return lambda X, kernel, recurrent_kernel, bias: np.tanh(choose(X) @ kernel + bias)


def _last_without_tanh(X, kernel, recurrent_kernel, bias):
    before = recurrence(X[:, :-1], kernel, recurrent_kernel, bias)
    return X[:, -1] @ kernel + before @ recurrent_kernel + bias


def _carried(X, *weights):
    states = [np.zeros(weights[-1].shape)]
    for sequence in X:
        states.append(recurrence(sequence[np.newaxis], *weights, start=states[-1])[0])
    return np.array(states[1:])


def _separately(X, kernel, recurrent_kernel, bias, bias_in_input):
    state = np.zeros((len(X), len(bias)))
    for step in range(X.shape[1]):
        parts = X[:, step] @ kernel, state @ recurrent_kernel
        state = np.tanh(parts[0] + bias * bias_in_input) + np.tanh(parts[1] + bias * (not bias_in_input))
    return state


mistakes = {
    "You returned the states of all steps. Only the last state is needed.": (
        _every,
        lambda *arguments: _every(*arguments).swapaxes(0, 1),
    ),
    "Your new state doesn't depend on the old state, so the layer has no memory.": (
        _one_step(lambda X: X[:, -1]),
        _one_step(lambda X: X.sum(axis=1)),
        _one_step(lambda X: X.mean(axis=1)),
    ),
    "Your function reads only the first step.": _one_step(lambda X: X[:, 0]),
    "The biases are missing.": lambda X, kernel, recurrent_kernel, bias: recurrence(
        X, kernel, recurrent_kernel, 0 * bias
    ),
    "A tanh is missing. A state is always between −1 and 1.": (
        partial(recurrence, activation=lambda z: z),
        _last_without_tanh,
    ),
    "You used a different activation. A `SimpleRNN` uses tanh by default.": (
        partial(recurrence, activation=lambda z: 1 / (1 + np.exp(-z))),
        partial(recurrence, activation=lambda z: np.maximum(0, z)),
    ),
    "You took tanh of the input's part and of the state's part separately. Add both parts and the bias first, then "
    "take tanh once.": (partial(_separately, bias_in_input=True), partial(_separately, bias_in_input=False)),
    "You averaged or added the states of all steps. Only the last state is needed.": (
        lambda *arguments: _every(*arguments).mean(axis=1),
        lambda *arguments: _every(*arguments).sum(axis=1),
    ),
    "You multiplied each number of the state by a single weight. Every unit reads the whole old state, so use the "
    "matrix product.": lambda X, kernel, recurrent_kernel, bias: recurrence(
        X, kernel, np.diag(np.diag(recurrent_kernel)), bias
    ),
    "Your function reads the steps from the last to the first.": lambda X, *weights: recurrence(X[:, ::-1], *weights),
    "You transposed the recurrent kernel. Use it as it is.": lambda X, kernel, recurrent_kernel, bias: recurrence(
        X, kernel, recurrent_kernel.T, bias
    ),
    "Your state starts with ones. It should start with zeros.": partial(recurrence, start=1.0),
    "Each of your sequences starts with the last state of the sequence before it. The sequences are independent, so "
    "each starts with zeros.": _carried,
    "You returned the result of the first sequence only. The batch has more sequences.": (
        lambda *arguments: recurrence(*arguments)[0],
        lambda *arguments: recurrence(*arguments)[:1],
    ),
}


def cases(rng):
    for n, timesteps, features, units in ((2, 4, 3, 5), (3, 6, 2, 2), (4, 1, 3, 2)):
        yield Case(
            "{n} sequences of {timesteps} steps with {features} values, {units} units",
            fields={"n": n, "timesteps": timesteps, "features": features, "units": units},
            X=np.round(rng.normal(size=(n, timesteps, features)), 2),
            kernel=np.round(rng.normal(0, 0.7, (features, units)), 2),
            recurrent_kernel=np.round(rng.normal(0, 0.7, (units, units)), 2),
            bias=np.round(rng.choice([-1, 1], units) * rng.uniform(0.2, 0.5, units), 2),
        )
