"""Probabilities from measures: a softmax over weighted signs, with the weights that benchmarks/diagnosis fitted."""

from __future__ import annotations

import functools
import json
import math
from collections import defaultdict
from importlib import resources

import numpy as np

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


AT_CHANCE = 0.9  # a loss above this share of the loss at chance level is at chance level
FEW_ROWS = 16  # so few validation rows show neither health nor overfitting
LEAST = 1e-6  # what is divided by is at least that
Weights = tuple[np.ndarray, np.ndarray]  # one for each name and sign, and one for each name


def probabilities(measures: dict[str, float], weights: Weights | None = None) -> dict[str, float]:
    """Return how likely each of `NAMES` is: a dictionary whose values have the sum 1.

    A name whose definition the curves rule out gets 0. Other weights than the stored ones are for the benchmark.
    """
    of_signs, bias = weights or _weights()
    scores = of_signs @ np.array(list(signs(measures).values())) + bias
    out = ruled_out(measures)
    scores = np.where([name in out for name in NAMES], -np.inf, scores)
    shares = np.exp(scores - scores.max())
    return dict(zip(NAMES, (shares / shares.sum()).tolist(), strict=True))


# weights.json holds the names, the signs, one weight for each pair of them and the penalty that they were fitted with.
@functools.cache
def _weights() -> Weights:
    file = json.loads(resources.files("course_utils.diagnosis").joinpath("weights.json").read_text("utf-8"))
    return np.array([file["weights"][name] for name in NAMES]), np.array([file["bias"][name] for name in NAMES])


def has_diverged(m: dict[str, float]) -> bool:
    """Return whether the training loss ends above its start, by a tenth of it and by more than its scatter."""
    above = -m["fall"]
    return above > max(0.1, 2 * m["jitter"]) or above > 1


def past_lowest(m: dict[str, float]) -> bool:
    """Return whether the validation loss ends above its lowest value, by a tenth of it and by more than its scatter."""
    if "val_end" not in m:
        return False
    start = min(1.0, abs(m["val_end"] + m["val_fall"]))  # in training, the first loss may be an outlier
    return m["val_rise"] > max(0.1 * abs(m["val_best"]), 0.01 * start, 2.5 * m["val_jitter"])


def has_settled(m: dict[str, float]) -> bool:
    """Return whether a run has come to rest, as a healthy one has.

    It has not if a training loss that has kept half of its first value still jumps up by a tenth of that value in the
    second half, or if the validation loss fell clearly in the last third: by an eighth of its end, by 3% of the first
    training loss, and by more than its scatter.
    """
    if m["end"] > 0.5 and m["late_spike"] > 0.1:
        return False
    return "val_end" not in m or m["val_late_fall"] <= max(0.125 * abs(m["val_end"]), 0.03, 5 * m["val_jitter"])


def settles_high(m: dict[str, float]) -> bool:
    """Return whether noisy labels and a network that is too small would both give such an end of training.

    Training accuracy ends below 85%, or the training loss above 45% of its first value.
    """
    return m.get("accuracy", 1.0) < 0.85 or m["end"] > 0.45


def lies_at_chance(m: dict[str, float]) -> bool:
    """Return whether a run stays at the loss at chance level.

    Training begins at most a fifth above it, training and validation end within 3% of it, and training hardly scatters.
    """
    ends = (m["end"], m.get("val_end", m["end"]))
    near = all(abs(end / m["known"] - 1) < 0.03 for end in ends)
    return near and 1.2 * m["known"] > 1 and m["jitter"] < 0.01 * m["known"]


