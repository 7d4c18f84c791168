"""The number of parameters in a recurrent layer, whatever the length of the sequences."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "One gate is a simple recurrent layer: which three arrays of weights does it have, and of which shapes?",
        "kernel (features, units), recurrent_kernel (units, units), bias (units,). The same ones are used at every "
        "step.",
        "An LSTM has all of these once for each of its gates.",
    ],
)


def check(answer, rng):
    sizes = [n for n in range(4, 40) if n % 3]  # 3 · (features + 1) units: two mistakes would give the same number
    for gates in (1, 4, 1, 4):
        timesteps, features, units = (int(number) for number in rng.choice(sizes, 3, replace=False))
        inner, outer = units * units, features * units
        right = gates * (outer + inner + units)
        expect.close(
            answer(timesteps, features, units, gates),
            right,
            tried=f"rnn_parameters(timesteps={timesteps}, features={features}, units={units}, gates={gates})",
            look="the shapes of kernel, recurrent kernel and bias: how many numbers are in each?",
            mistakes={
                "The weights from state to state are missing. A recurrent layer has a second input at every step: its "
                "own state.": gates * (outer + units),
                "Every step got weights of its own. They are shared: the same layer reads longer sequences with the "
                "same weights.": Either(
                    (
                        timesteps * right,
                        gates * (timesteps * outer + inner + units),
                        gates * (timesteps * (outer + inner) + units),
                    )
                ),
                "The biases are missing.": gates * (outer + inner),
                "There is one bias for each unit of each gate.": Either(
                    (gates * (outer + inner) + units, gates * (outer + inner + 1))
                    if gates > 1
                    else (outer + inner + 1,)
                ),
                "The gates are not counted: each has weights of its own.": outer + inner + units if gates > 1 else [],
                "The state is as long as there are units, not as the input has features.": (
                    gates * (outer + features * features + units)
                ),
                "Every input got its bias, too. A unit adds one bias to its sum.": gates * (outer + inner + 2 * units),
            },
        )
