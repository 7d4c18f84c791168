"""The true name of a run's trouble, which follows from what was done and is confirmed by reference runs.

All losses are shares of the clueless loss H: that of the best guess that does not look at the inputs (ln K for K
classes of the same size, the variance of the targets in regression). "Fresh" is the loss on 800 rows that no training
saw. The references of a run: ``best``, the same with the best learning rate for as many epochs; ``long``, the same for
four times the epochs (Keras: three times); ``larger``, 64 and 64 units without dropout and penalty.
"""

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


def truth(recipe, clueless, run, best, long, larger):
    """Return the names that are right for a run, or why it has none.

    Parameters
    ----------
    recipe : Recipe
    clueless : float
        H.
    run, best, long : Trace
    larger : Trace or None
        None where something was done to the configuration.

    Returns
    -------
    tuple of str, str
        One name, two where the making is truly ambiguous, none with a reason where the references do not confirm it.
    """
    h, change = clueless, recipe.change
    loss = np.array(run.history["loss"]) / h
    val = np.array(run.history["val_loss"]) / h
    fresh, best_fresh, long_fresh = (smooth(trace.fresh / h) for trace in (run, best, long))
    if not (np.all(np.isfinite(loss)) and np.all(np.isfinite(val))):
        return ("diverged",), ""
    end, best_end = tail(loss), tail(np.array(best.history["loss"]) / h)
    if end > 1.5 and end > 0.7 * loss[0] and best_end < 1:
        return (("diverged",) if end > 1.2 * loss[0] else ("diverged", "learning rate too high")), ""
    if change in ("shuffled labels", "blank inputs", "frozen") and end > 0.93 and np.min(long_fresh) > 0.93:
        return ("not learning",), ""
    if change in ("high rate", "far too high rate", "unscaled"):
        if not best_end < min(end - 0.1, 0.8 * end):
            return (), "the lower rate does not help"
        dead = 0.93 < end < 1.1
        return (("learning rate too high", "not learning") if dead else ("learning rate too high",)), ""
    if change in ("clean validation", "easy rows", "copied rows"):
        half = len(val) // 2
        own, new, trained = np.mean(val[half:]), np.mean(fresh[half:]), np.mean(loss[half:])
        if change == "copied rows":
            return (("validation too easy",), "") if new > own + 0.05 else ((), "fresh rows are as easy")
        easier = own < 0.85 * new and own < 0.95 * trained
        return (("validation too easy",), "") if easier else ((), "validation is not easier than training")
    if change.startswith("few rows"):
        off = run.fresh_spread / h / np.sqrt(recipe.base.n_val)
        return (("too noisy",), "") if off > 0.08 else ((), "few rows suffice")
    if change == "low rate":
        helps = tail(best_fresh) < fresh[-1] - 0.1 and best_end < end - 0.1
        return (("learning rate too low",), "") if helps else ((), "the higher rate does not help")
    rise = fresh[-1] - np.min(fresh)
    if rise > max(0.05, 0.15 * np.min(fresh)):
        return ("overfitting",), ""
    gain = np.min(fresh) - np.min(long_fresh)
    if gain > max(0.06, 0.15 * fresh[-1]):
        return ("too short",), ""
    if change == "short":
        return (), "more epochs do not help"
    if gain > max(0.03, 0.08 * fresh[-1]):
        return ("healthy", "too short"), ""
    if rise > max(0.025, 0.07 * np.min(fresh)):
        return ("healthy", "overfitting"), ""
    if change != "nothing":
        return (), "the labels could be learned"
    if np.min(fresh) > 0.93:
        return (), "there is nothing to learn from so few rows"
    more = np.min(fresh) - np.min(smooth(larger.fresh / h))
    trains = end - tail(np.array(larger.history["loss"]) / h)
    if min(more, trains) > max(0.1, 0.2 * np.min(fresh)):
        return ("underfitting",), ""
    if min(more, trains) > max(0.05, 0.1 * np.min(fresh)):
        return ("healthy", "underfitting"), ""
    return ("healthy",), ""


def smooth(values):
    """Return the mean over three epochs, over two for the first and the last of them."""
    if len(values) < 3:
        return values
    middle = np.convolve(values, np.ones(3) / 3, "valid")
    return np.concatenate([[values[:2].mean()], middle, [values[-2:].mean()]])


def tail(values):
    """Return the mean over the last tenth."""
    return float(np.mean(values[-max(1, len(values) // 10) :]))