def ruled_out(m: dict[str, float]) -> set[str]:
    """Return the names that contradict the measures, whatever the weights say."""
    out = set()
    if m["fall"] > -0.02:
        out.add("diverged")
    if m["more"] <= 0:
        out.add("learning rate too low")
    if past_lowest(m) or not has_settled(m):
        out.add("healthy")
    if "val_end" in m:
        if m["val_end"] > 1:
            out.add("healthy")
        if 0 < m["rows"] <= FEW_ROWS:
            out |= {"healthy", "overfitting"}
        if m["val_rise"] < 0.01 * abs(m["val_best"]) or m["after"] < -0.02:
            out.add("overfitting")
        if m["below"] < 0.05 or m["below"] * m["end"] < 0.005:
            out.add("validation too easy")
    else:
        out |= {"overfitting", "validation too easy", "too noisy"}
    if "known" in m:
        if max(m["best"], m.get("val_best", 0.0)) > AT_CHANCE * m["known"]:
            out.add("healthy")
        if m["best"] > AT_CHANCE * m["known"]:
            out |= {"overfitting", "underfitting"}
        if lies_at_chance(m):
            out |= {"learning rate too high", "validation too easy", "too noisy"}
        if m["best"] < 0.8 * m["known"]:
            out.add("not learning")
    return out


def signs(m: dict[str, float]) -> dict[str, float]:
    """Return the signs that the weights belong to, name to number; 0 where a curve that a sign needs is not there.

    Each sign is a number from -3 to 3 that a person can compute from the measures `m`.
    """
    n, end, fall = m["epochs"], m["end"], m["fall"]
    size = max(abs(end), LEAST)
    steady, linear = _down(m["late_ups"], 0.05, 0.3), _down(m["halfway"], 0.55, 0.8)
    flat = _down(abs(fall), 0.02, 0.1)
    gaining = _up(m["more"], 0.02, 0.12)
    rough = max(_up(m["spike"], 0.1, 0.4), _up(m["jitter"], 0.02, 0.1))
    values = {
        "few epochs": math.exp(-n / 4),
        "log epochs": math.log(n) / 3,
        "end": end,
        "log end": _log(end, LEAST) / 2,
        "low end": _down(end, 0.1, 0.4),
        "high end": _up(end, 0.5, 0.9),
        "above the start": _up(end, 1.0, 1.5),
        "flat": flat,
        "quite flat": math.exp(-abs(fall) / 0.005),
        "flat and steady": flat * steady,
        "flat and restless": flat * (1 - steady),
        "more": 5 * m["more"],
        "more of the end": m["more"] / size,
        "gaining": gaining,
        "gaining evenly": gaining * linear * steady * _up(n, 5, 15),
        "gaining and short": gaining * _down(n, 6, 15),
        "settled": 1 - gaining,
        "settled high": (1 - gaining) * _up(end, 0.25, 0.6) * (1 - flat),
        "settled low": (1 - gaining) * _down(end, 0.1, 0.35),
        "early": m["early"],
        "halfway": m["halfway"],
        "linear": linear,
        "ups": m["ups"],
        "late ups": m["late_ups"],
        "steady": steady,
        "rough": rough,
        "log jitter": _log(m["jitter"], 1e-5) / 2,
        "log jitter of the end": _log(m["jitter"] / size, 1e-4) / 2,
        "spike": m["spike"],
        "spike of the end": math.log1p(min(m["spike"] / size, 100.0)),
        "when mostly down": m["most_when"],
        "when nearly down": m["nearly_when"],
        "climb": 2 * m["climb"],
        "climb of the end": m["climb"] / size,
        "trend": m["more"] / (3 * m["jitter"] + 0.01),
        "first step": _up(m["early"], 0.7, 1.0) * _down(end, 0.01, 0.3),
        "no validation": float("val_end" not in m),
        "no accuracy": float("accuracy" not in m),
        "no clueless": float("known" not in m),
    }
    values |= _of_validation(m, size) | _of_accuracy(m)
    known = m.get("known", 0.0)
    values["start against clueless"] = _log(1 / known, 1e-3) if known else 0.0
    values["end against clueless"] = end / known if known else 0.0
    values["at the clueless loss"] = math.exp(-abs(end / known - 1) / 0.05) if known else 0.0
    values["not below the clueless loss"] = _up(end / known, 0.85, 1) if known else 0.0
    values["clueless loss seen"] = _up(m["best"] / known, 0.1, 0.6) if known else 0.0
    return {name: min(max(value, -3.0), 3.0) for name, value in values.items()}


