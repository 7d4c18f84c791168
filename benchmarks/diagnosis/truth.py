"""The true names of a run's problem: every name whose definition its reference runs confirm.

All losses are shares of the loss at chance level: that of the best guess that does not look at the inputs. "Fresh" is
the loss on rows that no training saw. The names of a run are those whose definition holds clearly. Where none does, a
run is healthy, and if one other definition just holds, that name is right, too.
"""

from dataclasses import dataclass

import numpy as np

NO, MAYBE, CLEAR = 0, 1, 2
COPIES = "copied rows"


@dataclass(frozen=True, eq=False)
class References:
    """What a run is compared with: a `Trace` each, None or none where there is no such run.

    Attributes
    ----------
    long : Trace or None
        The same run, three times as long (six times where it was cut short).
    larger : Trace or None
        A larger network without dropout and penalty.
    lower, higher : tuple of Trace
        The same configuration with lower and with higher learning rates, as many epochs.
    """

    long: object = None
    larger: object = None
    lower: tuple = ()
    higher: tuple = ()


def truth(recipe, chance, run, references, n_val, **_):
    """Return the names that are right for a run, or why it has none.

    Parameters
    ----------
    recipe : Recipe
    chance : float
        The loss at chance level.
    run : Trace
    references : References
    n_val : int
        Validation rows.

    Returns
    -------
    tuple of str, str
        The names, and "" if there are any.
    """
    loss, val = (np.array(run.history[name]) / chance for name in ("loss", "val_loss"))
    if not (np.all(np.isfinite(loss)) and np.all(np.isfinite(val))):
        return ("diverged",), ""
    facts = _facts(recipe, chance, run, references, n_val, loss, val)
    clear = tuple(name for name, fact in facts.items() if fact == CLEAR)
    if clear:
        return clear, ""
    if recipe.change not in ("nothing", "low rate", "high rate") or references.long is None:
        return (), "no definition holds clearly"
    if tail(loss) > 0.9 or references.larger is None:
        return (), "little was learned"
    maybe = tuple(name for name, fact in facts.items() if fact == MAYBE)
    if len(maybe) > 1:
        return (), "too many names may fit"
    names = maybe if past_lowest(val) else ("healthy", *maybe)
    return names, "" if names else "validation is past its lowest, and training does not fall"


def _facts(recipe, chance, run, references, n_val, loss, val):
    fresh = smooth(run.fresh / chance)
    end, fresh_end, change = tail(loss), tail(fresh), recipe.change
    train, new = (
        (lambda trace: tail(np.array(trace.history["loss"]) / chance)),
        (lambda trace: tail(trace.fresh / chance)),
    )
    facts = {}

    lowest = int(np.argmin(fresh))
    rise, falls = fresh_end - fresh[lowest], smooth(loss)[lowest] - end
    seen = tail(val) - np.min(smooth(val))
    if end < 1 and (falls > 0.01 or end < 0.05):
        fact = _level(min(rise, 1.5 * seen), (0.015, 0.08 * fresh[lowest]), (0.03, 0.15 * fresh[lowest]))
        facts["overfitting"] = max(fact, MAYBE if past_lowest(val) else NO)

    above = end - loss[0]
    if above > 0.02:
        clear = end > 2 * loss[0] or above > max(0.1 * loss[0], 2 * roughness(loss))
        facts["diverged"] = CLEAR if clear else MAYBE

    # A lower rate that only overfits later is no better: the lowest losses on fresh rows are compared.
    best_fresh = lambda trace: np.min(smooth(trace.fresh / chance))  # noqa: E731
    in_training = np.nanmax([-1, *(end - train(trace) for trace in references.lower)])
    in_validation = np.nanmax([-1, *(fresh[lowest] - best_fresh(trace) for trace in references.lower)])
    facts["learning rate too high"] = max(
        _level(in_training, (0.05, 0.1 * end), (0.1, 0.2 * end)),
        _level(in_validation, (0.05, 0.1 * fresh[lowest]), (0.1, 0.2 * fresh[lowest])),
    )

    gains = np.nanmax([-1, *(np.minimum(end - train(trace), fresh_end - new(trace)) for trace in references.higher)])
    facts["learning rate too low"] = _level(gains, (0.05, 0.1 * fresh_end), (0.1, 0.2 * fresh_end))

    flat = 0.94 < end < 1.1 and abs(loss[0] - end) < 0.15
    if change == "frozen":
        flat = True
    if flat:
        stays = references.long is None or np.min(smooth(references.long.fresh / chance)) > 0.93
        facts["not learning"] = CLEAR if stays or facts["learning rate too low"] == CLEAR else MAYBE

    if references.long:
        gain = fresh[lowest] - np.min(smooth(references.long.fresh / chance))
        facts["too short"] = _level(gain, (0.025, 0.08 * fresh_end), (0.06, 0.15 * fresh_end))

    if references.larger and change not in ("short", "low rate", "high rate") and facts.get("too short") != CLEAR:
        more = fresh[lowest] - np.min(smooth(references.larger.fresh / chance))
        gains = min(more, end - train(references.larger))
        facts["underfitting"] = _level(gains, (0.05, 0.1 * fresh[lowest]), (0.1, 0.2 * fresh[lowest]))

    off, half = run.fresh_spread[-1] / chance / np.sqrt(n_val), len(val) // 2
    if n_val <= 20:
        facts["too noisy"] = _level(off, (0.05,), (0.08,))
    own, new_rows, trained = np.mean(val[half:]), np.mean(fresh[half:]), np.mean(loss[half:])
    if new_rows < 1.5:
        easier = own < 0.85 * new_rows and own < 0.95 * trained
        if change == COPIES:
            easier = own < new_rows - 0.05
        facts["validation too easy"] = CLEAR if easier else NO
    return facts


def past_lowest(val):
    """Return whether a validation loss ends above its lowest by more than its scatter, so that it can't be healthy."""
    return tail(val) - np.min(smooth(val)) > max(0.1 * np.min(smooth(val)), 0.01, 2.5 * roughness(val))


def _level(value, maybe, clear):
    """Return how clear a fact is whose size must be above all these limits."""
    return CLEAR if value > max(clear) else MAYBE if value > max(maybe) else NO


def smooth(values):
    """Return the mean over three epochs, over two for the first and the last of them."""
    if len(values) < 3:
        return values
    middle = np.convolve(values, np.ones(3) / 3, "valid")
    return np.concatenate([[values[:2].mean()], middle, [values[-2:].mean()]])


def tail(values):
    """Return the mean over the last tenth."""
    return float(np.mean(values[-max(1, len(values) // 10) :]))


def roughness(values):
    """Return the scatter from epoch to epoch, in the second half."""
    second = np.diff(values[len(values) // 2 :], 2)
    return float(np.sqrt(np.mean(second**2) / 6)) if len(second) else 0.0
