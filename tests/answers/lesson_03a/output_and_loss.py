# %% right: names, an if for each task
def output_and_loss(problem):
    task, y = problem["task"], problem["y"]
    outputs = 1 if y.ndim == 1 else y.shape[1]
    if task == "yes or no":
        return 1, "sigmoid", "binary_crossentropy"
    if task == "one of K":
        loss = "categorical_crossentropy" if y.ndim == 2 else "sparse_categorical_crossentropy"
        return problem["classes"], "softmax", loss
    if task == "any of K":
        return outputs, "sigmoid", "binary_crossentropy"
    if task == "a number":
        return outputs, "linear", "mse"
    return outputs, "exponential", "poisson"


# %% right: logits wherever there are probabilities, Keras's loss objects
import keras


def output_and_loss(problem):
    task, y = problem["task"], problem["y"]
    if task in ("yes or no", "any of K"):
        return problem["classes"] or 1, None, keras.losses.BinaryCrossentropy(from_logits=True)
    if task == "one of K":
        kind = keras.losses.SparseCategoricalCrossentropy if y.ndim == 1 else keras.losses.CategoricalCrossentropy
        return problem["classes"], "linear", kind(from_logits=True)
    if task == "a number":
        return (1 if y.ndim == 1 else y.shape[1]), None, keras.losses.MeanAbsoluteError()
    return 1, "softplus", keras.losses.Poisson()


# %% right: functions and classes of Keras, a list
import tensorflow as tf
from keras import activations, losses


