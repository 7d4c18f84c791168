"""The rule of early stopping by hand: the last epoch that runs, and the epoch whose weights are kept."""

from functools import partial

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

_UNSET = (
    "This variable gets its first value only inside an `if`, and no epoch reached it. Give it a value before the loop."
)

exercise = Exercise(
    points=3,
    hints=[
        "Go through the losses epoch by epoch, as training does: at each epoch, the later losses aren't known yet. "
        "Remember the best loss so far, its epoch, and how many epochs have passed without a better one.",
        "An epoch is better only if its loss is smaller than the best loss so far. It is not compared with the epoch "
        "before, and an equal loss isn't better.",
        "After a better epoch, the count starts again at 0. After any other epoch, it grows by 1, and when it reaches "
        "`patience`, training stops.",
        "At the end, return the last epoch that ran. If `restore` is true, the second number is the epoch of the best "
        "loss; otherwise it is the last epoch that ran.",
    ],
    errors={
        "referenced before assignment": _UNSET,
        "cannot access local variable": _UNSET,
    },
    shown_as="early_stopping(val_losses, patience, restore)",
    look="Check each epoch: is its loss smaller than the best so far? If not, how many epochs have passed without a "
    "better one?",
)


def reference(val_losses, patience, restore, late=0, equal_is_better=False, previous=False, reset=True, largest=False):
    """Return (last epoch that runs, epoch whose weights are kept), by the rule or by one of its misreadings."""
    sign = -1 if largest else 1
    best, best_epoch, waited = None, 0, 0
    for epoch, loss in enumerate(val_losses):
        compared_with = val_losses[epoch - 1] if previous and epoch else best
        if best is None or sign * loss < sign * compared_with or (equal_is_better and loss == compared_with):
            if best is None or sign * loss < sign * best or equal_is_better:
                best, best_epoch = loss, epoch
            waited = 0 if reset else waited
        else:
            waited += 1
            if waited >= max(patience, 1) + late:
                break
    return epoch, best_epoch if restore else epoch


def _stop(val_losses, patience):
    return reference(val_losses, patience, False)[0]


def _best(val_losses, patience):
    """Return the epoch with the lowest loss among those that run."""
    return reference(val_losses, patience, True)[1]


def _put_back_if_stopped(val_losses, patience, restore):
    """Return the same, where the best epoch is put back only if training did not run to the end."""
    stop = _stop(val_losses, patience)
    ran_to_the_end = _stop([*val_losses, np.inf], patience) > stop
    return stop, stop if ran_to_the_end or not restore else _best(val_losses, patience)


def _from_the_lowest(val_losses, patience, restore):
    """Return the same, counted from the lowest loss of the whole list."""
    lowest = int(np.argmin(val_losses))
    return lowest + patience, lowest if restore else lowest + patience


