# %% right: two parts, NumPy
import numpy as np


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    if step < warmup_steps:
        return learning_rate * step / warmup_steps
    part = min((step - warmup_steps) / (total_steps - warmup_steps), 1)
    return learning_rate * (1 + np.cos(np.pi * part)) / 2


# %% right: the math module, the end by an if
import math


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    if step >= total_steps:
        return 0.0
    if step < warmup_steps:
        return learning_rate / warmup_steps * step
    angle = math.pi * (step - warmup_steps) / (total_steps - warmup_steps)
    return learning_rate * math.cos(angle / 2) ** 2


# %% right: Keras's own schedule
import keras


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    if step < warmup_steps:
        return learning_rate * step / warmup_steps
    schedule = keras.optimizers.schedules.CosineDecay(learning_rate, total_steps - warmup_steps)
    return schedule(step - warmup_steps)


# %% right: Keras's own warm-up
import keras


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    if not warmup_steps:
        return keras.optimizers.schedules.CosineDecay(learning_rate, total_steps)(step)
    return keras.optimizers.schedules.CosineDecay(
        0.0, total_steps - warmup_steps, warmup_target=learning_rate, warmup_steps=warmup_steps
    )(step)


# %% right: a table of all steps
import numpy as np


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    rest = total_steps - warmup_steps
    rates = [learning_rate * k / warmup_steps for k in range(warmup_steps)]
    rates += [learning_rate * (0.5 + 0.5 * np.cos(np.pi * k / rest)) for k in range(rest + 1)]
    return rates[min(step, total_steps)]


# %% right: NumPy arrays, clipped
import numpy as np


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    up = np.interp(step, [0, warmup_steps], [0, 1]) if warmup_steps else 1
    part = np.clip((step - warmup_steps) / (total_steps - warmup_steps), 0, 1)
    return np.array(learning_rate * up * (1 + np.cos(np.pi * part)) / 2)


# %% right: a power of the complex circle, keyword-only warm-up
import cmath


def cosine_schedule(step, total_steps, learning_rate, *, warmup_steps=0):
    if step < warmup_steps:
        return step / warmup_steps * learning_rate
    part = (min(step, total_steps) - warmup_steps) / (total_steps - warmup_steps)
    return learning_rate / 2 * (1 + cmath.exp(1j * cmath.pi * part).real)


# %% right: a class of schedules, called
import numpy as np


class Schedule:
    def __init__(self, total_steps, peak, warmup_steps):
        self.total_steps, self.peak, self.warmup_steps = total_steps, peak, warmup_steps

    def __call__(self, step):
        up = [k / self.warmup_steps for k in range(self.warmup_steps)]
        down = np.cos(np.linspace(0, np.pi, self.total_steps - self.warmup_steps + 1)) / 2 + 0.5
        return np.float32(self.peak * [*up, *down][min(step, self.total_steps)])


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    return Schedule(total_steps, learning_rate, warmup_steps)(step)


# %% right: one minus a squared sine, never below 0
import math


def cosine_schedule(step: int, total_steps: int, learning_rate: float, warmup_steps: int = 0) -> float:
    if warmup_steps and step <= warmup_steps:
        return learning_rate * (step / warmup_steps)
    if step > total_steps:
        return 0
    return learning_rate * (1 - math.sin(math.pi / 2 * (step - warmup_steps) / (total_steps - warmup_steps)) ** 2)


# %% wrong: fades by a factor | how much of the training is done
def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    return learning_rate * 0.97**step


# %% wrong: warms up as a square | a straight line and then half a cosine wave
#-        return learning_rate * step / warmup_steps
#+        return learning_rate * (step / warmup_steps) ** 2


# %% wrong: without the argument | Keep the argument `warmup_steps=0`
import numpy as np


def cosine_schedule(step, total_steps, learning_rate):
    part = min(step / total_steps, 1)
    return learning_rate * (1 + np.cos(np.pi * part)) / 2


# %% wrong: divides by no warm-up | You divided by 0
import numpy as np


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    up = min(step / warmup_steps, 1)
    part = min((step - warmup_steps) / (total_steps - warmup_steps), 1)
    return learning_rate * up * (1 + np.cos(np.pi * part)) / 2


# %% wrong O42: always the start | Your learning rate doesn't change during training. If you divided
def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    return learning_rate


# %% wrong O42: whole-number division | Your learning rate doesn't change during training. If you divided
import numpy as np


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    part = min(step // total_steps, 1)
    return learning_rate * (1 + np.cos(np.pi * part)) / 2


# %% wrong O41: no pi | The factor π is missing, so the angle goes only from 0 to 1.
import numpy as np


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    part = min(step / total_steps, 1)
    return learning_rate * (1 + np.cos(part)) / 2


# %% wrong: upside down | You divided by 0. Without a warm-up, warmup_steps is 0, and at the
import numpy as np


def cosine_schedule(step, total_steps, learning_rate, warmup_steps=0):
    part = total_steps / step
    return learning_rate * (1 + np.cos(np.pi * part)) / 2