def _of_validation(measures: dict[str, float], size: float) -> dict[str, float]:
    m = defaultdict(float, measures)
    val_size = max(abs(m["val_best"]), LEAST)
    noise = m["val_jitter"]
    clear = _up(m["val_rise"], noise, 4 * noise + 1e-9)
    past = _up(m["val_rise"], 0.02, 0.1) * clear * _up(m["gap"], 0.02, 0.08)
    few = _down(m["rows"], 16, 30) if m["rows"] else 0.0
    values = {
        "rise": 2 * m["val_rise"],
        "rise of the lowest": math.log1p(min(m["val_rise"] / val_size, 100.0)),
        "rise against jitter": _log(m["val_rise"] / (noise + LEAST), 0.1),
        "past the lowest": float(past_lowest(m)),
        "clear rise": clear,
        "clear rise and gap": past,
        "slightly past the lowest": _up(m["val_rise"] / val_size, 0.03, 0.15) * clear,
        "when lowest": m["val_when"],
        "training falls after": 5 * m["after"],
        "training falls after, of the end": math.log1p(min(max(m["after"], 0.0) / size, 100.0)),
        "gap": m["gap"],
        "gap of the end": math.log1p(min(max(m["gap"], 0.0) / size, 100.0)),
        "below": 2 * m["below"],
        "clearly below": _up(m["below"], 0.05, 0.25) * _up(m["fall"], 0.05, 0.2),
        "far below": _up(m["below"], 0.2, 0.5),
        "validation start": _log(m["val_end"] + m["val_fall"], 1e-3),
        "validation jitter": _log(noise, 1e-5) / 2,
        "validation jitter of the lowest": _log(noise / val_size, 1e-4) / 2,
        "validation jitter against training": _log(noise / (m["jitter"] + 1e-4), 1e-2) / 2,
        "noisy validation alone": _up(noise, 0.03, 0.12) * _down(m["jitter"], 0.01, 0.05),
        "few rows": few,
        "number of rows": 1 / m["rows"] if m["rows"] else 0.0,
        "validation gains": 5 * m["val_more"],
        "validation gains of the end": m["val_more"] / val_size,
        "validation trend": -m["val_more"] / (3 * noise + 0.01),
        "validation ups": m["val_late_ups"],
        "overfitting at once": clear * (1 - m["val_when"]) * _up(m["after"] / size, 0.1, 1.0),
        "validation spike of the lowest": math.log1p(min(m["val_spike"] / val_size, 100.0)),
        "validation fell": m["val_fall"],
        "late spike of validation": 3 * m["val_late_spike"],
        "late spike of validation, of the lowest": math.log1p(min(m["val_late_spike"] / val_size, 100.0)),
        "validation mostly down": m["val_most_when"],
        "validation nearly down": m["val_nearly_when"],
        "log validation over training": (_log(m["val_end"], 1e-4) - _log(size, 1e-4)) / 2,
    }
    return values if "val_end" in measures else dict.fromkeys(values, 0.0)


def _of_accuracy(measures: dict[str, float]) -> dict[str, float]:
    m = defaultdict(float, measures)
    val = m["val_accuracy"] if "val_accuracy" in measures else m["accuracy"]
    values = {
        "accuracy": m["accuracy"],
        "accuracy rise": m["accuracy_rise"],
        "no accuracy rise": _down(abs(m["accuracy_rise"]), 0.02, 0.1),
        "perfect": _up(m["accuracy"], 0.95, 1.0),
        "validation accuracy": val,
        "accuracy gap": m["accuracy"] - val,
        "validation accuracy above": _up(val - m["accuracy"], 0.0, 0.1),
        "surprise": m["surprise"],
        "surprise at first": m["first_surprise"],
        "surprise in validation": m["val_surprise"],
        "more surprise in validation": m["val_surprise"] - m["surprise"] if "val_accuracy" in measures else 0.0,
    }
    return values if "accuracy" in measures else dict.fromkeys(values, 0.0)


def _log(value: float, least: float) -> float:
    return math.log10(max(value, least))


def _up(value: float, low: float, high: float) -> float:
    """Return 0 up to low, 1 from high on, a straight line between."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _down(value: float, low: float, high: float) -> float:
    return 1 - _up(value, low, high)
