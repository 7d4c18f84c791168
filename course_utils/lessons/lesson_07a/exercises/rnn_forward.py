"""The last state of a simple recurrent layer, for a batch of sequences."""

from functools import partial

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons import sequences

exercise = Exercise(
    points=3,
    hints=[
        "Begin with a state of zeros, shape (n, units). A loop over the steps: `X[:, step]` has the shape (n, "
        "features).",
        "At each step, z = X[:, step] @ kernel + state @ recurrent_kernel + bias. What makes the new state of z?",
        "The new state is tanh(z). It takes the place of the old one. After the last step, return it.",
    ],
    errors={
        "matmul: Input operand": "Two shapes do not fit. kernel is (features, units), recurrent_kernel (units, units): "
        "which of them meets the input, and which the state?",
        "not aligned": "Two shapes do not fit. kernel is (features, units), recurrent_kernel (units, units): which of "
        "them meets the input, and which the state?",
        "could not be broadcast": "Two shapes do not fit. Does the state have as many rows as there are sequences, and "
        "a column for each unit?",
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
            "Called twice with the same, your function gives two different results: something outlives the call. Each "
            "sequence begins with zeros."
        )
        mistakes = {
            "These are the states of all steps. Asked for is the last one.": Either(
                (run(every=True), run(every=True).swapaxes(0, 1))
            ),
            "The state of the step before is not used. Then the order of the steps does not matter.": Either(
                (
                    np.tanh(X[:, -1] @ kernel + bias),
                    np.tanh(X.sum(axis=1) @ kernel + bias),
                    np.tanh(X.mean(axis=1) @ kernel + bias),
                )
                if many
                else ()
            ),
            "Only the first step was read.": np.tanh(X[:, 0] @ kernel + bias) if many else [],
            "The biases are missing.": sequences.recurrence(X, kernel, recurrent_kernel, 0 * bias),
            "The last step has no tanh: a state lies between −1 and 1.": Either(
                (
                    run(activation=lambda z: z),
                    X[:, -1] @ kernel + (run(every=True)[:, -2] @ recurrent_kernel if many else 0) + bias,
                )
            ),
            "That is another activation. A simple recurrent layer takes tanh.": Either(
                (run(activation=lambda z: 1 / (1 + np.exp(-z))), run(activation=lambda z: np.maximum(0, z)))
            ),
            "The steps were read from the last to the first.": (
                sequences.recurrence(X[:, ::-1], *weights) if many else []
            ),
            "The recurrent kernel is turned over: state @ recurrent_kernel, as it stands.": (
                sequences.recurrence(X, kernel, recurrent_kernel.T, bias) if many else []
            ),
            "The state begins with ones. It begins with zeros.": run(start=1.0),
            "Each sequence began with the state in which the one before it had ended. Sequences know nothing of each "
            "other: each begins with zeros.": carried,
            "This is the first sequence alone. The batch has more of them.": Either((right[0], right[:1])),
        }
        for got in (first, second):
            expect.close(
                got,
                right,
                tried=tried,
                atol=1e-5,
                look="the first step of one sequence: X[0, 0] @ kernel + bias, and tanh of it",
                mistakes={outlives: got, **mistakes} if differ else mistakes,
            )
