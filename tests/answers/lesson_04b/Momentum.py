# %% right: Keras's velocity
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.velocity = 0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity


# %% right: the textbook's velocity, made at the first update
import numpy as np


class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.velocity = None

    def update(self, w, gradient):
        if self.velocity is None:
            self.velocity = np.zeros_like(w)
        self.velocity = self.momentum * self.velocity + gradient
        return w - self.learning_rate * self.velocity


# %% right: in place, but in arrays of its own
import numpy as np


class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.velocity = None

    def update(self, w, gradient):
        w = w.copy()
        if self.velocity is None:
            self.velocity = np.zeros(w.shape)
        self.velocity *= self.momentum
        self.velocity -= self.learning_rate * gradient
        w += self.velocity
        return w


# %% right: remembers the last step by the weights before, a heavy ball
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum
        self.before = None

    def update(self, w, gradient):
        last_step = 0 if self.before is None else w - self.before
        self.before = w.copy()
        return w - self.learning_rate * gradient + self.momentum * last_step


# %% right: a dataclass
from dataclasses import dataclass


@dataclass
class Momentum:
    learning_rate: float = 0.01
    momentum: float = 0.9
    velocity: object = 0.0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity


# %% right: Keras's own optimizer inside
import keras
import numpy as np


class Momentum:
    def __init__(self, learning_rate, momentum):
        self.optimizer = keras.optimizers.SGD(learning_rate, momentum=momentum)
        self.w = None

    def update(self, w, gradient):
        if self.w is None:
            self.w = keras.Variable(np.zeros(w.shape, "float32"))
        self.w.assign(w)
        self.optimizer.apply([keras.ops.convert_to_tensor(gradient, "float32")], [self.w])
        return self.w


# %% right: loops and lists
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.velocities = learning_rate, momentum, []

    def update(self, w, gradient):
        self.velocities = self.velocities or [0.0] * len(w)
        new = []
        for i in range(len(w)):
            self.velocities[i] = self.momentum * self.velocities[i] - self.learning_rate * gradient[i]
            new.append(w[i] + self.velocities[i])
        return new


# %% right: all gradients kept, no velocity at all
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.gradients = learning_rate, momentum, []

    def update(self, w, gradient):
        self.gradients.append(gradient.copy())
        for age, old in enumerate(reversed(self.gradients)):
            w = w - self.learning_rate * self.momentum**age * old
        return w


# %% right: a closure in place of attributes
import numpy as np


def Momentum(learning_rate=0.01, momentum=0.9):
    class Object:
        def update(self, w, gradient):
            self.v = momentum * getattr(self, "v", np.zeros_like(w)) + gradient
            return w - learning_rate * self.v

    return Object()


# %% right: keyword-only settings, slots, velocities by a property
class Momentum:
    __slots__ = ("_rate", "_keep", "_velocity")

    def __init__(self, *, learning_rate=0.01, momentum=0.9):
        self._rate, self._keep, self._velocity = learning_rate, momentum, 0.0

    @property
    def velocity(self):
        return self._velocity

    def update(self, w, gradient):
        self._velocity = self._keep * self.velocity - self._rate * gradient
        return w + self.velocity


# %% right: TensorFlow's variable, float32
import tensorflow as tf


class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.rate, self.keep, self.v = learning_rate, momentum, None

    def update(self, w, gradient):
        if self.v is None:
            self.v = tf.Variable(tf.zeros(w.shape))
        self.v.assign(self.keep * self.v - self.rate * tf.cast(gradient, tf.float32))
        return tf.cast(w, tf.float32) + self.v


# %% wrong O05: the velocity is made anew at every update | a step of plain gradient descent
import numpy as np


class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum

    def update(self, w, gradient):
        velocity = np.zeros_like(w)
        velocity = self.momentum * velocity - self.learning_rate * gradient
        return w + velocity


# %% wrong O05: the velocity is not put back into self | a step of plain gradient descent
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + velocity


# %% wrong: the velocity belongs to the class | Your two objects share one velocity
class Momentum:
    velocity = 0

    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum

    def update(self, w, gradient):
        Momentum.velocity = self.momentum * Momentum.velocity - self.learning_rate * gradient
        return w + Momentum.velocity


# %% wrong: a default that all objects share | Your two objects share one velocity
class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9, memory={"velocity": 0}):
        self.learning_rate, self.momentum, self.memory = learning_rate, momentum, memory

    def update(self, w, gradient):
        self.memory["velocity"] = self.momentum * self.memory["velocity"] - self.learning_rate * gradient
        return w + self.memory["velocity"]


# %% wrong: a pair comes back | the new weights have that of w
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity, self.velocity


# %% wrong O03: two kinds of velocity mixed | Your steps go uphill
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w - self.velocity


# %% wrong O04: the weights in place | change the array that your function was given
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        w += self.velocity
        return w


# %% wrong O04: the velocity is the caller's first gradient | what your `update` did to the gradient
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, None

    def update(self, w, gradient):
        if self.velocity is None:
            self.velocity = gradient
        else:
            self.velocity *= self.momentum
            self.velocity += gradient
        return w - self.learning_rate * self.velocity


# %% wrong: other names | Keep the arguments and their names as they are
class Momentum:
    def __init__(self, lr, beta):
        self.lr, self.beta, self.velocity = lr, beta, 0

    def update(self, w, gradient):
        self.velocity = self.beta * self.velocity - self.lr * gradient
        return w + self.velocity


# %% wrong: the memory was never made | Does the name belong to your object? Then create it in `__init__`
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity


# %% wrong: a local name in place of self | Does the name belong to your object? Then create it in `__init__`
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum = learning_rate, momentum
        velocity = 0

    def update(self, w, gradient):
        velocity = self.momentum * velocity - self.learning_rate * gradient
        return w + velocity


# %% wrong: the new weights are not returned | `update` returned None
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        w = w + self.velocity


# %% wrong: an object in place of the class | hand over the function itself
class _Momentum:
    def update(self, w, gradient):
        return w


Momentum = _Momentum()


# %% wrong: a third of the step | compute the velocity after the first and the second update by hand
class Momentum:
    def __init__(self, learning_rate, momentum):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity / 3


# %% wrong P07: self forgotten in update | Python passes the object itself as the first argument of every
class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity


# %% wrong P07: self forgotten in __init__ | Python passes the object itself as the first argument of every
class Momentum:
    def __init__(learning_rate=0.01, momentum=0.9):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity


# %% wrong P08: single underscores | Your class has no method `__init__`. Its name has two underscores on
class Momentum:
    def _init_(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity


# %% wrong P09: self forgotten before the velocity | `velocity` and `self.velocity` are different variables. Only
class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * velocity - self.learning_rate * gradient
        return w + self.velocity


# %% wrong O44: the weights shrink with the momentum | You multiplied the weights by `momentum` instead of the old velocity.
class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, 0

    def update(self, w, gradient):
        self.velocity = self.momentum * w - self.learning_rate * gradient
        return w + self.velocity


# %% wrong: no self at all | Does the name belong to your object?
class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        velocity = 0

    def update(self, w, gradient):
        velocity = momentum * velocity - learning_rate * gradient
        return w + velocity


# %% wrong: the shape of weights that nobody has yet | `__init__` doesn't know the weights yet
import numpy as np


class Momentum:
    def __init__(self, learning_rate=0.01, momentum=0.9):
        self.learning_rate, self.momentum, self.velocity = learning_rate, momentum, np.zeros_like(w)

    def update(self, w, gradient):
        self.velocity = self.momentum * self.velocity - self.learning_rate * gradient
        return w + self.velocity
