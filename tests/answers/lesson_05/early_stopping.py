# %% right: the rule, epoch by epoch
def early_stopping(val_losses, patience, restore):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return epoch, best_epoch if restore else epoch


# %% right: Keras's own EarlyStopping, played to
import keras
import numpy as np


def early_stopping(val_losses, patience, restore):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(loss="mse")
    stopper = keras.callbacks.EarlyStopping("val_loss", patience=patience, restore_best_weights=restore)
    stopper.set_model(model)
    stopper.on_train_begin()
    for epoch, loss in enumerate(val_losses):
        model.set_weights([np.full((1, 1), epoch)])
        stopper.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            break
    stopper.on_train_end()
    return epoch, int(model.get_weights()[0].item())


# %% right: looking back from each epoch, a list
import numpy as np


def early_stopping(val_losses, patience, restore):
    losses = np.asarray(val_losses)
    stop = len(losses) - 1
    for epoch in range(len(losses)):
        best = np.argmin(losses[: epoch + 1])
        if epoch - best >= max(patience, 1):
            stop = epoch
            break
    return [stop, np.argmin(losses[: stop + 1]) if restore else stop]


# %% right: while, a countdown, a NumPy array
import numpy as np


def early_stopping(val_losses, patience, restore):
    left = patience = max(1, patience)
    epoch = best = 0
    while left and epoch < len(val_losses) - 1:
        epoch += 1
        if val_losses[epoch] < val_losses[best]:
            best, left = epoch, patience
        else:
            left -= 1
    return np.array([epoch, best if restore else epoch])


# %% right: recursion
def early_stopping(val_losses, patience, restore, epoch=0, best=None, waited=0):
    if best is None or val_losses[epoch] < val_losses[best]:
        best, waited = epoch, 0
    else:
        waited += 1
    if epoch + 1 == len(val_losses) or (waited and waited >= patience):
        return epoch, best if restore else epoch
    return early_stopping(val_losses, patience, restore, epoch + 1, best, waited)


# %% right: the running minimum, then one search
import numpy as np


def early_stopping(val_losses, patience, restore):
    losses = np.asarray(val_losses)
    before = np.concatenate([[np.inf], np.minimum.accumulate(losses)[:-1]])
    epochs = np.arange(len(losses))
    best = np.maximum.accumulate(np.where(losses < before, epochs, 0))
    stops = np.flatnonzero(epochs - best >= max(1, patience))
    stop = stops[0] if stops.size else epochs[-1]
    return np.array([stop, best[stop] if restore else stop])


# %% right: a generator of improvements, with a walrus
def improvements(losses, low=float("inf")):
    for epoch, loss in enumerate(losses):
        if loss < low:
            low = loss
            yield epoch


def early_stopping(val_losses, patience, *, restore):
    better = [*improvements(val_losses), len(val_losses) + max(patience, 1)]
    for kept, following in zip(better, better[1:]):
        if (stop := kept + max(patience, 1)) < following:
            break
    stop = min(stop, len(val_losses) - 1)
    return (stop, kept if restore else stop)


# %% right: a small class that remembers
class Watch:
    def __init__(self, patience):
        self.patience, self.best, self.best_epoch = max(patience, 1), float("inf"), -1

    def stops(self, epoch, loss):
        if loss < self.best:
            self.best, self.best_epoch = loss, epoch
        return epoch - self.best_epoch >= self.patience


def early_stopping(val_losses, patience, restore):
    watch = Watch(patience)
    stop = next((epoch for epoch, loss in enumerate(val_losses) if watch.stops(epoch, loss)), len(val_losses) - 1)
    return [stop, watch.best_epoch if restore else stop]


# %% wrong R08: the best weights are always kept | The second number doesn't follow `restore`
#-    return epoch, best_epoch if restore else epoch
#+    return epoch, best_epoch


# %% wrong R08: the last weights are always kept | The second number doesn't follow `restore`
def early_stopping(val_losses, patience, restore):
    best, wait = float("inf"), 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, wait = loss, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return epoch, epoch


# %% wrong R10: the largest loss taken for the best | You looked for the largest loss
#-    best, best_epoch, wait = float("inf"), 0, 0
#+    best, best_epoch, wait = -float("inf"), 0, 0

#-        if loss < best:
#+        if loss > best:


# %% wrong: the best starts at 100, and no loss is below it | is its loss smaller than the best so far
#-    best, best_epoch, wait = float("inf"), 0, 0
#+    best, best_epoch, wait = 100, 0, 0


# %% wrong: one number | is its loss smaller than the best so far
def early_stopping(val_losses, patience, restore):
    return len(val_losses) - 1


# %% wrong: forgot return | nothing (None)
def early_stopping(val_losses, patience, restore):
    best = min(val_losses)


# %% wrong R31: stops at the first loss that is not better, whatever the patience | Your training stops at the first epoch that isn't better. It should
def early_stopping(val_losses, patience, restore):
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] >= min(val_losses[:epoch]):
            return epoch, epoch - 1 if restore else epoch
    return len(val_losses) - 1, len(val_losses) - 1


# %% wrong R32: patience counted from the lowest loss of the whole list | You chose the lowest loss of the whole list. Training stops before the
def early_stopping(val_losses, patience, restore):
    best = val_losses.index(min(val_losses))
    stop = min(best + max(patience, 1), len(val_losses) - 1)
    return stop, best if restore else stop


# %% wrong R33: an improvement must be larger than a bound of one's own | Check each epoch: is its loss smaller than the best so far? If not, how
def early_stopping(val_losses, patience, restore):
    best, kept, waited = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best - 0.05:
            best, kept, waited = loss, epoch, 0
        else:
            waited += 1
            if waited >= max(patience, 1):
                break
    return epoch, kept if restore else epoch


# %% wrong: no best epoch before the loop | Give it a value before the loop
def early_stopping(val_losses, patience, restore):
    best, waited = val_losses[0], 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, waited = loss, epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return epoch, best_epoch if restore else epoch
