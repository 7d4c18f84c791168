"""Four programs with dropout, one of which is correct, drawn from a case number for `dropout_placement`."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Network:
    """A program with dropout as lines of code.

    Attributes
    ----------
    fault : str
        "" for a correct program, otherwise a key of `SYMPTOMS`.
    lines : tuple of str
    reply : str
        What is wrong with it, for learners who thought that it was correct.
    """

    fault: str
    lines: tuple
    reply: str


SYMPTOMS = {  # fault -> what you see when such a program runs; "" is what dropout is for
    "": "The training loss is higher than without dropout, and the validation loss rises later or less.",
    "after softmax": "The training loss stays far above the validation loss, and the training accuracy far below.",
    "after fit": "There is no error and no warning, and training continues as if there were no dropout.",
    "always on": "After training, two predictions for the same image are different.",
    "too much": "The training loss and the validation loss both stay near chance level.",
    "per cent": "The program stops with an error before the first epoch.",
}
_BELONGS = {  # fault -> the reply to a learner who chose its symptom for a different program
    "": "You see this when dropout works as it should, so it doesn't show what is wrong with this program",
    "after softmax": "You see this if probabilities are dropped and the true class is among them",
    "after fit": "You see this if a layer is added too late, because `fit` continues without it",
    "always on": "You see this if units are still dropped after training",
    "too much": "You see this if hardly any units are left to learn with",
    "per cent": "You see this if the rate is not a number between 0 and 1",
}

_FIT = "model.compile(**recipe); model.fit(*train, epochs={e}, validation_data=val)"
_RIGHT = (
    """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dropout({r}), Dense(10, "softmax")])
    """,
    """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dropout({r}),
                        Dense({v}, "relu"), Dropout({r}), Dense(10, "softmax")])
    """,
    """
    inputs = Input((28, 28))
    a1 = Dropout({r})(Dense({u}, "relu")(Flatten()(inputs)))
    model = Model(inputs, Dense(10, "softmax")(a1))
    """,
)
_WRONG = {  # fault -> code, what is wrong with it
    "after softmax": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dense(10, "softmax"), Dropout({r})])
    """,
        "it drops the outputs of the network instead of hidden units",
    ),
    "after fit": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dense(10, "softmax")])
    model.compile(**recipe); model.fit(*train, epochs={e}, validation_data=val)
    model.add(Dropout({r})); model.fit(*train, epochs={e}, validation_data=val)
    """,
        "look at the order of its lines: when is the layer added, and after which layer?",
    ),
    "always on": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dropout({r}), Dense(10, "softmax")])
    model.compile(**recipe); model.fit(*train, epochs={e}, validation_data=val)
    answers = model(val[0], training=True)
    """,
        "the place is right, but what does `training=True` do when the network predicts?",
    ),
    "too much": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dropout(0.99),
                        Dense({v}, "relu"), Dropout(0.99), Dense(10, "softmax")])
    """,
        "the places are right, but the rate is the probability to be dropped, not to be kept",
    ),
    "per cent": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dropout({p}), Dense(10, "softmax")])
    """,
        "the place is right, but the rate must be between 0 and 1",
    ),
}


@dataclass(frozen=True)
class Case:
    """What a case number draws.

    Attributes
    ----------
    networks : dict of str to Network
        "A" to "D"; exactly one is correct.
    trained : str
        The letter of the program with a mistake whose symptom is asked for.
    symptoms : tuple of str
        Keys of `SYMPTOMS` in the order in which they are listed, numbered from 1.
    """

    networks: dict
    trained: str
    symptoms: tuple

    def reply(self, number):
        """Return the reply to a learner who chose the symptom with this number, which is wrong."""
        asked = f"What does program {self.trained} drop, and when?"
        if self.networks[self.trained].fault == "too much":
            asked = "The rate is the fraction of units that dropout drops, not the fraction it keeps."
        return f"{_BELONGS[self.symptoms[number - 1]]}. {asked}"


def draw_case(case):
    """Draw the programs and symptoms of a case.

    Parameters
    ----------
    case : int
        From 0 to 9999.

    Raises
    ------
    ValueError
        For another case.
    """
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    rng = np.random.default_rng(case)
    faults = list(_WRONG)
    chosen = [_fill("", _RIGHT[rng.integers(len(_RIGHT))], "", rng)]
    chosen += [_fill(faults[i], *_WRONG[faults[i]], rng) for i in rng.choice(len(faults), 3, replace=False)]
    letters = rng.permutation(list("ABCD")).tolist()
    networks = dict(sorted(zip(letters, chosen, strict=True)))
    listed = list(SYMPTOMS)
    return Case(networks, letters[1], tuple(listed[i] for i in rng.permutation(len(listed))))


def _fill(fault, template, reply, rng):
    rate = float(rng.choice([0.3, 0.4, 0.5]))
    values = {
        "u": rng.choice([128, 160, 192, 256]),
        "v": rng.choice([48, 64, 96]),
        "r": rate,
        "p": round(100 * rate),
        "e": 5 * rng.integers(4, 9),
    }
    lines = [line[4:] for line in template.rstrip().splitlines()[1:]]
    if not any("model.fit" in line for line in lines):
        lines.append(_FIT)
    return Network(fault, tuple(line.format(**values) for line in lines), reply)


def listing(case):
    """Return the programs of a `Case` and the symptoms to choose from, as text."""
    blocks = []
    for letter, network in case.networks.items():
        blocks += [letter, *("  " + line for line in network.lines)]
    asked = [f"Program {case.trained} has a mistake. What do you see because of this mistake?"]
    asked += [f"  {number}  {SYMPTOMS[fault]}" for number, fault in enumerate(case.symptoms, 1)]
    return "\n".join([*blocks, "", *asked])
