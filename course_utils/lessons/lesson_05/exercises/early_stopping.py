"""The rule of early stopping by hand: the last epoch that runs, and the epoch whose weights are kept."""

from functools import partial

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either


def _stop(losses, patience, restore, late=0, ties=False, previous=False, reset=True, largest=False):
    """Return (last epoch run, epoch whose weights are kept), by the rule or by one of its misreadings."""
    best, best_epoch, wait = None, 0, 0
    for epoch, loss in enumerate(losses):
        against = losses[epoch - 1] if previous and epoch else best
        sign = -1 if largest else 1
        if best is None or sign * loss < sign * against or (ties and loss == against):
            if best is None or sign * loss < sign * best or ties:
                best, best_epoch = loss, epoch
            wait = 0 if reset else wait
        else:
            wait += 1
            if wait >= max(patience, 1) + late:
                break
    return epoch, best_epoch if restore else epoch


exercise = Exercise(
    points=3,
    hints=[
        "Go through the losses epoch by epoch, as the training does: you do not know those to come. Remember the best "
        "loss so far, its epoch, and for how many epochs there has been none better.",
        "Better means smaller than the best so far, not than the epoch before. Equal is not better.",
        "An improvement sets the count back to 0, else it grows by 1; when it reaches `patience`, this epoch "
        "is the last.",
        "At the end: with `restore` the epoch of the best loss, without it the last epoch that was run.",
    ],
)


def check(answer, rng):

    def case(description, tail, patience, restore, scale=1.0):
        head = np.linspace(9, 4, int(rng.integers(2, 5)))  # falling at first, over a number of epochs drawn just now
        factor = scale * rng.uniform(0.1, 0.3)
        losses = [float(np.round(loss * factor, 4)) for loss in [*head, *tail]]
        return description, losses, patience, restore

    rises = [2.0, 2.5, 2.3, 2.6, 2.8, 1.0, 1.1, 1.2, 1.3, 0.8]
    cases = [
        case("falls, then rises; a lower loss would come after the end", rises, 3, True),
        case("the same without restoring", rises, 3, False),
        case("rises, gets better, rises again", [2.0, 2.4, 1.8, 2.1, 2.2, 2.3, 1.5], 2, True),
        case("comes back to its best, and no lower", [2.0, 2.2, 2.0, 2.0, 2.3, 2.4, 2.5, 1.2], 3, True),
        case("is never without improvement for so long", [2.0, 2.2, 1.9, 2.0, 2.1], 5, True, scale=4000),
        case("is never without improvement for so long, without restoring", [2.0, 2.2, 1.9, 2.0], 5, False),
        case("patience 1", [2.0, 1.9, 2.1, 2.2, 1.0, 1.1, 0.5], 1, True),
        case("patience 0, which stops like 1", [2.0, 1.9, 2.1, 2.2, 1.0, 1.1, 0.5], 0, True),
    ]
    for description, losses, patience, restore in cases:
        stop, kept_epoch = want = _stop(losses, patience, restore)
        last, lowest = len(losses) - 1, int(np.argmin(losses))
        best = int(np.argmin(losses[: stop + 1]))

        misread = partial(_stop, losses, patience, restore)
        expect.close(
            answer(losses, patience, restore),
            want,
            tried=f"{description}: val_losses={losses}, patience={patience}, restore={restore}",
            look="for each epoch: is it better than the best so far, and if not, for how many epochs now?",
            mistakes={
                "Epochs are counted from 0 here: the first loss of the list belongs to epoch 0.": (
                    stop + 1,
                    kept_epoch + 1,
                ),
                "The second number: with `restore=True` the weights of the best epoch so far are put back; without it "
                "the network keeps what the last epoch left.": Either(((stop, best), (stop, stop))),
                "The two numbers are exchanged: first the last epoch that is run, then the epoch whose weights are "
                "kept.": (kept_epoch, stop),
                "It does not go back in time: the training has run on for `patience` epochs before it knows which one "
                "was the best. The first number is where it stops.": (best, best),
                "One epoch too many: when the count reaches `patience`, this epoch is the last.": misread(late=1),
                "One epoch too few: `patience` epochs without improvement are allowed.": misread(late=-1),
                "An equal loss is no improvement: better means smaller.": misread(ties=True),
                "You compare with the epoch before. A loss that falls after a rise is better only when it is below the "
                "best so far.": misread(previous=True),
                "The count of bad epochs goes back to 0 when there is an improvement.": misread(reset=False),
                'You look for the largest loss. A good loss is a small one: mode "min".': misread(largest=True),
                "The training is never stopped: count the epochs without improvement.": Either(
                    ((last, best), (last, last))
                ),
                "The second number is a loss. Asked for is the number of its epoch.": (stop, losses[kept_epoch]),
                "The training has stopped by then. It never sees the lower losses that would have come.": Either(
                    ((stop, lowest), (last, lowest), (lowest, lowest))
                ),
            },
        )
