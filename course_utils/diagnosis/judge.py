"""The judgement: which of the known troubles do the curves show, how sure is that, what to try in which order?"""

import math
from dataclasses import dataclass, field

import numpy as np

from course_utils.cards import Card
from course_utils.diagnosis.curves import read
from course_utils.diagnosis.measures import measure

NAMES = (
    "healthy",
    "overfitting",
    "underfitting",
    "not learning",
    "learning rate too high",
    "learning rate too low",
    "diverged",
    "validation too easy",
    "too noisy",
    "too short",
)
SURE = 0.6  # confidence from which a diagnosis is called sure

ADVICE = {
    "healthy": (
        "Keep it: note the settings and the seed, and repeat with two more seeds.",
        "Compare with a baseline, then look once at the test data, at the very end.",
    ),
    "overfitting": (
        "Stop at the lowest validation loss: EarlyStopping with restore_best_weights=True.",
        "More training data, or augmentation.",
        "Dropout or an L2 penalty; change one at a time, and compare over seeds.",
        "A smaller network; measure whether it helps.",
    ),
    "underfitting": (
        "Take out regularization: dropout and penalties to 0.",
        "More units, then one more layer.",
        "Look at the inputs: scaled? Is what decides the class in them at all?",
        "Try a learning rate three times as high and one three times as low, to rule that out.",
    ),
    "not learning": (
        "Overfit one batch: a network that cannot learn 16 rows by heart has a bug.",
        "Look at a few inputs beside their labels: do they belong together? Are the inputs scaled, and not all alike?",
        "Check last layer, loss and labels against each other; check that the layers are trainable.",
        "Then try learning rates ten times as high and ten times as low.",
    ),
    "learning rate too high": (
        "Divide the learning rate by 10; if the curve then is smooth, try in between.",
        "Scale the inputs to mean 0 and deviation 1, or to 0…1.",
        "A larger batch, a schedule that lowers the rate, or clipnorm=1.",
    ),
    "learning rate too low": (
        "Multiply the learning rate by 10, again and again until the loss jumps; then take a third of that.",
        "Use Adam in place of plain SGD; scale the inputs.",
        "Only then train for longer.",
    ),
    "diverged": (
        "Look for nan and inf in the inputs and the labels: np.isfinite(x).all().",
        "Divide the learning rate by 10, and again.",
        "Scale the inputs; let the loss have logits (from_logits=True); clipnorm=1.",
    ),
    "validation too easy": (
        "Is there dropout or augmentation? Both act in training only, and can explain it. Evaluate the model on the "
        "training data and compare again.",
        "Look for rows that are in training and in validation, exactly or nearly: duplicates, the same person, writer, "
        "day.",
        "Compare the shares of the classes, and how hard the rows are; split anew, by groups.",
    ),
    "too noisy": (
        "Use more validation rows, or cross-validation: say how far the accuracy can be off.",
        "A larger batch, or a lower learning rate towards the end.",
        "Repeat with five seeds, and judge the mean.",
    ),
    "too short": (
        "Train for three to five times as many epochs, with EarlyStopping, and read the curves again.",
        "If it is still falling then, raise the learning rate.",
    ),
}


@dataclass(frozen=True)
class Diagnosis:
    """What learning curves show.

    Attributes
    ----------
    name : str
        The likeliest of `NAMES`.
    sure : bool
        Whether the confidence reaches the limit; if not, "not sure" is the answer, and the name only a first guess.
    confidence : float
        From 0 to 1.
    evidence : tuple of str
        What was seen, with the numbers.
    advice : tuple of str
        What to try, in this order.
    """

    name: str
    sure: bool
    confidence: float
    evidence: tuple = field(default=())
    advice: tuple = field(default=())

    def __str__(self):
        return str(self._card())

    def _repr_html_(self):
        return self._card().html()

    def _card(self):
        title = f"{self.name}" if self.sure else f"not sure; most likely: {self.name}"
        look = ("passed" if self.name == "healthy" else "note") if self.sure else "hint"
        seen = "\n".join(self.evidence)
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(self.advice, start=1))
        return Card(look, f"{title} (confidence {self.confidence:.0%})", (("What I see", seen), ("Try", steps)))


