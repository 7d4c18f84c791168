"""Diagnosis of learning curves: the known problem that they show, its confidence, and what to try."""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from course_utils.diagnosis.curves import Curves, read
from course_utils.diagnosis.measures import LONGER, measure, reach_of
from course_utils.diagnosis.model import NAMES, Weights, has_diverged, probabilities, settles_high
from course_utils.display import GOOD, HINT, NOTE, Card

if TYPE_CHECKING:
    from keras.callbacks import History

NOT_SURE = "not sure"
SURE = 0.58  # confidence from which an answer is given; chosen on the tuning data sets of benchmarks/diagnosis
SURELY_HEALTHY = 0.66  # the same for "healthy", because a false all-clear costs the most
FEWEST = 3  # epochs: with fewer, all that can be said is that they are too few

TELL_APART = ("The curves fit both. Train for longer or with a different seed, and read the curves again.",)
ADVICE = {
    "healthy": (
        "Keep this model. Note the settings and the seed, and repeat the run with two more seeds.",
        "Compare it with a baseline. At the very end, evaluate it once on the test set.",
    ),
    "overfitting": (
        "Stop at the lowest validation loss with EarlyStopping(restore_best_weights=True).",
        "Use more training data, or augmentation.",
        "Add dropout or an L2 penalty. Change one thing at a time, and compare over several seeds.",
        "Try a smaller network, and measure whether it helps.",
    ),
    "underfitting": (
        "Remove regularization: set dropout and penalties to 0.",
        "Use more units, and then one more layer.",
        "Look at the inputs. Are they scaled, and do they contain what decides the class?",
        "Try a learning rate three times as high and one three times as low to rule out a bad learning rate.",
    ),
    "not learning": (
        "Overfit one batch. If the network cannot memorize 16 rows, the code has a bug.",
        "Look at a few inputs next to their labels. Do they belong together? Are they scaled, and do they differ?",
        "Check that the last layer, the loss and the labels fit each other, and that the layers are trainable.",
        "Then try learning rates ten times as high and ten times as low.",
    ),
    "learning rate too high": (
        "Divide the learning rate by 10. If the curve is smooth then, try values in between.",
        "Scale the inputs to mean 0 and standard deviation 1, or to the range from 0 to 1.",
        "Try a larger batch, a schedule that lowers the learning rate, or clipnorm=1.",
    ),
    "learning rate too low": (
        "Multiply the learning rate by 10 repeatedly until the loss jumps. Then take a third of that value.",
        "Use Adam instead of plain SGD, and scale the inputs.",
        "If that is not enough, train for longer.",
    ),
    "diverged": (
        "Look for nan and inf in the inputs and the labels: np.isfinite(x).all().",
        "Divide the learning rate by 10, and by 100 if that is not enough.",
        "Scale the inputs, give the loss logits (from_logits=True), or set clipnorm=1 in the optimizer.",
    ),
    "validation too easy": (
        "Does the model use dropout or augmentation? Both are active only in training, so they can explain it. "
        "Evaluate the model on the training data and compare again.",
        "Look for rows that are both in training and in validation, or nearly so: duplicates, the same person, the "
        "same writer, the same day.",
        "Compare the proportions of the classes and how hard the rows are. Then split again, by groups.",
    ),
    "too noisy": (
        "Use more validation rows or cross-validation, and report an interval for the accuracy.",
        "Try a larger batch, or a lower learning rate toward the end.",
        "Repeat the run with five seeds, and judge the mean.",
    ),
    "too short": (
        "Train for three to five times as many epochs, with EarlyStopping, and read the curves again.",
        "If the loss is still falling then, raise the learning rate.",
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
        What the curves show, with the numbers.
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
    """Read learning curves, and say what they show, with what confidence, and what to try.

    Parameters
    ----------
    history : keras.callbacks.History, dict or path
        What `fit` returns, its ``.history`` (curve name to one number for each epoch), or a CSV file as
        `keras.callbacks.CSVLogger` writes it. "loss" is required; "val_loss" and an accuracy help.
        The order does not matter, and other curves are ignored.
    num_classes : int, at least 2, optional
        For cross-entropy: the loss at chance level is then ln(num_classes).
    baseline_loss : float above 0, optional
        The loss at chance level, if it is something else.

    Raises
    ------
    TypeError, ValueError, OSError
        The curves cannot be read, or an argument is out of its range.
    """
    clueless = _clueless_loss(num_classes, baseline_loss)
    curves = read(history)
    chances = chances_of(curves, clueless)
    first, second = sorted(chances, key=chances.__getitem__, reverse=True)[:2]
    confidence = chances[first]
    name = first if is_sure(curves, first, confidence) else NOT_SURE
    advice = ADVICE[name] if name in ADVICE else (*TELL_APART, ADVICE[first][0], ADVICE[second][0])
    evidence = _not_finite(curves) or _evidence(measure(curves, clueless), clueless, (first, second))
    return Diagnosis(name, confidence, (first, second), evidence, advice)


def chances_of(curves: Curves, clueless: float | None, weights: Weights | None = None) -> dict[str, float]:
    """Return how likely each name is, where certain ones come from a rule; the benchmark gives other weights."""
    if _not_finite(curves):
        return _certain("diverged", "learning rate too high")
    measures = measure(curves, clueless)
    if measures["epochs"] < FEWEST:
        return _certain("too short", "not learning")
    if has_diverged(measures):
        return _certain("diverged", "learning rate too high")
    return probabilities(measures, weights)


def is_sure(curves: Curves, name: str, confidence: float) -> bool:
    """Return whether a name is an answer: it is likely enough, and curves can show it."""
    return confidence >= (SURELY_HEALTHY if name == "healthy" else SURE) and can_show(curves, name)


def can_show(curves: Curves, name: str) -> bool:
    """Return whether curves can show this: health needs validation, and a training loss that gets low."""
    return name != "healthy" or (len(curves.val_loss) > 0 and not settles_high(measure(curves)))


def _certain(name: str, second: str) -> dict[str, float]:
    """Return a chance of 1 for a name; the second one comes next in the order, because a sort keeps it."""
    return {name: 1.0, second: 0.0} | {other: 0.0 for other in NAMES if other not in (name, second)}


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


def _not_finite(curves: Curves) -> tuple[str, ...]:
    for name, values in (("training loss", curves.loss), ("validation loss", curves.val_loss)):
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            epoch = bad[0] if name == "training loss" else curves.val_epoch[bad[0]]
            return (f"The {name} is {values[bad[0]]} in epoch {epoch + 1} of {len(curves.loss)} for the first time.",)
    return ()


def _evidence(m: Mapping[str, float], clueless: float | None, likeliest: Collection[str]) -> tuple[str, ...]:
    """Say what the curves do, in the loss's own unit, and what the two likeliest names look at."""
    n, unit = int(m["epochs"]), m["scale"]
    first = m["end"] + m["fall"]
    sentences = [f"The training loss goes from {_short(first * unit)} to {_short(m['end'] * unit)} in {n} epochs."]
    if reach_of(n):
        sentences[0] += f" Ends and lowest values are those of the median over {2 * reach_of(n) + 1} epochs."
    if "val_end" in m:
        where = round(m["val_when"] * m["val_epochs"])
        moved = "fell" if m["after"] >= 0 else "rose"
        sentences.append(
            f"The lowest validation loss is {_short(m['val_best'] * unit)}, value {where} of {int(m['val_epochs'])}. "
            f"At the end it is {_short(m['val_end'] * unit)}, and after that value the training loss {moved} by "
            f"{_short(abs(m['after']) * unit)}."
        )
        side = "above" if m["gap"] >= 0 else "below"
        sentences.append(f"At the end the validation loss is {_short(abs(m['gap']) * unit)} {side} the training loss.")
    else:
        sentences.append("There is no validation loss, so these curves say nothing about new data.")
    if "accuracy" in m:
        beside = f", validation accuracy {m['val_accuracy']:.3f}" if "val_accuracy" in m else ""
        sentences.append(f"At the end: training accuracy {m['accuracy']:.3f}{beside}.")
    if clueless:
        sentences.append(f"A model at chance level has the loss {_short(clueless)}.")
    if {"too short", "learning rate too low", "underfitting"} & set(likeliest):
        sentences.append(
            f"If the training loss keeps falling as in the second half, {LONGER} times as many epochs lower it by "
            f"{_short(max(m['more'], 0) * unit)}."
        )
    if {"learning rate too high", "too noisy", "diverged"} & set(likeliest):
        beside = f" and the validation loss by {_short(m['val_jitter'] * unit)}" if "val_jitter" in m else ""
        sentences.append(
            f"From epoch to epoch the training loss varies by {_short(m['jitter'] * unit)}{beside}. "
            f"The largest jump up of the training loss is {_short(m['spike'] * unit)}."
        )
    if "too noisy" in likeliest and m.get("rows"):
        sentences.append(
            f"All validation accuracies are multiples of 1/{m['rows']:.0f}. Are there so few validation rows?"
        )
    if "validation too easy" in likeliest and "below" in m:
        side = "below" if m["below"] >= 0 else "above"
        sentences.append(f"Over the second half the validation loss is {abs(m['below']):.0%} {side} the training loss.")
    return tuple(sentences)


def _short(value: float) -> str:
    return f"{value:.3g}"
