"""Four networks with dropout, one of which is right, drawn from a case number for `dropout_placement`."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Network:
    """A network with dropout as lines of code.

    Attributes
    ----------
    fault : str
        "" for a network that is right, else a key of `SYMPTOMS`.
    lines : tuple of str
    reply : str
        What is wrong with it; for who thought it right.
    """

    fault: str
    lines: tuple
    reply: str


SYMPTOMS = {  # fault -> what is seen when such a network is trained; "" is what dropout is for
    "": "The training loss is higher than without dropout; the validation loss rises later or less.",
    "after softmax": "The training loss stays far above the validation loss, the training accuracy far below.",
    "after fit": "Nothing changes: no error, no warning, and the training goes on as without dropout.",
    "always on": "The same picture, predicted twice after the training, gets two different answers.",
    "too much": "Training loss and validation loss both stay near those of guessing.",
    "per cent": "It stops with an error before the first epoch.",
}
_BELONGS = {  # fault -> the reply to a learner who chose its symptom for a different network
    "": "That is what dropout in the right place does. This network has a fault",
    "after softmax": "That is seen where finished probabilities are dropped, and the right class is among them",
    "after fit": "That is seen where a layer comes too late: `fit` goes on with what `compile` was given",
    "always on": "That is seen where units are still dropped when the training is over",
    "too much": "That is seen where hardly a unit is left to learn with",
    "per cent": "That is seen where a rate is none: Keras wants a share between 0 and 1",
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
        "what it drops are the answers of the network, not hidden units",
    ),
    "after fit": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dense(10, "softmax")])
    model.compile(**recipe); model.fit(*train, epochs={e}, validation_data=val)
    model.add(Dropout({r})); model.fit(*train, epochs={e}, validation_data=val)
    """,
        "look at the order of its lines: when is the layer added, and behind which other one?",
    ),
    "always on": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dropout({r}), Dense(10, "softmax")])
    model.compile(**recipe); model.fit(*train, epochs={e}, validation_data=val)
    answers = model(val[0], training=True)
    """,
        "the place is right, but what does `training=True` say when somebody predicts?",
    ),
    "too much": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dropout(0.99),
                        Dense({v}, "relu"), Dropout(0.99), Dense(10, "softmax")])
    """,
        "the places are right, but the rate is the share that is dropped, not the share that is kept",
    ),
    "per cent": (
        """
    model = Sequential([Input((28, 28)), Flatten(), Dense({u}, "relu"), Dropout({p}), Dense(10, "softmax")])
    """,
        "the place is right, but the rate must be a share between 0 and 1",
    ),
}


@dataclass(frozen=True)
class Case:
    """What a case number draws.

    Attributes
    ----------
    networks : dict of str to Network
        "A" to "D"; exactly one is right.
    trained : str
        The letter of the faulty network whose symptom is asked for.
    symptoms : tuple of str
        Keys of `SYMPTOMS` in the order in which they are listed, numbered from 1.
    """

    networks: dict
    trained: str
    symptoms: tuple

    def reply(self, number):
        """Return the reply to a learner who chose the symptom of this number, which is wrong."""
        return f"{_BELONGS[self.symptoms[number - 1]]}. What does network {self.trained} drop, and when?"


def draw_case(case):
    """Draw the networks and symptoms of a case.

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
    """Return the networks of a `Case` and the symptoms to choose from, as text."""
    blocks = []
    for letter, network in case.networks.items():
        blocks += [letter, *("  " + line for line in network.lines)]
    asked = [f"Network {case.trained} is run as it stands. What is seen?"]
    asked += [f"  {number}  {SYMPTOMS[fault]}" for number, fault in enumerate(case.symptoms, 1)]
    return "\n".join([*blocks, "", *asked])
