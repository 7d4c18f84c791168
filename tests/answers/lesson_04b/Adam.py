# %% right: the paper's formula
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.v, self.t = 0, 0, 0

    def update(self, w, gradient):
        self.t = self.t + 1
        self.m = self.beta_1 * self.m + (1 - self.beta_1) * gradient
        self.v = self.beta_2 * self.v + (1 - self.beta_2) * gradient**2
        m_hat = self.m / (1 - self.beta_1**self.t)
        v_hat = self.v / (1 - self.beta_2**self.t)
        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% right: Keras's place of epsilon
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.v, self.t = 0, 0, 0

    def update(self, w, gradient):
        self.t += 1
        rate = self.learning_rate * (1 - self.beta_2**self.t) ** 0.5 / (1 - self.beta_1**self.t)
        self.m += (gradient - self.m) * (1 - self.beta_1)
        self.v += (gradient**2 - self.v) * (1 - self.beta_2)
        return w - rate * self.m / (self.v**0.5 + self.epsilon)


# %% right: arrays made at the first update, changed in place
import numpy as np


class Adam:
    m = v = None
    t = 0

    def __init__(self, learning_rate, beta_1, beta_2, epsilon):
        self.learning_rate, self.betas, self.epsilon = learning_rate, (beta_1, beta_2), epsilon

    def update(self, w, gradient):
        if self.m is None:
            self.m, self.v = np.zeros_like(w), np.zeros_like(w)
        self.t += 1
        for moment, beta, new in ((self.m, self.betas[0], gradient), (self.v, self.betas[1], gradient**2)):
            moment *= beta
            moment += (1 - beta) * new
        m_hat, v_hat = (moment / (1 - beta**self.t) for moment, beta in zip((self.m, self.v), self.betas))
        new_w = w.copy()
        new_w -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
        return new_w


# %% right: a dataclass in float32, epsilon inside the root
from dataclasses import dataclass

import numpy as np


@dataclass
class Adam:
    learning_rate: float = 0.001
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    m: object = np.float32(0)
    v: object = np.float32(0)
    t: int = 0

    def update(self, w, gradient):
        w, g = np.asarray(w, "float32"), np.asarray(gradient, "float32")
        self.t += 1
        self.m = self.beta_1 * self.m + (1 - self.beta_1) * g
        self.v = self.beta_2 * self.v + (1 - self.beta_2) * g * g
        m_hat, v_hat = self.m / (1 - self.beta_1**self.t), self.v / (1 - self.beta_2**self.t)
        return w - self.learning_rate * m_hat / np.sqrt(v_hat + self.epsilon)


# %% right: Keras's own optimizer inside
import keras
import numpy as np


class Adam:
    def __init__(self, learning_rate, beta_1, beta_2, epsilon):
        self.optimizer = keras.optimizers.Adam(learning_rate, beta_1, beta_2, epsilon)
        self.w = None

    def update(self, w, gradient):
        if self.w is None:
            self.w = keras.Variable(np.array(w))
        self.w.assign(w)
        self.optimizer.apply([keras.ops.convert_to_tensor(gradient, "float32")], [self.w])
        return self.w


# %% right: all gradients kept, the averages made anew
import numpy as np


class Adam:
    def __init__(self, learning_rate, beta_1, beta_2, epsilon):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.gradients = []

    def update(self, w, gradient):
        self.gradients.append(np.array(gradient))
        g = np.stack(self.gradients[::-1])
        ages = np.arange(len(g))
        m = np.average(g, axis=0, weights=self.beta_1**ages)
        v = np.average(g**2, axis=0, weights=self.beta_2**ages)
        return w - self.learning_rate * m / (np.sqrt(v) + self.epsilon)


# %% right: lists
class Adam:
    def __init__(self, learning_rate, beta_1, beta_2, epsilon):
        self.settings, self.m, self.v, self.t = (learning_rate, beta_1, beta_2, epsilon), {}, {}, 0

    def update(self, w, gradient):
        rate, beta_1, beta_2, epsilon = self.settings
        self.t += 1
        new = []
        for i, (weight, g) in enumerate(zip(w, gradient)):
            self.m[i] = beta_1 * self.m.get(i, 0.0) + (1 - beta_1) * g
            self.v[i] = beta_2 * self.v.get(i, 0.0) + (1 - beta_2) * g**2
            m_hat, v_hat = self.m[i] / (1 - beta_1**self.t), self.v[i] / (1 - beta_2**self.t)
            new.append(weight - rate * m_hat / (v_hat**0.5 + epsilon))
        return new


# %% right: a base class with the bookkeeping
import numpy as np


