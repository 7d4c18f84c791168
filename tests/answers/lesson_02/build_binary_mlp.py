# %% right: Sequential with Input
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, activation="sigmoid"),
            layers.Dense(15, activation="sigmoid"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% right: functional
import keras


def build_binary_mlp(n_features):
    inputs = keras.Input(shape=(n_features,), name="pixels")
    a = keras.layers.Dense(25, "sigmoid")(inputs)
    a = keras.layers.Dense(15, "sigmoid")(a)
    model = keras.Model(inputs, keras.layers.Dense(1, "sigmoid")(a))
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


# %% right: logits and a loss that knows it
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (25, 15):
        model.add(layers.Dense(units, activation="sigmoid"))
    model.add(layers.Dense(1))
    model.compile("sgd", loss=keras.losses.BinaryCrossentropy(from_logits=True, name="bce"))
    return model


# %% right: activations as layers of their own
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (25, 15, 1):
        model.add(layers.Dense(units))
        model.add(layers.Activation("sigmoid"))
    model.compile(loss="bce", optimizer=keras.optimizers.RMSprop(0.01))
    return model


# %% right: TensorFlow's functions, built by hand, the loss as a class
import tensorflow as tf


def build_binary_mlp(n_features):
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.Dense(units=25, activation=tf.nn.sigmoid))
    model.add(tf.keras.layers.Dense(units=15, activation=tf.nn.sigmoid))
    model.add(tf.keras.layers.Dense(units=1, activation=tf.nn.sigmoid))
    model.build((None, n_features))
    model.compile(loss=tf.keras.losses.BinaryCrossentropy, optimizer="adam")
    return model


# %% right: other random starts, losses in a list
import keras
from keras import layers


def build_binary_mlp(n_features):
    settings = {"activation": keras.activations.sigmoid, "kernel_initializer": "random_normal"}
    model = keras.Sequential(
        [keras.Input((n_features,)), layers.Flatten(), *(layers.Dense(units, **settings) for units in (25, 15, 1))]
    )
    model.compile(loss=["binary_crossentropy"])
    return model


# %% right: keyword-only size, a dictionary of losses, activations as objects
import keras


def build_binary_mlp(*, n_features: int) -> keras.Model:
    model = keras.models.Sequential(
        [keras.layers.InputLayer(shape=(n_features,))]
        + [keras.layers.Dense(units, activation=keras.layers.Activation("sigmoid")) for units in (25, 15, 1)]
    )
    model.compile(optimizer=keras.optimizers.Nadam(), loss={model.layers[-1].name: "binary_crossentropy"})
    return model


# %% right: reduce over the layers, the loss as Keras's function
from functools import reduce

import keras


def build_binary_mlp(n_features):
    inputs = keras.Input([n_features], dtype="float32")
    outputs = reduce(lambda a, units: keras.layers.Dense(units, keras.ops.sigmoid)(a), (25, 15, 1), inputs)
    model = keras.models.Model(inputs=[inputs], outputs=[outputs])
    model.compile("adam", keras.losses.binary_crossentropy, metrics=["AUC"])
    return model


# %% wrong: no Input, so not built | The model is not built yet
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [layers.Dense(25, activation="sigmoid"), layers.Dense(15, activation="sigmoid"), layers.Dense(1, "sigmoid")]
    )
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong M02: always 784 inputs | Use the argument `n_features`
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [keras.Input((784,)), layers.Dense(25, "sigmoid"), layers.Dense(15, "sigmoid"), layers.Dense(1, "sigmoid")]
    )
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong M01: the batch in the input's shape | `keras.Input` takes the shape of one example
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((32, n_features)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: an axis too many | the shape that you pass to keras.Input
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [keras.Input((n_features, 1)), layers.Flatten(), layers.Dense(25, "sigmoid"), layers.Dense(15, "sigmoid")]
    )
    model.add(layers.Dense(1, "sigmoid"))
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: no tuple | How do you write a tuple with a single number
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features)), layers.Dense(25, "sigmoid")])
    return model


# %% wrong: a dropout that nobody asked for | the model should have three Dense layers
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [keras.Input((n_features,)), layers.Dense(25, "sigmoid"), layers.Dropout(0.5), layers.Dense(15, "sigmoid")]
    )
    model.add(layers.Dense(1, "sigmoid"))
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: two outputs for two classes | For two classes, one output is enough
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(2, "softmax"),
        ]
    )
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: a Dense layer for the inputs | You added a Dense layer for the inputs
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (n_features, 25, 15, 1):
        model.add(layers.Dense(units, activation="sigmoid"))
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: no output layer | The output layer is missing
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,)), layers.Dense(25, "sigmoid"), layers.Dense(15, "sigmoid")])
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: the other way round | two hidden layers and then the output layer
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (15, 25, 1):
        model.add(layers.Dense(units, activation="sigmoid"))
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong M06: hidden layers without an activation | A hidden layer has no activation function
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [keras.Input((n_features,)), layers.Dense(25), layers.Dense(15), layers.Dense(1, activation="sigmoid")]
    )
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: hidden layers with ReLU | which activation function does the table name
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [keras.Input((n_features,)), layers.Dense(25, "relu"), layers.Dense(15, "relu"), layers.Dense(1, "sigmoid")]
    )
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: no biases | A layer has no biases
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (25, 15, 1):
        model.add(layers.Dense(units, activation="sigmoid", use_bias=False))
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong M15: weights begin at zero | All units of the first layer start with the same weights
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (25, 15, 1):
        model.add(layers.Dense(units, activation="sigmoid", kernel_initializer="zeros"))
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: weights begin at one number | All units of the first layer start with the same weights
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (25, 15, 1):
        model.add(layers.Dense(units, activation="sigmoid", kernel_initializer=keras.initializers.Constant(0.1)))
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: not compiled | The model isn't compiled
import keras
from keras import layers


