"""The number of parameters in a recurrent layer, which doesn't depend on the length of the sequences."""

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "Start with one set of weights. Which three arrays does a `SimpleRNN` have, and what are their shapes?",
        "The kernel has the shape (features, units), the recurrent kernel (units, units), and the bias (units,). Every "
        "step uses the same arrays.",
        "An LSTM has all of these arrays four times: once for each gate, and once for the candidate.",
    ],
    look="write down the shapes of kernel, recurrent kernel and bias: how many numbers does each array have?",
)


def reference(timesteps, features, units, sets):
    return sets * (features * units + units * units + units)


mistakes = {
    "You left out the weights from state to state. At every step, a recurrent layer also reads its own old state.": (
        lambda timesteps, features, units, sets: sets * (features * units + units)
    ),
    "You counted separate weights for every step. All steps share the same weights.": (
        lambda timesteps, features, units, sets: timesteps * reference(timesteps, features, units, sets),
        lambda timesteps, features, units, sets: sets * (timesteps * features * units + units * units + units),
        lambda timesteps, features, units, sets: sets * (timesteps * (features * units + units * units) + units),
    ),
    "You left out the biases.": lambda timesteps, features, units, sets: sets * (features * units + units * units),
    "You counted too few biases. Each set has one bias per unit.": (
        lambda timesteps, features, units, sets: sets * (features * units + units * units) + units,
        lambda timesteps, features, units, sets: sets * (features * units + units * units + 1),
    ),
    "You counted a bias for each feature. The biases belong to the units: one per unit in each set.": (
        lambda timesteps, features, units, sets: sets * (features * units + units * units + features)
    ),
    "You used the number of steps. The kernel has a row for each value of a step: its shape is (features, units).": (
        lambda timesteps, features, units, sets: reference(timesteps, timesteps, units, sets)
    ),
    "You counted an output layer, too. The function counts the recurrent layer alone.": (
        lambda timesteps, features, units, sets: reference(timesteps, features, units, sets) + units + 1
    ),
    "You counted a single set of weights. The argument `sets` says how many sets there are.": (
        lambda timesteps, features, units, sets: reference(timesteps, features, units, 1)
    ),
    "You counted a state that is as long as the input. The state has `units` numbers.": (
        lambda timesteps, features, units, sets: sets * (features * units + features * features + units)
    ),
    "You counted a bias for the input and a second one for the state. Here, each unit has one bias per set.": (
        lambda timesteps, features, units, sets: sets * (features * units + units * units + 2 * units)
    ),
}


def cases(rng):
    sizes = [n for n in range(4, 40) if n % 3]  # 3 · (features + 1) units: two mistakes would give the same number
    for sets in (1, 4, 1, 4):
        timesteps, features, units = (int(number) for number in rng.choice(sizes, 3, replace=False))
        yield Case(
            "rnn_parameters(timesteps={timesteps}, features={features}, units={units}, sets={sets})",
            timesteps=timesteps,
            features=features,
            units=units,
            sets=sets,
        )
