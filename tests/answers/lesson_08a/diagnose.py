# %% right: one question after the other
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    loss, val_loss = np.array(history["loss"]), np.array(history["val_loss"])
    if not np.isfinite([*loss, *val_loss]).all() or loss[-1] > 5 * guess:
        return "diverged"
    if loss.min() > 0.9 * guess:
        return "not learning"
    if val_loss[-1] > 1.2 * val_loss.min():
        return "overfitting"
    if history["accuracy"][-1] < 0.85:
        return "underfitting"
    return "healthy"


# %% right: mostly by accuracies
import math

def diagnose(history):
    last, last_val = history["accuracy"][-1], history["val_accuracy"][-1]
    if math.isnan(history["loss"][-1]) or history["loss"][-1] > 10 + history["num_classes"]:
        return "diverged"
    if max(history["accuracy"]) < 1 / history["num_classes"] + 0.12:
        return "not learning"
    if last < 0.8:
        return "underfitting"
    rise = history["val_loss"][-1] - min(history["val_loss"])
    return "overfitting" if rise > 0.1 else "healthy" if last_val > 0.85 else "not sure"


# %% right: the nearest of known trainings
import numpy as np
from course_utils.lessons.lesson_08a import check

def signs(history):
    guess = np.log(history["num_classes"])
    loss, val_loss = (np.clip(np.nan_to_num(history[name], nan=1e9, posinf=1e9) / guess, 0, 10)
                      for name in ("loss", "val_loss"))
    return np.array([min(loss[-1], 2), np.sqrt(min(val_loss[-1] - val_loss.min(), 1)), 2 * history["accuracy"][-1]])

KNOWN = [(name, signs(history)) for case in (1, 2) for name, history in check.known_trainings(case)]

def diagnose(history):
    return min(KNOWN, key=lambda known: np.abs(known[1] - signs(history)).sum())[0]


# %% right: careful, with many a not sure
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    loss, val_loss = np.array(history["loss"]) / guess, np.array(history["val_loss"]) / guess
    if not np.isfinite(loss[-1] + val_loss[-1]) or loss[-1] > 5:
        return "diverged"
    if min(loss) > 0.95:
        return "not learning" if max(loss) < 2 else "not sure"
    rise = val_loss[-1] / min(val_loss)
    if rise > 1.25 and loss[-1] < 0.2:
        return "overfitting"
    if rise < 1.1 and history["accuracy"][-1] > 0.93:
        return "healthy"
    if rise < 1.1 and history["accuracy"][-1] < 0.7:
        return "underfitting"
    return "not sure"


# %% right: a table of rules, the first that holds
import math
import numpy as np

RULES = {
    "diverged": lambda h: not np.isfinite(h["loss"] + h["val_loss"]).all() or h["loss"][-1] > 3 * math.log(h["num_classes"]),
    "not learning": lambda h: min(h["loss"]) > 0.9 * math.log(h["num_classes"]),
    "overfitting": lambda h: h["val_loss"][-1] > 1.2 * min(h["val_loss"]) and h["loss"][-1] < 0.8 * h["loss"][int(np.argmin(h["val_loss"]))],
    "underfitting": lambda h: np.mean(h["accuracy"][-3:]) < 0.85,
    "healthy": lambda h: True,
}


def diagnose(history):
    return next(name for name, holds in RULES.items() if holds(history))


# %% right: an object that is called, match with guards
import numpy as np


class Rule:
    def __init__(self, rise=1.2, bad=0.85):
        self.rise, self.bad = rise, bad

    def __call__(self, history):
        chance = np.log(history["num_classes"])
        loss, val_loss = np.asarray(history["loss"]), np.asarray(history["val_loss"])
        match loss[-1] / chance, val_loss[-1] / np.nanmin(val_loss), np.median(history["accuracy"][-5:]):
            case last, _, _ if not np.isfinite([*loss, *val_loss]).all() or last > 3:
                return "diverged"
            case _ if loss.min() > 0.9 * chance:
                return "not learning"
            case _, rise, _ if rise > self.rise:
                return "overfitting"
            case _, _, accuracy if accuracy < self.bad:
                return "underfitting"
        return np.str_("healthy")


diagnose = Rule()


# %% wrong: always one name | 'healthy' for 5 of 5 runs that are
def diagnose(history):
    return "healthy"


# %% wrong: always not sure | Which other runs can your rule name
def diagnose(history):
    return "not sure"


# %% wrong: sure of what is broken, and of nothing else | Which other runs can your rule name
import numpy as np

def diagnose(history):
    return "not sure" if np.isfinite(history["loss"]).all() else "diverged"


# %% wrong: never a wrong name, but not sure about ten runs | Which other runs can your rule name
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    loss, val_loss = np.array(history["loss"]) / guess, np.array(history["val_loss"]) / guess
    if not np.isfinite(loss + val_loss).all() or loss[-1] > 5:
        return "diverged"
    if min(loss) > 0.9:
        return "not learning"
    return "healthy" if val_loss[-1] < 1.1 * min(val_loss) and history["accuracy"][-1] > 0.93 else "not sure"


# %% wrong G02: only the gap | mean score
def diagnose(history):
    return "overfitting" if history["accuracy"][-1] - history["val_accuracy"][-1] > 0.05 else "healthy"


# %% wrong G02: a low validation accuracy is overfitting | hasn't memorized anything
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 5 * guess:
        return "diverged"
    if min(history["loss"]) > 0.9 * guess:
        return "not learning"
    return "overfitting" if history["val_accuracy"][-1] < 0.9 else "healthy"