class Optimizer:
    def __init__(self, **settings):
        self.__dict__.update(settings)
        self.t, self.memory = 0, {"m": 0.0, "v": 0.0}

    def average(self, name, beta, value):
        self.memory[name] += (1 - beta) * (value - self.memory[name])
        return self.memory[name] / (1 - beta**self.t)


class Adam(Optimizer):
    def update(self, w, gradient):
        self.t += 1
        m, v = self.average("m", self.beta_1, gradient), self.average("v", self.beta_2, gradient**2)
        return w - self.learning_rate * m / (v**0.5 + self.epsilon)


# %% right: the correction moved into the rate, a coroutine remembers
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.steps = self._run(learning_rate, beta_1, beta_2, epsilon)
        next(self.steps)

    @staticmethod
    def _run(rate, beta_1, beta_2, epsilon):
        m = v = power_1 = power_2 = None
        change = None
        while True:
            g = yield change
            if m is None:
                m, v, power_1, power_2 = np.zeros_like(g), np.zeros_like(g), 1.0, 1.0
            power_1, power_2 = power_1 * beta_1, power_2 * beta_2
            m, v = beta_1 * m + (1 - beta_1) * g, beta_2 * v + (1 - beta_2) * g * g
            change = -rate * np.sqrt(1 - power_2) / (1 - power_1) * m / (np.sqrt(v) + epsilon)

    def update(self, w, gradient):
        return w + self.steps.send(gradient)


# %% wrong O05: everything made anew at every update | Your Adam forgets
#-        self.m, self.v, self.t = 0, 0, 0

#     def update(self, w, gradient):
#+        self.m, self.v, self.t = 0, 0, 0


# %% wrong: the memory belongs to the class | Your two objects share their memory
import numpy as np


class Adam:
    m, v, t = 0, 0, 0

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon

    def update(self, w, gradient):
        Adam.t = Adam.t + 1
        Adam.m = self.beta_1 * Adam.m + (1 - self.beta_1) * gradient
        Adam.v = self.beta_2 * Adam.v + (1 - self.beta_2) * gradient**2
        m_hat = Adam.m / (1 - self.beta_1**self.t)
        v_hat = Adam.v / (1 - self.beta_2**self.t)
        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% wrong O09: t is counted after the step | If t is 0 in the first update
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.v, self.t = 0, 0, 0

    def update(self, w, gradient):
        self.m = self.beta_1 * self.m + (1 - self.beta_1) * gradient
        self.v = self.beta_2 * self.v + (1 - self.beta_2) * gradient**2
        m_hat = self.m / np.float64(1 - np.power(self.beta_1, self.t))
        v_hat = self.v / np.float64(1 - self.beta_2**self.t)
        w = w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
        self.t = self.t + 1
        return w


# %% wrong O09: t is 0, numbers of Python | In the first update, t has to be 1
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.v, self.t = 0, 0, 0

    def update(self, w, gradient):
        self.m = self.beta_1 * self.m + (1 - self.beta_1) * gradient
        self.v = self.beta_2 * self.v + (1 - self.beta_2) * gradient**2
        rate = self.learning_rate * (1 - self.beta_2**self.t) ** 0.5 / (1 - self.beta_1**self.t)
        return w - rate * self.m / (np.sqrt(self.v) + self.epsilon)


# %% wrong O10: the corrected averages are kept | You kept the corrected m or v
#-        m_hat = self.m / (1 - self.beta_1**self.t)
#-        v_hat = self.v / (1 - self.beta_2**self.t)
#-        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
#+        self.m = self.m / (1 - self.beta_1**self.t)
#+        self.v = self.v / (1 - self.beta_2**self.t)
#+        return w - self.learning_rate * self.m / (np.sqrt(self.v) + self.epsilon)


# %% wrong O11: no root | You divide by v without the root
#-        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
#+        return w - self.learning_rate * m_hat / (v_hat + self.epsilon)


# %% wrong O12: the betas exchanged | You swapped the two betas
#-        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
#+        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_2, beta_1, epsilon


# %% wrong O14: v only adds up | Your v adds up all squares
#-        self.v = self.beta_2 * self.v + (1 - self.beta_2) * gradient**2
#+        self.v = self.v + gradient**2

#-        v_hat = self.v / (1 - self.beta_2**self.t)
#+        v_hat = self.v


# %% wrong O16: one v for all weights | You use one v for all weights
#-        self.v = self.beta_2 * self.v + (1 - self.beta_2) * gradient**2
#+        self.v = self.beta_2 * self.v + (1 - self.beta_2) * np.mean(gradient**2)


