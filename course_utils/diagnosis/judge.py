"""Judgement on learning curves: which known trouble they show, how sure that is, and what to try."""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from course_utils.diagnosis.curves import Curves, read
from course_utils.diagnosis.measures import LONGER, measure
from course_utils.diagnosis.model import probabilities
from course_utils.display import GOOD, HINT, NOTE, Card

if TYPE_CHECKING:
    from keras.callbacks import History

NOT_SURE = "not sure"
SURE = 0.55  # confidence from which an answer is given; chosen on the tuning part of benchmarks/diagnosis
FEWEST = 3  # epochs: with fewer, all that can be said is that they are too few

TELL_APART = ("The curves fit both. Train for longer or with another seed, and read them again.",)
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
        One of `NAMES`, or "not sure".
    confidence : float
        How likely the first of `likeliest` is, from 0 to 1.
    likeliest : tuple of str
        The two likeliest of `NAMES`, the first one first; `name` is the first one where it is likely enough.
    evidence : tuple of str
        What was seen, with the numbers.
    advice : tuple of str
        What to try, in this order.
    """

    name: str
    confidence: float
    likeliest: tuple[str, str]
    evidence: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether there is an answer."""
        return self.name != NOT_SURE

    def __str__(self) -> str:
        return str(self._card())

    def _repr_html_(self) -> str:
        return self._card().html()

    def _card(self) -> Card:
        look = (GOOD if self.name == "healthy" else NOTE) if self.sure else HINT
        first, second = self.likeliest
        title = self.name if self.sure else f"not sure: {first}, or {second}?"
        seen = "\n".join(self.evidence)
        steps = "\n".join(f"{number}. {step}" for number, step in enumerate(self.advice, start=1))
        return Card(look, f"{title} (confidence {self.confidence:.0%})", (("What I see", seen), ("Try", steps)))


def diagnose(
    history: History | Mapping[str, Sequence[float]] | str | os.PathLike[str],
    *,
    num_classes: int | None = None,
    baseline_loss: float | None = None,
) -> Diagnosis:
    """Read learning curves, and say what they show, how sure that is, and what to try.

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
    clueless = _clueless_loss(num_classes, baseline_loss)
    curves = read(history)
    divergence = _divergence(curves)
    if divergence:
        return Diagnosis("diverged", 1.0, ("diverged", "learning rate too high"), divergence, ADVICE["diverged"])
    measures = measure(curves, clueless)
    if measures["epochs"] < FEWEST:
        return Diagnosis(
            "too short", 1.0, ("too short", "not learning"), _evidence(measures, clueless, ()), ADVICE["too short"]
        )
    chances = probabilities(measures)
    first, second = sorted(chances, key=chances.__getitem__, reverse=True)[:2]
    confidence = chances[first]
    name = first if confidence >= SURE else NOT_SURE
    advice = ADVICE[name] if name in ADVICE else (*TELL_APART, ADVICE[first][0], ADVICE[second][0])
    return Diagnosis(name, confidence, (first, second), _evidence(measures, clueless, (first, second)), advice)


def _clueless_loss(num_classes: int | None, baseline_loss: float | None) -> float | None:
    if baseline_loss is not None:
        if not (isinstance(baseline_loss, (int, float, np.number)) and 0 < baseline_loss < math.inf):
            raise ValueError(f"baseline_loss must be a number above 0, got {baseline_loss!r}; leave it out if unknown")
        return float(baseline_loss)
    if num_classes is None:
        return None
    if not (isinstance(num_classes, (int, np.integer)) and num_classes >= 2):
        raise ValueError(f"num_classes must be a whole number, at least 2, got {num_classes!r}; or leave it out")
    return math.log(num_classes)


def _divergence(curves: Curves) -> tuple[str, ...]:
    for name, values in (("training loss", curves.loss), ("validation loss", curves.val_loss)):
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            epoch = bad[0] if name == "training loss" else curves.val_epoch[bad[0]]
            return (f"The {name} is {values[bad[0]]} from epoch {epoch + 1} on, of {len(curves.loss)}.",)
    return ()


def _evidence(m: Mapping[str, float], clueless: float | None, likeliest: Collection[str]) -> tuple[str, ...]:
    """Say what the curves do, in the loss's own unit, and what the two likeliest names look at."""
    n, unit = int(m["epochs"]), m["scale"]
    first = m["end"] + m["fall"]
    sentences = [f"Training loss: {_short(first * unit)} at epoch 1, {_short(m['end'] * unit)} at the end of {n}."]
    if "val_end" in m:
        where = round(m["val_when"] * m["val_epochs"])
        sentences.append(
            f"Validation loss: lowest {_short(m['val_best'] * unit)} at its value {where} of {int(m['val_epochs'])}, "
            f"{_short(m['val_end'] * unit)} at the end; training fell by {_short(m['after'] * unit)} after that."
        )
        side = "above" if m["gap"] >= 0 else "below"
        sentences.append(f"At the end validation lies {_short(abs(m['gap']) * unit)} {side} training.")
    else:
        sentences.append("There is no validation loss: nothing can be said about new data.")
    if "accuracy" in m:
        beside = f", in validation {m['val_accuracy']:.3f}" if "val_accuracy" in m else ""
        sentences.append(f"Accuracy at the end: {m['accuracy']:.3f}{beside}.")
    if clueless:
        sentences.append(f"A clueless guess has the loss {_short(clueless)}.")
    if {"too short", "learning rate too low", "underfitting"} & set(likeliest):
        sentences.append(
            f"As the training loss fell in the second half, {LONGER} times the epochs would bring it down by "
            f"{_short(max(m['more'], 0) * unit)}."
        )
    if {"learning rate too high", "too noisy", "diverged"} & set(likeliest):
        beside = f", validation by {_short(m['val_jitter'] * unit)}" if "val_jitter" in m else ""
        sentences.append(
            f"From epoch to epoch training scatters by {_short(m['jitter'] * unit)}{beside}; its highest step "
            f"up is {_short(m['spike'] * unit)}."
        )
    if "too noisy" in likeliest and m.get("rows"):
        sentences.append(f"The validation accuracies are all multiples of 1/{m['rows']:.0f}: are there so few rows?")
    if "validation too easy" in likeliest and "below" in m:
        side = "below" if m["below"] >= 0 else "above"
        sentences.append(f"Over the second half validation lies {abs(m['below']):.0%} {side} training.")
    return tuple(sentences)


def _short(value: float) -> str:
    return f"{value:.3g}"