# %% wrong G02: a low validation accuracy is underfitting | How good is this network on its own training set?
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 5 * guess:
        return "diverged"
    if min(history["loss"]) > 0.9 * guess:
        return "not learning"
    return "underfitting" if history["val_accuracy"][-1] < 0.92 else "healthy"


# %% wrong: every gap is overfitting | A gap between the curves is not yet overfitting
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 5 * guess:
        return "diverged"
    if min(history["loss"]) > 0.9 * guess:
        return "not learning"
    if history["accuracy"][-1] < 0.8:
        return "underfitting"
    return "overfitting" if history["val_loss"][-1] > history["loss"][-1] else "healthy"


# %% wrong G16: overfitting only where the validation accuracy falls | more and more confident in its mistakes
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 5 * guess:
        return "diverged"
    if min(history["loss"]) > 0.9 * guess:
        return "not learning"
    if history["accuracy"][-1] < 0.8:
        return "underfitting"
    return "overfitting" if history["val_accuracy"][-1] < max(history["val_accuracy"]) - 0.1 else "healthy"


# %% wrong: training accuracy never looked at | What is the training accuracy at the end
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 5 * guess:
        return "diverged"
    if min(history["loss"]) > 0.9 * guess:
        return "not learning"
    return "overfitting" if history["val_loss"][-1] > 1.2 * min(history["val_loss"]) else "healthy"


# %% wrong: high is not learning | A high loss is not the same as not learning
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 5 * guess:
        return "diverged"
    if history["accuracy"][-1] < 0.8:
        return "not learning"
    return "overfitting" if history["val_loss"][-1] > 1.2 * min(history["val_loss"]) else "healthy"


# %% wrong G10: ln K not looked at | A loss that stays there means
import numpy as np

def diagnose(history):
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 20:
        return "diverged"
    if history["accuracy"][-1] < 0.8:
        return "underfitting"
    return "overfitting" if history["val_loss"][-1] > 1.2 * min(history["val_loss"]) else "healthy"


# %% wrong: bad in validation is overfitting, whatever the loss | nothing was memorized either
import numpy as np

def diagnose(history):
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 20:
        return "diverged"
    if history["accuracy"][-1] < 0.7 and history["loss"][-1] < 0.9 * np.log(history["num_classes"]):
        return "underfitting"
    return "overfitting" if history["val_accuracy"][-1] < 0.75 else "healthy"


# %% wrong: flat and together is healthy | but at which level?
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if not np.isfinite(history["loss"][-1]) or history["loss"][-1] > 5 * guess:
        return "diverged"
    if history["val_loss"][-1] > 1.2 * min(history["val_loss"]):
        return "overfitting"
    if history["accuracy"][-1] < 0.85 and history["loss"][-1] < 0.9 * guess:
        return "underfitting"
    return "healthy"


# %% wrong: comparisons with nan | every comparison with nan is False
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    loss, val_loss = history["loss"], history["val_loss"]
    if min(loss) > 0.9 * guess and loss[-1] < 5 * guess:
        return "not learning"
    if history["accuracy"][-1] < 0.85 and loss[-1] < guess:
        return "underfitting"
    return "overfitting" if val_loss[-1] > 1.2 * min(val_loss) and loss[-1] < guess else "healthy"


# %% wrong: what is broken has learned nothing | and is it near ln K
import numpy as np

def diagnose(history):
    if not min(history["loss"]) < 0.9 * np.log(history["num_classes"]) or history["accuracy"][-1] < 0.35:
        return "not learning"
    if history["accuracy"][-1] < 0.8:
        return "underfitting"
    return "overfitting" if history["val_loss"][-1] > 1.2 * min(history["val_loss"]) else "healthy"


# %% wrong: broken is what is worse in validation | the training loss itself diverged
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if 0.9 * guess < history["loss"][-1] < 5 * guess:
        return "not learning"
    if not history["val_loss"][-1] < 1.2 * min(history["val_loss"]):
        return "overfitting"
    return "underfitting" if history["accuracy"][-1] < 0.8 else "healthy"


# %% wrong: broken is bad, which nobody named | distinguishes the two names
import numpy as np

def diagnose(history):
    guess = np.log(history["num_classes"])
    if 0.9 * guess < history["loss"][-1] < 5 * guess:
        return "not learning"
    if not history["accuracy"][-1] > 0.8:
        return "underfitting"
    return "overfitting" if history["val_loss"][-1] > 1.2 * min(history["val_loss"]) else "healthy"


# %% wrong: a name of another form | return one name for every run
def diagnose(history):
    return "Overfitting"


# %% wrong: a list of names | return one name for every run
def diagnose(history):
    return ["healthy", "overfitting"]


# %% wrong: nothing for some | Nothing came back
def diagnose(history):
    if history["accuracy"][-1] > 0.9:
        return "healthy"


# %% wrong G22: ln 10 for every number of classes | Compare the training loss with chance level, ln K. A loss that stays
import numpy as np


def diagnose(history):
    loss, val_loss = history["loss"], history["val_loss"]
    if not np.isfinite(loss + val_loss).all() or loss[-1] > 3 * np.log(10):
        return "diverged"
    if min(loss) > 0.9 * np.log(10):
        return "not learning"
    if val_loss[-1] > 1.2 * min(val_loss):
        return "overfitting"
    return "underfitting" if history["accuracy"][-1] < 0.85 else "healthy"
