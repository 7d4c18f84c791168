"""Measures of learning curves, before anything is judged."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from course_utils.diagnosis.curves import Curves

LONGER = 5  # "if the run went on": as many times the epochs that it had
HIGHEST = 1e6  # no measure is above that, so that a loss of 1e308 is as good as any other high one


def measure(curves: Curves, clueless: float | None = None) -> dict[str, float]:
    """Measure curves whose losses are finite.

    All losses are divided by the training loss of the first epoch, so the same curves in other units give the same
    measures.

    Parameters
    ----------
    curves : Curves
    clueless : float, optional
        The loss of a clueless guess.

    Returns
    -------
    dict of str to float
        ``epochs``; ``scale``: the loss that all others are divided by; ``end``, ``best``: the smoothed training loss at
        the end, at its lowest; ``fall``: 1 - end; ``more``: what the run would still gain if it went on for five times
        its epochs and fell as in its second half, a straight line over the logarithm of the epoch; ``early``,
        ``halfway``: the share of the fall in the first eighth and in the first half of the run; ``ups``, ``late_ups``:
        the share of the steps that go up, in the run and in its second half; ``spike``, ``late_spike``: the highest
        step up, in the run and in its second half; ``late_fall``: what was gained in the last third; ``most_when``,
        ``nearly_when``: the share of the run after which it has fallen by 80% and by 95% of its whole fall;
        ``jitter``: the scatter around a smooth curve in the second half; ``climb``: end - best.
        ``val_…``: the same of validation; ``val_rise``: its end above its lowest; ``val_when``: the share of the run
        before the lowest; ``after``: what training fell after that; ``gap``: validation minus training at the end;
        ``below``: how far validation lies below training over the second half, as a share of training; ``rows``: the
        smallest number of validation rows that can give these accuracies (0: unknown).
        ``accuracy``, ``accuracy_rise``, and with val_: at the end, and what it gained since the first epoch;
        ``surprise``: the logarithm of the loss at the end over the one of a model that is as sure as it is right;
        ``first_surprise``: the same for the first epoch.
        ``known``: clueless / scale.
        What the curves do not have is not there.
    """
    scale = max(abs(float(curves.loss[0])), 1e-6 * float(np.max(np.abs(curves.loss))), 1e-300)
    with np.errstate(all="ignore"):
        loss, val = curves.loss / scale, curves.val_loss / scale
        measures: dict[str, Any] = {"scale": scale, **_loss_measures(loss, np.arange(1, len(loss) + 1))}
        if len(val):
            measures |= {f"val_{name}": value for name, value in _loss_measures(val, curves.val_epoch + 1).items()}
            measures |= _validation_measures(loss, val, curves.val_epoch)
            measures["rows"] = rows_behind(curves.val_accuracy)
        for prefix, losses, values in (("", loss, curves.accuracy), ("val_", val, curves.val_accuracy)):
            if len(values) and np.all(np.isfinite(values)):
                end = smooth(values)[-1]
                measures |= {f"{prefix}accuracy": end, f"{prefix}accuracy_rise": end - values[0]}
                measures[f"{prefix}surprise"] = _surprise(smooth(losses)[-1] * scale, end)
                measures[f"{prefix}first_surprise"] = _surprise(losses[0] * scale, values[0])
        if clueless:
            measures["known"] = clueless / scale
    return {name: _bounded(float(value)) for name, value in measures.items()} | {"scale": scale}


def _bounded(value: float) -> float:
    return 0.0 if math.isnan(value) else min(max(value, -HIGHEST), HIGHEST)


def smooth(values: np.ndarray) -> np.ndarray:
    """Return the running median over about a tenth of the run: as it is below 20 epochs, from 20 on over three.

    At both ends the window is cut, and the first value stays, because it says where the run began.
    """
    reach = reach_of(len(values))
    if reach == 0:
        return values
    inner = np.median(np.lib.stride_tricks.sliding_window_view(values, 2 * reach + 1), axis=1)
    head = [np.median(values[: at + reach + 1]) for at in range(1, reach)]
    tail = [np.median(values[at - reach :]) for at in range(len(values) - reach, len(values))]
    return np.array([values[0], *head, *inner, *tail])


def reach_of(epochs: int) -> int:
    """Return how many epochs before and after its own a smoothed value looks at."""
    return epochs // 20


def rows_behind(shares: np.ndarray, most: int = 100) -> int:
    """Return the smallest n for which all shares are whole n-ths; 0 if it is above ``most`` or says nothing.

    Shares may be rounded to four digits, as a progress bar prints them.
    """
    shares = np.unique(shares[np.isfinite(shares)]) if len(shares) else shares
    if len(shares) < 3:
        return 0
    n = np.arange(1, most + 1)[:, None]
    fits = np.all(np.abs(shares * n - np.round(shares * n)) < 1e-4 * n + 1e-5, axis=1)
    return int(np.argmax(fits)) + 1 if fits.any() else 0


def _loss_measures(loss: np.ndarray, epoch: np.ndarray) -> dict[str, Any]:
    n, calm = len(loss), smooth(loss)
    end, steps, half = calm[-1], np.diff(loss), n // 2
    fall = loss[0] - end
    return {
        "epochs": n,
        "end": end,
        "best": np.min(calm),
        "fall": fall,
        "more": -slope(np.log(epoch[half:]), calm[half:]) * math.log(LONGER),
        "early": np.clip((loss[0] - calm[max(n // 8, 1)]) / fall, -1, 2) if fall and n > 1 else 0,
        "halfway": np.clip((loss[0] - calm[half]) / fall, -1, 2) if fall else 0,
        "ups": np.mean(steps > 0) if n > 1 else 0,
        "late_ups": np.mean(steps[half - 1 :] > 0) if n > 3 else 0,
        "spike": max(np.max(steps), 0) if n > 1 else 0,
        "late_spike": max(np.max(steps[max(half - 1, 0) :]), 0) if n > 1 else 0,
        "late_fall": calm[-1 - max(n // 3, 1)] - end if n > 1 else 0,
        "most_when": _when(calm, 0.8),
        "nearly_when": _when(calm, 0.95),
        "jitter": np.sqrt(np.mean(np.diff(loss[half:], 2) ** 2) / 6) if n - half > 2 else 0,
        "climb": end - np.min(calm),
    }


def _when(calm: np.ndarray, share: float) -> float:
    """Return the share of the run after which a curve has fallen by this share of its way to its lowest value."""
    fallen = calm[0] - calm
    return float(np.argmax(fallen >= share * np.max(fallen)) + 1) / len(calm)


def _surprise(loss: float, accuracy: float) -> float:
    """Return how far a cross-entropy is above that of a model whose probability for the right class is its accuracy."""
    return math.log(max(loss, 1e-3) / -math.log(min(max(accuracy, 0.02), 0.98)))


def slope(x: np.ndarray, y: np.ndarray) -> float:
    """Return the slope of the straight line with the least squares."""
    x = x - np.mean(x)
    spread = np.sum(x * x)
    return np.sum(x * (y - np.mean(y))) / spread if spread else 0.0


def _validation_measures(loss: np.ndarray, val: np.ndarray, epoch: np.ndarray) -> dict[str, Any]:
    calm, calm_val = smooth(loss), smooth(val)
    lowest = int(np.argmin(calm_val))
    # An epoch's training loss is the mean while the weights move: validation belongs between it and the next one.
    beside = (loss + np.append(loss[1:], loss[-1])) / 2
    late = slice(len(val) // 2, None)
    level = np.mean(np.abs(beside[epoch[late]]))
    return {
        "val_rise": calm_val[-1] - calm_val[lowest],
        "val_when": (lowest + 1) / len(val),
        "after": calm[epoch[lowest]] - calm[-1],
        "gap": calm_val[-1] - calm[-1],
        "below": np.mean(beside[epoch[late]] - val[late]) / level if level else 0,
    }