def output_and_loss(problem):
    y, K = problem["y"], problem["classes"]
    table = {
        "yes or no": [1, activations.sigmoid, losses.BinaryCrossentropy],
        "one of K": [K, tf.nn.softmax,
                     losses.sparse_categorical_crossentropy if y.ndim == 1 else losses.categorical_crossentropy],
        "any of K": [K, activations.sigmoid, losses.BinaryFocalCrossentropy()],
        "a number": [y.size // len(y), activations.linear, losses.Huber(delta=2.0)],
        "a count": [y.size // len(y), activations.exponential, losses.poisson],
    }
    return table[problem["task"]]


# %% right: yes or no as one of two, activation layers
import keras


def output_and_loss(problem):
    task, y = problem["task"], problem["y"]
    if task == "yes or no":
        return 2, keras.layers.Softmax(), "sparse_categorical_crossentropy"
    if task == "one of K":
        return problem["classes"], keras.layers.Softmax, ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"
    if task == "any of K":
        return problem["classes"], keras.layers.Activation("sigmoid"), "BinaryCrossentropy"
    if task == "a number":
        return y[0].size, "linear", "MSE"
    return 1, "exponential", "Poisson"


# %% right: yes or no as two raw scores
import keras


def output_and_loss(problem):
    task, y = problem["task"], problem["y"]
    if task == "yes or no":
        return 2, "linear", keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    if task == "one of K":
        return problem["classes"], "softmax", ["sparse_categorical_crossentropy", "kl_divergence"][y.ndim - 1]
    if task == "any of K":
        return problem["classes"], "sigmoid", "bce"
    if task == "a number":
        return y[0].size, "linear", "log_cosh"
    return 1, "exponential", "poisson"


# %% right: match, objects of Keras, a list
import keras
import numpy as np


def output_and_loss(problem):
    match problem["task"], np.ndim(problem["y"]):
        case "yes or no", _:
            return [1, keras.activations.sigmoid, keras.losses.BinaryCrossentropy]
        case "one of K", 1:
            return [problem["classes"], keras.activations.softmax, keras.losses.SparseCategoricalCrossentropy()]
        case "one of K", _:
            return [problem["classes"], keras.activations.softmax, keras.losses.CategoricalCrossentropy()]
        case "any of K", _:
            return [problem["classes"], None, keras.losses.BinaryCrossentropy(from_logits=True)]
        case "a number", d:
            return [np.shape(problem["y"])[1] if d > 1 else 1, None, keras.losses.MeanAbsoluteError()]
        case _:
            return [1, keras.ops.exp, keras.losses.Poisson()]


# %% right: a table of functions
import keras

TABLE = {
    "yes or no": lambda y, K: (1, keras.activations.sigmoid, keras.losses.BinaryCrossentropy),
    "one of K": lambda y, K: (
        K,
        keras.ops.softmax,
        keras.losses.SparseCategoricalCrossentropy() if y.ndim < 2 else keras.losses.CategoricalCrossentropy(),
    ),
    "any of K": lambda y, K: (K, keras.ops.sigmoid, keras.losses.binary_crossentropy),
    "a number": lambda y, K: (1 if y.ndim == 1 else y.shape[-1], None, keras.losses.Huber(delta=2.0)),
    "a count": lambda y, K: (1, "softplus", keras.losses.Poisson()),
}


def output_and_loss(problem):
    return TABLE[problem["task"]](problem["y"], problem["classes"])


# %% right: a namedtuple, NumPy's numbers for the units, TensorFlow's functions
from collections import namedtuple

import numpy as np
import tensorflow as tf

Output = namedtuple("Output", ["units", "activation", "loss"])


def output_and_loss(problem):
    y = problem["y"]
    units = np.int64(problem["classes"] or np.prod(y.shape[1:], dtype=int))
    match problem["task"]:
        case "yes or no":
            return Output(units, tf.nn.sigmoid, "bce")
        case "one of K" if y.ndim == 1:
            return Output(units, tf.nn.softmax, "sparse_categorical_crossentropy")
        case "one of K":
            return Output(units, tf.nn.softmax, "CategoricalCrossentropy")
        case "any of K":
            return Output(units, tf.math.sigmoid, "binary_crossentropy")
        case "a number":
            return Output(units, "linear", "mae")
    return Output(units, tf.exp, "poisson")


# %% right: an array of three texts
import numpy as np


def output_and_loss(problem):
    y, K = problem["y"], problem["classes"]
    return {
        "yes or no": [1, "sigmoid", "binary_crossentropy"],
        "one of K": [K, "softmax", "categorical_crossentropy" if y.ndim == 2 else "sparse_categorical_crossentropy"],
        "any of K": [K, "sigmoid", "binary_crossentropy"],
        "a number": [np.size(y[0]), "linear", "MeanSquaredError"],
        "a count": [1.0, "exponential", "Poisson"],
    }[problem["task"]]


# %% wrong C01: categorical for whole numbers | This loss expects one-hot rows
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C02: sparse because one-hot rows are mostly 0 | A sparse loss expects labels that are whole numbers, but these are one
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", "sparse_categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C04: raw scores into a loss for probabilities | Without an activation function, an output can be any number
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, None, ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C21: one raw score, because binary sounds like 0 and 1 | Without an activation function, an output can be any number
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, None, "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C06: softmax on a single unit | Softmax makes the outputs add up to 1, so a single output is always ex
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "softmax", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C07: sigmoid for classes that exclude each other | Exactly one class is true, so the probabilities have to add up to 1
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "sigmoid", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C17: softmax where several can be true | so two outputs can't both be 0.9
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "softmax", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: the categorical loss where several can be true | This loss expects exactly one true class in each row
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "categorical_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: the binary loss for one of K | K separate yes-or-no questions
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", "binary_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: probabilities, and the loss told that they are logits | `from_logits=True` is for outputs without an activation function
import keras


def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    one_of = keras.losses.SparseCategoricalCrossentropy if y.ndim == 1 else keras.losses.CategoricalCrossentropy
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", one_of(from_logits=True)),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: squared error for classes | This loss is for numbers
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "mse"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: one unit for classes | One unit can't represent K classes
def output_and_loss(problem):
    task, y = problem["task"], problem["y"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (1, "softmax", "sparse_categorical_crossentropy"),
        "any of K": (1, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: classes counted in the batch | You counted the classes in these few targets, but the largest class do
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K if y.ndim == 2 else y.max() + 1, "softmax",
                     ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: rows for units | This is the number of examples
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (len(y), "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: one unit for several numbers | how many numbers must the network give for one example
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (1, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: ReLU for numbers | This activation can't give all targets
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "relu", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: a cross-entropy for numbers | A cross-entropy compares probabilities, but these targets are numbers
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "binary_crossentropy"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: Poisson for numbers | The Poisson loss is for counts
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "poisson"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: a metric for a number | Keras has no loss with this name
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "accuracy"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: squared error for counts | This loss isn't meant for counts
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "linear", "mse"),
    }[task]


# %% wrong: a cross-entropy for counts | A cross-entropy compares probabilities, and a count is not a probabili
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "sigmoid", "binary_crossentropy"),
    }[task]


# %% wrong: a sigmoid for counts | A count can be larger than 1
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "sigmoid", "poisson"),
    }[task]