def diagnose(history, *, num_classes=None, baseline_loss=None):
    """Read learning curves: what do they show, how sure is that, and what should be tried?

    Parameters
    ----------
    history : keras.callbacks.History, dict or path
        What `fit` returns, its ``.history`` (curve name to one number for each epoch), or a CSV file as
        `keras.callbacks.CSVLogger` writes it. "loss" must be there; "val_loss" and an accuracy help. Order does not
        matter, other curves are not read.
    num_classes : int, at least 2, optional
        For cross-entropy: a clueless guess then has the loss ln(num_classes).
    baseline_loss : float above 0, optional
        The loss of a clueless guess, where it is something else.

    Returns
    -------
    Diagnosis

    Raises
    ------
    TypeError, ValueError, OSError
        The curves cannot be read, or an argument is out of its range.
    """
    clueless = _clueless(num_classes, baseline_loss)
    curves = read(history)
    blown = _blown(curves)
    if blown:
        return Diagnosis("diverged", True, 1.0, blown, ADVICE["diverged"])
    seen = measure(curves, clueless)
    scores = _scores(seen, clueless is not None)
    name = max(NAMES, key=lambda each: scores[each])
    total = sum(scores.values())
    confidence = scores[name] / max(total, 1.0)
    if seen["epochs"] < 3:
        name, confidence = "too short", min(confidence, 0.5)
    return Diagnosis(name, confidence >= SURE, confidence, _evidence(seen, clueless), ADVICE[name])


def _clueless(num_classes, baseline_loss):
    if baseline_loss is not None:
        if not (isinstance(baseline_loss, (int, float, np.number)) and 0 < baseline_loss < math.inf):
            raise ValueError(f"baseline_loss must be a number above 0, got {baseline_loss!r}; leave it out if unknown")
        return float(baseline_loss)
    if num_classes is None:
        return None
    if not (isinstance(num_classes, (int, np.integer)) and num_classes >= 2):
        raise ValueError(
            f"num_classes must be a whole number, at least 2, got {num_classes!r}; or leave it out"
        )
    return math.log(num_classes)


def _blown(curves):
    for name, values in (("training loss", curves.loss), ("validation loss", curves.val_loss)):
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            epoch = bad[0] if name == "training loss" else curves.val_epoch[bad[0]]
            return (f"The {name} is {values[bad[0]]} from epoch {epoch + 1} on, of {len(curves.loss)}.",)
    return ()


def _up(value, low, high):
    """0 up to low, 1 from high on, a straight line between."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _down(value, low, high):
    return 1 - _up(value, low, high)


def _scores(m, known):
    """How much speaks for each name, from 0 to 1."""
    n = m["epochs"]
    has_val = "val_end" in m
    rising = m["ups"]
    flat = _down(abs(m["fall"]), 0.03, 0.1)
    rough = max(_up(m["spike"], 0.15, 0.4), _up(m["jitter"], 0.03, 0.1))
    calm = 1 - rough
    gaining = _up(m["more"], 0.04, 0.12)
    settled = _down(m["more"], 0.04, 0.12)
    low = _down(m["end"], 0.25, 0.6)
    steady = _down(rising, 0.02, 0.15)
    linear = _down(m["halfway"], 0.6, 0.8)
    past = easy = noisy = 0.0
    if has_val:
        past = _up(m["val_rise"], 0.03, 0.1) * _up(m["after"], 0.01, 0.05) * _up(m["gap"], 0.02, 0.08)
        past *= _up(m["val_rise"], 0.5 * m["val_jitter"], 2 * m["val_jitter"] + 1e-9)
        easy = _up(m["below"], 0.05, 0.25) * _up(m["fall"], 0.1, 0.3)
        few = _down(m["rows"], 20, 40) if m["rows"] else 0.0
        noisy = max(_up(m["val_jitter"], 0.05, 0.15), few) * calm
    still = (1 - past) * (1 - easy) * (1 - noisy)
    fine = (1 - flat) * still * calm
    slow = gaining * fine
    return {
        "diverged": _up(m["end"], 1.5, 3.0) * _up(m["end"] - m["best"], 0.5, 1.5),
        "learning rate too high": rough * (1 - past),
        "overfitting": past,
        "validation too easy": easy * (1 - past),
        "too noisy": noisy * (1 - past) * (1 - easy),
        "not learning": flat * (1 - steady) * calm * (1 - past),
        "learning rate too low": max(flat * steady * calm, slow * linear * steady * _up(n, 5, 15)),
        "too short": slow * (1 - linear * steady * _up(n, 5, 15)),
        "underfitting": settled * fine * (1 - low),
        "healthy": settled * fine * low,
    }


def _evidence(m, clueless):
    n = int(m["epochs"])
    scale = m["scale"]
    said = [f"Training loss: {_short(m['first'] * scale)} at epoch 1, {_short(m['end'] * scale)} at the end of {n}."]
    if "val_end" in m:
        where = round(m["val_when"] * m["val_epochs"])
        said.append(
            f"Validation loss: lowest {_short(m['val_best'] * scale)} at its value {where} of {int(m['val_epochs'])}, "
            f"{_short(m['val_end'] * scale)} at the end; training fell by {_short(m['after'] * scale)} after that."
        )
        said.append(f"At the end validation lies {_short(m['gap'] * scale)} above training.")
    else:
        said.append("There is no validation loss: nothing can be said about new data.")
    if clueless:
        said.append(f"A clueless guess has the loss {_short(clueless)}.")
    return tuple(said)


def _short(value):
    return f"{value:.3g}"
