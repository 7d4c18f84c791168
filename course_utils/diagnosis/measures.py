"""What is measured on learning curves before anybody judges them.

All losses are divided by a scale first: the loss of a clueless guess where it is known, else the loss of the first
epoch. So the same curves in other units give the same measures.
"""

import math

import numpy as np

LONGER = 5  # "if the run went on": as many times the epochs that it had


def measure(curves, clueless=None):
    """Measures of curves whose losses are finite.

    Parameters
    ----------
    curves : Curves
    clueless : float, optional
        The loss of a clueless guess.

    Returns
    -------
    dict of str to float
        All finite; those of validation are there only if the run has validation.

        ``epochs``; ``first``, ``end``, ``best``: training loss at the first epoch, over the last tenth, at its lowest;
        ``fall``: first - end; ``more``: what the run would still gain if it went on for five times its epochs and fell
        as in its second half, a straight line over the logarithm of the epoch; ``halfway``: the share of the fall in
        the first half of the run; ``ups``: the share of the steps that go up; ``spike``: the highest step up;
        ``jitter``: the scatter around a smooth curve in the second half.
        ``val_…``: the same of validation; ``val_rise``: its end above its lowest; ``val_when``: the share of the run
        before the lowest; ``after``: what training fell after that; ``gap``: validation minus training at the end;
        ``below``: how far validation lies below training over the second half, as a share of training; ``rows``: the
        smallest number of validation rows that can give these accuracies (0: unknown).
    """
    scale = clueless if clueless else max(abs(float(curves.loss[0])), 1e-12)
    with np.errstate(all="ignore"):
        loss, val = curves.loss / scale, curves.val_loss / scale
        found = {"scale": scale, **_one(loss, np.arange(1, len(loss) + 1))}
        if len(val):
            found |= {f"val_{name}": value for name, value in _one(val, curves.val_epoch + 1).items()}
            found |= _both(loss, val, curves.val_epoch)
            found["rows"] = rows_behind(curves.val_accuracy)
        for name, values in (("accuracy", curves.accuracy), ("val_accuracy", curves.val_accuracy)):
            last = values[-_tenth(len(values)) :]
            if len(values) and np.all(np.isfinite(values)):
                found |= {name: float(np.mean(last)), f"{name}_first": float(values[0])}
                found[f"{name}_best"] = float(np.max(smooth(values)))
    return {name: float(np.clip(np.nan_to_num(value), -1e9, 1e9)) for name, value in found.items()}


def smooth(values):
    """The running median over about a tenth of the run, at least three epochs."""
    reach = max(1, len(values) // 20)
    if len(values) < 3:
        return values
    padded = np.concatenate([[values[0]] * reach, values, [values[-1]] * reach])
    middle = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)
    middle[0] = values[0]
    return middle


def rows_behind(shares, most=200):
    """The smallest number n for which all shares are whole n-ths, or 0 if that is above ``most``, or says nothing."""
    shares = np.unique(shares[np.isfinite(shares)]) if len(shares) else shares
    if len(shares) < 3:
        return 0
    for n in range(1, most + 1):
        if np.all(np.abs(shares * n - np.round(shares * n)) < 1e-4 + 1e-6 * n):
            return n
    return 0


def _tenth(n):
    return max(1, n // 10)


def _one(loss, epoch):
    n, calm = len(loss), smooth(loss)
    end = np.mean(loss[-_tenth(n) :])
    steps, half = np.diff(loss), n // 2
    fall = loss[0] - end
    return {
        "epochs": n,
        "first": loss[0],
        "end": end,
        "best": np.min(calm),
        "fall": fall,
        "more": -slope(np.log(epoch[half:]), calm[half:]) * math.log(LONGER),
        "halfway": np.clip((loss[0] - calm[half]) / fall, -1, 2) if fall else 0,
        "ups": np.mean(steps > 0) if n > 1 else 0,
        "spike": max(np.max(steps), 0) if n > 1 else 0,
        "jitter": np.sqrt(np.mean(np.diff(loss[half:], 2) ** 2) / 6) if n - half > 2 else 0,
    }


def slope(x, y):
    """Of the straight line with the least squares."""
    x = x - np.mean(x)
    spread = np.sum(x * x)
    return np.sum(x * (y - np.mean(y))) / spread if spread else 0.0


def _both(loss, val, epoch):
    calm, calm_val = smooth(loss), smooth(val)
    lowest = int(np.argmin(calm_val))
    end, val_end = np.mean(loss[-_tenth(len(loss)) :]), np.mean(val[-_tenth(len(val)) :])
    # An epoch's training loss is the mean while the weights move: validation belongs between it and the next one.
    beside = (loss + np.append(loss[1:], loss[-1])) / 2
    late = slice(len(val) // 2, None)
    level = np.mean(np.abs(beside[epoch[late]]))
    return {
        "val_rise": val_end - np.min(calm_val),
        "val_when": (lowest + 1) / len(val),
        "after": calm[epoch[lowest]] - end,
        "gap": val_end - end,
        "below": np.mean(beside[epoch[late]] - val[late]) / level if level else 0,
    }
