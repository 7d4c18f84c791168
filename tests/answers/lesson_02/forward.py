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


# %% wrong: returns in the first round | These are the outputs of the first layer
def forward(X, layers):
    for W, b, activation in layers:
        a = activation(X @ W + b)
        return a


# %% wrong: stops before the last layer | The last layer is missing
def forward(X, layers):
    a = X
    for W, b, activation in layers[:-1]:
        a = activation(a @ W + b)
    return a


# %% wrong: no activation at the output | The last layer's activation is missing
def forward(X, layers):
    a = X
    for W, b, activation in layers[:-1]:
        a = activation(a @ W + b)
    W, b, activation = layers[-1]
    return a @ W + b


# %% wrong: no activation at all | No activation was called
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = a @ W + b
    return a


# %% wrong M06: activation only at the end | An activation came only at the end
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = a @ W + b
    return activation(a)


# %% wrong: no biases | The biases are missing
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a @ W)
    return a


# %% wrong: the first activation everywhere | You took the same activation in every layer
def forward(X, layers):
    a, activation = X, layers[0][2]
    for W, b, _ in layers:
        a = activation(a @ W + b)
    return a


# %% wrong: ReLU everywhere | You took the same activation in every layer
import numpy as np


def forward(X, layers):
    a = X
    for W, b, _ in layers:
        a = np.maximum(0, a @ W + b)
    return a


# %% wrong: biases after the activation | The biases were added after the activations
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a @ W) + b
    return a


# %% wrong: one row | This is one row for the whole batch
def forward(X, layers):
    a = X[0]
    for W, b, activation in layers:
        a = activation(a @ W + b)
    return a


# %% wrong: X goes into every layer | A layer was fed numbers that do not fit its W
def forward(X, layers):
    for W, b, activation in layers:
        a = activation(X @ W + b)
    return a


# %% wrong: X goes into every layer, with np.dot | A layer was fed numbers that do not fit its W
import numpy as np


def forward(X, layers):
    for W, b, activation in layers:
        a = activation(np.dot(X, W) + b)
    return a


# %% wrong: from the output to the input | A layer was fed numbers that do not fit its W
def forward(X, layers):
    a = X
    for W, b, activation in reversed(layers):
        a = activation(a @ W + b)
    return a


# %% wrong: made for three layers | There may be any number of layers
def forward(X, layers):
    (W1, b1, first), (W2, b2, second), (W3, b3, third) = layers
    return third(second(first(X @ W1 + b1) @ W2 + b2) @ W3 + b3)


# %% wrong: made for three layers, by their numbers | There may be any number of layers
def forward(X, layers):
    a = X
    for i in range(3):
        W, b, activation = layers[i]
        a = activation(a @ W + b)
    return a


# %% wrong: the name of a function demanded | `activation` is a function, like your `relu`, and not its name
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = a @ W + b
        if activation.lower() == "relu":
            a = a * (a > 0)
    return a


# %% wrong: activation of the inputs | The activations came before the weighted sums
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a) @ W + b
    return a


# %% wrong: each layer adds to what came in | what goes into each layer
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a @ W + b) + a.mean(axis=1, keepdims=True)
    return a


# %% wrong: a batch of one comes back as a row | This is one row for the whole batch
import numpy as np


def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a @ W + b)
    return np.squeeze(a)


# %% wrong: forgot return | nothing (None)
def forward(X, layers):
    a = X
    for W, b, activation in layers:
        a = activation(a @ W + b)