mistakes = {
    "You counted the epochs from 1. In this exercise, the first loss of the list belongs to epoch 0.": (
        lambda losses, patience, restore: np.add(reference(losses, patience, restore), 1)
    ),
    "The second number doesn't follow `restore`. With `restore=True`, the weights of the best epoch are put back; with "
    "`restore=False`, the network keeps the weights of the last epoch that ran.": (
        lambda losses, patience, restore: (_stop(losses, patience), _best(losses, patience)),
        lambda losses, patience, restore: (_stop(losses, patience), _stop(losses, patience)),
        lambda losses, patience, restore: reference(losses, patience, not restore),
    ),
    "Your function puts the best epoch back only if training stopped early. With `restore=True`, it must also do this "
    "when training runs to the end.": _put_back_if_stopped,
    "The two numbers are in the wrong order. The last epoch that ran comes first, then the epoch whose weights are "
    "kept.": lambda losses, patience, restore: reference(losses, patience, restore)[::-1],
    "Your first number is the best epoch. Training has to run for `patience` more epochs before it can know which "
    "epoch was the best, and the first number is the epoch where it stops.": (
        lambda losses, patience, restore: (_best(losses, patience), _best(losses, patience))
    ),
    "Your training stops one epoch too late. When the count reaches `patience`, this epoch is the last.": (
        partial(reference, late=1)
    ),
    "Your training stops one epoch too early. It stops only after `patience` epochs without improvement.": (
        partial(reference, late=-1)
    ),
    "Your training stops at the first epoch that isn't better. It should wait for `patience` such epochs in a row.": (
        lambda losses, patience, restore: reference(losses, 1, restore),
        lambda losses, patience, restore: (
            _stop(losses, 1),
            _stop(losses, 1) - 1 if restore and _best(losses, 1) < _stop(losses, 1) else _stop(losses, 1),
        ),
    ),
    "You treated an equal loss as an improvement. An epoch is better only if its loss is smaller.": (
        partial(reference, equal_is_better=True)
    ),
    "You compared each loss with the one before. A loss that falls after a rise is an improvement only if it is below "
    "the best loss so far.": partial(reference, previous=True),
    "Your count of epochs without improvement never goes back to 0. Every improvement should reset it.": (
        partial(reference, reset=False)
    ),
    'You looked for the largest loss. A smaller loss is better, which Keras calls `mode="min"`.': (
        partial(reference, largest=True)
    ),
    "Your training never stops. Stop when the number of epochs without improvement reaches `patience`, and "
    "remember that a patience of 0 works like 1.": (
        lambda losses, patience, restore: (len(losses) - 1, _best(losses, patience)),
        lambda losses, patience, restore: (len(losses) - 1, len(losses) - 1),
        lambda losses, patience, restore: reference(losses, patience or len(losses), restore),
    ),
    "Your second number is a loss. Return the number of the epoch instead.": (
        lambda losses, patience, restore: (
            _stop(losses, patience),
            losses[reference(losses, patience, restore)[1]],
        )
    ),
    "You chose the lowest loss of the whole list. Training stops before the later epochs run, so their weights never "
    "exist.": (
        lambda losses, patience, restore: (
            _stop(losses, patience),
            int(np.argmin(losses)) if restore else _stop(losses, patience),
        ),
        lambda losses, patience, restore: (len(losses) - 1, int(np.argmin(losses))),
        lambda losses, patience, restore: (int(np.argmin(losses)), int(np.argmin(losses))),
        _from_the_lowest,
    ),
    "With a patience of 0, your training stops at an epoch that is better. A patience of 0 works like 1, so a better "
    "epoch never stops training.": (
        lambda losses, patience, restore: reference(losses, patience, restore) if patience else (0, 0),
        lambda losses, patience, restore: reference(losses, patience, restore) if patience else (1, 1),
    ),
    "You returned a single number. Return both: the last epoch that runs, and the epoch whose weights are kept.": (
        lambda losses, patience, restore: _best(losses, patience) if restore else _stop(losses, patience),
        lambda losses, patience, restore: _stop(losses, patience),
        lambda losses, patience, restore: _best(losses, patience),
    ),
}


def cases(rng):
    rises = [2.0, 2.5, 2.3, 2.6, 2.8, 1.0, 1.1, 1.2, 1.3, 0.8]
    patient = [2.0, 2.2, 1.9, 2.0, 2.1]  # never five epochs without improvement
    one_bad_epoch = [2.0, 1.9, 2.1, 2.2, 1.0, 1.1, 0.5]
    for tail, patience, restore, scale in (
        (rises, 3, True, 1),
        (rises, 3, False, 1),
        ([2.0, 2.4, 1.8, 2.1, 2.2, 2.3, 1.5], 2, True, 1),
        ([2.0, 2.2, 2.0, 2.0, 2.3, 2.4, 2.5, 1.2], 3, True, 1),  # comes back to its best, and no lower
        (patient, 5, True, 4000),
        (patient[:-1], 5, False, 1),
        (one_bad_epoch, 1, True, 1),
        (one_bad_epoch, 0, True, 1),
    ):
        head = np.linspace(9, 4, int(rng.integers(2, 5)))  # falls at first, for a random number of epochs
        factor = scale * rng.uniform(0.1, 0.3)
        losses = [float(np.round(loss * factor, 4)) for loss in [*head, *tail]]
        yield Case(
            "val_losses = {val_losses}, patience = {patience}, restore = {restore}",
            val_losses=losses,
            patience=patience,
            restore=restore,
        )
