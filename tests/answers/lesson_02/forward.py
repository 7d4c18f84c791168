# %% right: a loop
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a @ W + b)
    return a


# %% right: recursion
def forward(X, layers):
    if not layers:
        return X
    W, b, activation = layers[0]
    return forward(activation(X @ W + b), layers[1:])


# %% right: functools.reduce
from functools import reduce


def forward(X, layers):
    return reduce(lambda a, layer: layer[2](a @ layer[0] + layer[1]), layers, X)


# %% right: row by row, lists
import numpy as np


def forward(X, layers):
    outputs = []
    for x in X:
        for i in range(len(layers)):
            W, b, activation = layers[i]
            x = activation(np.dot(x, W) + b)
        outputs.append(list(x))
    return outputs


# %% right: TensorFlow, a tensor in 64 bits
import tensorflow as tf


def forward(X, layers):
    a = tf.cast(X, tf.float64)
    for W, b, activation in layers:
        a = tf.constant(activation(tf.matmul(a, tf.cast(W, tf.float64)) + tf.cast(b, tf.float64)))
    return a


# %% right: a Keras model for the weighted sums
import keras


def forward(X, layers):
    a = X
    for W, b, activation in layers:
        layer = keras.layers.Dense(len(b))
        layer.build(a.shape)
        layer.set_weights([W, b])
        a = activation(keras.ops.convert_to_numpy(layer(a)))
    return a


# %% right: keeps all outputs, returns the last
def forward(X, layers):
    a = [X]
    for layer in layers:
        a.append(layer[2](a[-1] @ layer[0] + layer[1]))
    return a[-1]


# %% right: a chain of layer functions
def forward(X, layers):
    network = [lambda a, W=W, b=b, f=f: f(a @ W + b) for W, b, f in layers]
    for layer in network:
        X = layer(X)
    return X


# %% right: accumulate, the last one kept
from itertools import accumulate


def forward(X, layers):
    *_, outputs = accumulate(layers, lambda a, layer: layer[2](a.dot(layer[0]) + layer[1]), initial=X)
    return outputs


# %% right: a queue of layers, in 64 bits
from collections import deque

import numpy as np


def forward(X, layers):
    a, waiting = np.array(X, dtype=np.float64), deque(layers)
    while waiting:
        W, b, activation = waiting.popleft()
        a = activation(np.einsum("ni,iu->nu", a, W) + b)
    return a


# %% right: keyword-only layers, each example as a list
import numpy as np


def forward(X, *, layers):
    def one(example):
        for W, b, activation in layers:
            example = activation(np.array([np.vdot(example, W[:, u]) + b[u] for u in range(len(b))]))
        return example.tolist()

    return [one(example) for example in X]


# %% wrong M06: activation only at the end | You applied an activation function only at the end
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = a @ W + b
    return activation(a)


# %% wrong: X goes into every layer | The inputs of a layer don't fit its weights
def forward(X, layers):
    for W, b, activation in layers:
        a = activation(X @ W + b)
    return a


# %% wrong: X goes into every layer, with np.dot | The inputs of a layer don't fit its weights
import numpy as np


def forward(X, layers):
    for W, b, activation in layers:
        a = activation(np.dot(X, W) + b)
    return a


# %% wrong: from the output to the input | The inputs of a layer don't fit its weights
#-    for W, b, activation in layers:
#+    for W, b, activation in reversed(layers):


# %% wrong: made for three layers | The list can have any number of layers
def forward(X, layers):
    (W1, b1, first), (W2, b2, second), (W3, b3, third) = layers
    return third(second(first(X @ W1 + b1) @ W2 + b2) @ W3 + b3)


# %% wrong: made for three layers, by their numbers | The list can have any number of layers
#-    for W, b, activation in layers:
#+    for i in range(3):
#+        W, b, activation = layers[i]


# %% wrong: the name of a function demanded | `activation` is a function, such as your `relu`, and not a name
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = a @ W + b
        if activation.lower() == "relu":
            a = a * (a > 0)
    return a


# %% wrong: each layer adds to what came in | write down the shapes of the inputs and outputs
#-        a = activation(a @ W + b)
#+        a = activation(a @ W + b) + a.mean(axis=1, keepdims=True)


# %% wrong: forgot return | nothing (None)
#-    return a