# %% wrong: a mean count below 0 | This loss takes the logarithm of the output, so the output must be pos
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "linear", "poisson"),
    }[task]


# %% wrong: the shape for the units | how many numbers must the network give
def output_and_loss(problem):
    return problem["y"].shape, "sigmoid", "binary_crossentropy"


# %% wrong: two parts | the line with `return`
def output_and_loss(problem):
    return "sigmoid", "binary_crossentropy"


# %% wrong: numbers for names | names as Keras writes them
def output_and_loss(problem):
    return 1, 2, 3


# %% wrong: forgot return | Nothing came back
def output_and_loss(problem):
    (1, "sigmoid", "binary_crossentropy")


# %% wrong C33: two units and the binary loss | Binary cross-entropy takes each output as a separate question with
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (2, "softmax", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C34: two units and the loss for one-hot rows | This loss expects one-hot rows. Does a label of this y look like 1,
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (2, "softmax", "categorical_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: two sigmoids | Exactly one class is true, so the probabilities have to add up to 1.
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (2, "sigmoid", "sparse_categorical_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C34: one sigmoid and the sparse loss | This loss needs one output for each class, but you chose a single
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "sparse_categorical_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C35: ReLU for yes or no | This activation can return numbers below 0 or above 1, but the loss
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "relu", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C35: tanh for yes or no | This activation can return numbers below 0 or above 1, but the loss
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "tanh", "binary_crossentropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C32: a misspelt loss | Keras has no loss with this name. The names of its cross-entropies
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_cross_entropy"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_cross_entropy"),
        "any of K": (K, "sigmoid", "binary_cross_entropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C32: PyTorch's name | Keras has no loss with this name. The names of its cross-entropies
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "bce"),
        "one of K": (K, "softmax", "cross_entropy"),
        "any of K": (K, "sigmoid", "bce"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong C32: a metric for a loss | Keras has no loss with this name. The names of its cross-entropies
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "accuracy"),
        "one of K": (K, "softmax", "accuracy"),
        "any of K": (K, "sigmoid", "accuracy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: a misspelt activation | Keras has no activation function with this name. Its names have
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "binary_crossentropy"),
        "one of K": (K, "soft_max ", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmod", "binary_crossentropy"),
        "a number": (y[0].size, "none", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]


# %% wrong: a loss for margins | does the loss expect what the activation gives
def output_and_loss(problem):
    task, y, K = problem["task"], problem["y"], problem["classes"]
    return {
        "yes or no": (1, "sigmoid", "hinge"),
        "one of K": (K, "softmax", ("sparse_" if y.ndim == 1 else "") + "categorical_crossentropy"),
        "any of K": (K, "sigmoid", "binary_crossentropy"),
        "a number": (y[0].size, "linear", "mse"),
        "a count": (1, "exponential", "poisson"),
    }[task]
