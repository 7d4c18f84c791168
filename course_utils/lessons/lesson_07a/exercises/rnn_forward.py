"""The last state of a simple recurrent layer, for a batch of sequences."""

from functools import partial

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons import sequences

_SHAPES = (
    "Two shapes don't fit together. The kernel has the shape (features, units), and the recurrent kernel has the shape "
    "(units, units): which of them is for the input, and which for the state?"
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
    errors={
        "matmul: Input operand": _SHAPES,
        "not aligned": _SHAPES,
        "could not be broadcast": "Two shapes don't fit together. Does your state have one row per sequence "
        "and one column per unit?",
    },
)


def check(answer, rng):
    for n, timesteps, features, units in ((2, 4, 3, 5), (3, 6, 2, 2), (4, 1, 3, 2)):
        X = np.round(rng.normal(size=(n, timesteps, features)), 2)
        kernel = np.round(rng.normal(0, 0.7, (features, units)), 2)
        recurrent_kernel = np.round(rng.normal(0, 0.7, (units, units)), 2)
        bias = np.round(rng.choice([-1, 1], units) * rng.uniform(0.2, 0.5, units), 2)
        weights = kernel, recurrent_kernel, bias
        tried = f"{n} sequences of {timesteps} steps with {features} values, {units} units"
        run = partial(sequences.recurrence, X, *weights)
        right, many = run(), timesteps > 1
        carried = np.zeros_like(right)
        state = np.zeros(units)
        for row in range(n):
            state = carried[row] = sequences.recurrence(X[row : row + 1], *weights, start=state)[0]
        first, second = answer(X, *weights), answer(X, *weights)
        differ = expect.short(first) != expect.short(second)
        outlives = (
            "Your function gives two different results when it is called twice with the same arguments, so it "
            "keeps something from the first call or uses random numbers. Each call starts with a state of zeros."
        )
        mistakes = {
            "You returned the states of all steps. Only the last state is needed.": Either(
                (run(every=True), run(every=True).swapaxes(0, 1))
            ),
            "Your new state doesn't depend on the old state, so the layer has no memory.": Either(
                (
                    np.tanh(X[:, -1] @ kernel + bias),
                    np.tanh(X.sum(axis=1) @ kernel + bias),
                    np.tanh(X.mean(axis=1) @ kernel + bias),
                )
                if many
                else ()
            ),
            "Your function reads only the first step.": np.tanh(X[:, 0] @ kernel + bias) if many else [],
            "The biases are missing.": sequences.recurrence(X, kernel, recurrent_kernel, 0 * bias),
            "A tanh is missing. A state is always between −1 and 1.": Either(
                (
                    run(activation=lambda z: z),
                    X[:, -1] @ kernel + (run(every=True)[:, -2] @ recurrent_kernel if many else 0) + bias,
                )
            ),
            "You used a different activation. A `SimpleRNN` uses tanh by default.": Either(
                (run(activation=lambda z: 1 / (1 + np.exp(-z))), run(activation=lambda z: np.maximum(0, z)))
            ),
            "You took tanh of the input's part and of the state's part separately. Add both parts and the bias first, "
            "then take tanh once.": Either(_separately(X, *weights, first) for first in (True, False)) if many else [],
            "You averaged or added the states of all steps. Only the last state is needed.": (
                Either((run(every=True).mean(axis=1), run(every=True).sum(axis=1))) if many else []
            ),
            "You multiplied each number of the state by a single weight. Every unit reads the whole old state, so use "
            "the matrix product.": (
                sequences.recurrence(X, kernel, np.diag(np.diag(recurrent_kernel)), bias) if many else []
            ),
            "Your function reads the steps from the last to the first.": (
                sequences.recurrence(X[:, ::-1], *weights) if many else []
            ),
            "You transposed the recurrent kernel. Use it as it is.": (
                sequences.recurrence(X, kernel, recurrent_kernel.T, bias) if many else []
            ),
            "Your state starts with ones. It should start with zeros.": run(start=1.0),
            "Each of your sequences starts with the last state of the sequence before it. The sequences are "
            "independent, so each starts with zeros.": carried,
            "You returned the result of the first sequence only. The batch has more sequences.": Either(
                (right[0], right[:1])
            ),
        }
        for got in (first, second):
            expect.close(
                got,
                right,
                tried=tried,
                atol=1e-5,
                look="compute the first two steps of one sequence by hand: what goes into the second state besides "
                "X[0, 1]?",
                mistakes={outlives: got, **mistakes} if differ else mistakes,
            )


def _separately(X, kernel, recurrent_kernel, bias, bias_in_input):
    """Return the last state if tanh is taken of the two parts of each step separately."""
    state = np.zeros((len(X), len(bias)))
    for step in range(X.shape[1]):
        parts = X[:, step] @ kernel, state @ recurrent_kernel
        state = np.tanh(parts[0] + bias * bias_in_input) + np.tanh(parts[1] + bias * (not bias_in_input))
    return state