def build_binary_mlp(n_features):
    return keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "sigmoid"),
        ]
    )


# %% wrong: a loss for many classes | This loss needs one output per class
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(loss="categorical_crossentropy")
    return model


# %% wrong: squared error | This loss is for predicting numbers
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(loss="mse")
    return model


# %% wrong: hinge | which loss does the table name
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(loss="hinge")
    return model


# %% wrong: a loss of one's own | a function of your own
import keras
from keras import layers


def binary_crossentropy(y_true, y_pred):
    return keras.ops.mean(-y_true * keras.ops.log(y_pred))


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    for units in (25, 15, 1):
        model.add(layers.Dense(units, activation="sigmoid"))
    model.compile(loss=binary_crossentropy)
    return model


# %% wrong: softmax over one unit | every prediction is 1
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "softmax"),
        ]
    )
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: sigmoid and from_logits | The output layer already returns probabilities
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


# %% wrong: logits taken for probabilities | so it returns sums, but the loss expects probabilities
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [keras.Input((n_features,)), layers.Dense(25, "sigmoid"), layers.Dense(15, "sigmoid"), layers.Dense(1)]
    )
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: ReLU at the output | Which activation function returns numbers from 0 to 1
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [keras.Input((n_features,)), layers.Dense(25, "sigmoid"), layers.Dense(15, "sigmoid"), layers.Dense(1, "relu")]
    )
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong M14: a misspelt activation | Keras doesn't know an activation function with this name
import keras
from keras import layers


def build_binary_mlp(n_features):
    return keras.Sequential([keras.Input((n_features,)), layers.Dense(25, activation="Sigmoid ")])


# %% wrong: a misspelt loss | Check the spelling
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    model.compile(loss="binary_cross_entropy")
    return model


# %% wrong: compile returned | You returned None, not a Keras model. Is there a `return`?
import keras
from keras import layers


def build_binary_mlp(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            layers.Dense(25, "sigmoid"),
            layers.Dense(15, "sigmoid"),
            layers.Dense(1, "sigmoid"),
        ]
    )
    return model.compile(loss="binary_crossentropy")


# %% wrong: the learner's own sigmoid | is your own function
import keras
import numpy as np
from keras import layers


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def build_binary_mlp(n_features):
    return keras.Sequential([keras.Input((n_features,)), layers.Dense(25, activation=sigmoid)])


# %% wrong P05: model = model.add | One of your variables is None. Methods that change an object, such as
import keras


def build_binary_mlp(n_features):
    model = keras.Sequential()
    model = model.add(keras.Input((n_features,)))
    model = model.add(keras.layers.Dense(25, "sigmoid"))
    return model


# %% wrong M33: an activation called | You called an activation function, and it has no numbers to work on
import keras


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(25, activation=keras.activations.sigmoid())])
    return model


# %% wrong M30: a layer's class | You passed something that is not a layer, such as a class. With
import keras


def build_binary_mlp(n_features):
    return keras.Sequential([keras.Input((n_features,)), keras.layers.Dense])


# %% wrong M31: layers side by side, not in a list | `keras.Sequential` takes one list. Put square brackets around the
import keras


def build_binary_mlp(n_features):
    return keras.Sequential(keras.Input((n_features,)), keras.layers.Dense(25, "sigmoid"))


# %% wrong M32: functional, a layer without its input | In a functional model, call each layer on the output of the layer
import keras


def build_binary_mlp(n_features):
    inputs = keras.Input((n_features,))
    a = keras.layers.Dense(25, "sigmoid")(inputs)
    outputs = keras.layers.Dense(1, "sigmoid")
    return keras.Model(inputs, outputs)


# %% wrong: summary returned | You returned None, not a Keras model. Is there a `return`?
import keras


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(25, "sigmoid"), keras.layers.Dense(15, "sigmoid"), keras.layers.Dense(1, "sigmoid")])
    model.compile(loss="binary_crossentropy")
    return model.summary()


# %% wrong: the number of examples for the features in Dense | The shape must be a tuple. How do you write a tuple with a single
import keras


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.layers.Dense(25, "sigmoid", input_shape=n_features), keras.layers.Dense(15, "sigmoid"), keras.layers.Dense(1, "sigmoid")])
    model.compile(loss="binary_crossentropy")
    return model


# %% wrong: no return | You returned None, not a Keras model. Is there a `return`?
import keras


def build_binary_mlp(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(25, "sigmoid"), keras.layers.Dense(15, "sigmoid"), keras.layers.Dense(1, "sigmoid")])
    model.compile(loss="binary_crossentropy")


# %% wrong: a name without quotes | Give the name of an activation function in quotes.
import keras


def build_binary_mlp(n_features):
    return keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(25, sigmoid), keras.layers.Dense(15, sigmoid), keras.layers.Dense(1, sigmoid)])