# %% wrong O03: uphill | Your steps go uphill
#-        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
#+        return w + self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% wrong: half the step | compute m, v and their corrections
#-        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
#+        return w - self.learning_rate * 0.5 * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% wrong: m and v are one array | compute m, v and their corrections
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m = self.v = np.zeros(4)
        self.t = 0

    def update(self, w, gradient):
        self.t = self.t + 1
        self.m *= self.beta_1
        self.m += (1 - self.beta_1) * gradient
        self.v *= self.beta_2
        self.v += (1 - self.beta_2) * gradient**2
        m_hat = self.m / (1 - self.beta_1**self.t)
        v_hat = self.v / (1 - self.beta_2**self.t)
        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% wrong: no epsilon | use the argument `epsilon`
#-        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
#+        return w - self.learning_rate * m_hat / np.sqrt(v_hat)


# %% wrong: an epsilon of its own | use the argument `epsilon`
#-        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
#+        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)


# %% wrong O04: the weights in place | change the array that your function was given
#-        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
#+        w -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
#+        return w


# %% wrong: the gradient in place | what your `update` did to the gradient
#-        self.v = self.beta_2 * self.v + (1 - self.beta_2) * gradient**2
#+        gradient **= 2
#+        self.v = self.beta_2 * self.v + (1 - self.beta_2) * gradient


# %% wrong: other names of the betas | Keep the arguments and their names as they are
#-    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
#-        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
#+    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-7):
#+        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta1, beta2, epsilon


# %% wrong: m was never made | Does the name belong to your object? Then create it in `__init__`
#-        self.m, self.v, self.t = 0, 0, 0
#+        self.t = 0


# %% wrong: local names in place of self | Does the name belong to your object? Then create it in `__init__`
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.learning_rate, self.beta_1, self.beta_2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        m, v, t = 0, 0, 0

    def update(self, w, gradient):
        t = t + 1
        m = self.beta_1 * m + (1 - self.beta_1) * gradient
        v = self.beta_2 * v + (1 - self.beta_2) * gradient**2
        m_hat = m / (1 - self.beta_1**t)
        v_hat = v / (1 - self.beta_2**t)
        return w - self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% wrong O35: brackets around one minus beta | Check the parentheses: subtract beta to the power of t from 1, not
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.rate, self.b1, self.b2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.v, self.t = 0, 0, 0

    def update(self, w, gradient):
        self.t += 1
        self.m = self.b1 * self.m + (1 - self.b1) * gradient
        self.v = self.b2 * self.v + (1 - self.b2) * gradient**2
        m_hat = self.m / (1 - self.b1) ** self.t
        v_hat = self.v / (1 - self.b2) ** self.t
        return w - self.rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% wrong O36: the squares of m | Your v averages the squares of m. Average the squares of the
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.rate, self.b1, self.b2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.v, self.t = 0, 0, 0

    def update(self, w, gradient):
        self.t += 1
        self.m = self.b1 * self.m + (1 - self.b1) * gradient
        self.v = self.b2 * self.v + (1 - self.b2) * self.m**2
        m_hat = self.m / (1 - self.b1**self.t)
        v_hat = self.v / (1 - self.b2**self.t)
        return w - self.rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% wrong P02: a hat for a power | In Python, `^` compares the bits of whole numbers. Write a power with
import numpy as np


class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.rate, self.b1, self.b2, self.epsilon = learning_rate, beta_1, beta_2, epsilon
        self.m, self.v, self.t = 0, 0, 0

    def update(self, w, gradient):
        self.t += 1
        self.m = self.b1 * self.m + (1 - self.b1) * gradient
        self.v = self.b2 * self.v + (1 - self.b2) * gradient**2
        m_hat = self.m / (1 - self.b1 ^ self.t)
        v_hat = self.v / (1 - self.b2 ^ self.t)
        return w - self.rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


# %% wrong P07: self forgotten in update | Python passes the object itself as the first argument of every
class Adam:
    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
        self.m, self.v, self.t = 0, 0, 0

    def update(w, gradient):
        return w


# %% wrong P08: single underscores | Your class has no method `__init__`. Its name has two underscores on
#-    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
#+    def _init_(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):


# %% wrong P09: a velocity as in Momentum, without self | `velocity` and `self.velocity` are different variables. Only
#-        self.m, self.v, self.t = 0, 0, 0
#+        self.velocity, self.v, self.t = 0, 0, 0

#-        self.m = self.beta_1 * self.m + (1 - self.beta_1) * gradient
#+        self.m = self.beta_1 * velocity + (1 - self.beta_1) * gradient


# %% wrong: the shape of weights that nobody has yet | `__init__` doesn't know the weights yet
#-        self.m, self.v, self.t = 0, 0, 0
#+        self.m, self.v, self.t = np.zeros_like(w), np.zeros_like(w), 0
