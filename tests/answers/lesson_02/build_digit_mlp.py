# %% right: Sequential, softmax
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential(
        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% right: functional, logits
import keras
from keras import layers


def build_digit_mlp():
    images = keras.Input((28, 28))
    h = layers.Dense(128, activation="relu")(layers.Reshape((784,))(images))
    model = keras.Model(inputs=images, outputs=layers.Dense(10)(h))
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% right: activations as layers
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential()
    model.add(keras.Input(shape=(28, 28)))
    model.add(layers.Flatten())
    model.add(layers.Dense(128, kernel_initializer="he_normal"))
    model.add(layers.ReLU())
    model.add(layers.Dense(10))
    model.add(layers.Softmax())
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(), ["accuracy"])
    return model


# %% right: the article's way, built by input_shape
import tensorflow as tf


def build_digit_mlp():
    model = tf.keras.models.Sequential(
        [
            tf.keras.layers.Flatten(input_shape=(28, 28)),
            tf.keras.layers.Dense(128, activation=tf.nn.relu),
            tf.keras.layers.Dense(10, activation=tf.nn.softmax),
        ]
    )
    model.compile(loss=tf.keras.losses.SparseCategoricalCrossentropy)
    return model


# %% right: built afterwards
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([layers.Flatten(), layers.Dense(128, keras.activations.relu), layers.Dense(10, "softmax")])
    model.build((None, 28, 28))
    model.compile(loss=keras.losses.sparse_categorical_crossentropy)
    return model


# %% right: a subclass of Sequential
import keras


class DigitMLP(keras.Sequential):
    def __init__(self):
        super().__init__()
        self.add(keras.Input((28, 28)))
        self.add(keras.layers.Flatten())
        self.add(keras.layers.Dense(128, activation="relu"))
        self.add(keras.layers.Dense(10, activation="softmax"))
        self.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])


def build_digit_mlp():
    return DigitMLP()


# %% right: names of layers, looked up
import keras

PLAN = [
    ("Flatten", {}),
    ("Dense", {"units": 128, "activation": keras.activations.relu, "name": "hidden"}),
    ("Dense", {"units": 10, "activation": keras.activations.softmax, "name": "digits"}),
]


def build_digit_mlp():
    layers = [getattr(keras.layers, kind)(**settings) for kind, settings in PLAN]
    model = keras.Sequential([keras.Input((28, 28)), *layers], name="mlp")
    model.compile("adam", loss={"digits": keras.losses.SparseCategoricalCrossentropy()}, metrics=["accuracy"])
    return model


# %% wrong: not built | The model is not built yet
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: all the images in the input's shape | without the batch
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((1200, 28, 28)), layers.Flatten(), layers.Dense(128, "relu")])
    model.add(layers.Dense(10, "softmax"))
    return model


# %% wrong M01: the batch in the input's shape | `keras.Input` takes the shape of one example
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((32, 28, 28)), layers.Flatten(), layers.Dense(128, "relu")])
    model.add(layers.Dense(10, "softmax"))
    return model


# %% wrong: an axis of colours | Your shape has a third axis
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(128, "relu")])
    model.add(layers.Dense(10, "softmax"))
    return model


# %% wrong: flat images expected | Let a layer inside the model flatten them
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((784,)), layers.Dense(128, "relu"), layers.Dense(10, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong M02: smaller images | the shape that you pass to keras.Input
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((8, 8)), layers.Flatten(), layers.Dense(128, "relu")])
    model.add(layers.Dense(10, "softmax"))
    return model


# %% wrong M04: no Flatten | A Dense layer works along the last axis
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Dense(128, "relu"), layers.Dense(10, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: scaled once more | don't scale them again
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Rescaling(1 / 255)])
    model.add(layers.Dense(128, "relu"))
    model.add(layers.Dense(10, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: a dropout that nobody asked for | the model should have Flatten, two Dense layers
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dropout(0.2)])
    model.add(layers.Dense(10, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong M05: nine outputs, the tenth digit being the rest | Each digit from 0 to 9 needs its own output unit
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu")])
    model.add(layers.Dense(9, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: one output, the digit itself | Each digit from 0 to 9 needs its own output unit
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(1)])
    model.compile(loss="mse")
    return model


# %% wrong: a Dense layer for the pixels | You added a Dense layer for the pixels
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(784, "relu")])
    model.add(layers.Dense(128, "relu"))
    model.add(layers.Dense(10, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: no hidden layer | The hidden layer is missing
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: another width | the hidden layer and then the output layer
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(64, "relu")])
    model.add(layers.Dense(10, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong M06: a hidden layer without an activation | A hidden layer has no activation function
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128), layers.Dense(10, "softmax")])
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: another activation | which activation function does the table name
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "sigmoid")])
    model.add(layers.Dense(10, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: a ReLU with a ceiling of 6, which small numbers never reach | which activation function does the table name
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu6")])
    model.add(layers.Dense(10, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: no biases | A layer has no biases
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu", use_bias=False)])
    model.add(layers.Dense(10, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong M15: weights begin at zero | All units of the first layer start with the same weights
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten()])
    model.add(layers.Dense(128, "relu", kernel_initializer="zeros"))
    model.add(layers.Dense(10, "softmax", kernel_initializer="zeros"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: not compiled | The model isn't compiled
import keras
from keras import layers


def build_digit_mlp():
    return keras.Sequential(
        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "softmax")]
    )


# %% wrong: the loss for one-hot labels | This loss expects one-hot labels
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "softmax")]

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])


# %% wrong: the loss for two classes | This loss is for two classes
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "softmax")]

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(loss="binary_crossentropy")


# %% wrong: squared error | as if an 8 were twice a 4
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "softmax")]

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(loss=keras.losses.MeanSquaredError())


# %% wrong: some other loss | which cross-entropy takes whole numbers as labels
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "softmax")]

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(loss="kl_divergence")


# %% wrong: softmax and from_logits | The output layer already returns probabilities
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "softmax")]

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))


# %% wrong: logits taken for probabilities | so it returns sums, but the loss expects probabilities
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10)])
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: sigmoid at the output | Sigmoid uses each sum separately
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "sigmoid")]

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(loss="sparse_categorical_crossentropy")


# %% wrong: ReLU at the output | ten probabilities that add up to 1
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "relu")]

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(loss="sparse_categorical_crossentropy")


# %% wrong: softmax along the batch | Your softmax uses the wrong axis
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10)])
    model.add(layers.Softmax(axis=0))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong: a ReLU with a ceiling | one of them doesn't do what its name says
import keras
from keras import layers


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128), layers.ReLU(max_value=0.1)])
    model.add(layers.Dense(10, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy")
    return model


# %% wrong M14: a misspelt activation | Keras doesn't know an activation function with this name
import keras
from keras import layers


def build_digit_mlp():
    return keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, activation="Relu")])


# %% wrong: a misspelt loss | Check the spelling
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, "softmax")]

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(loss="sparse_crossentropy")


# %% wrong: the learner's own ReLU | is your own function
import keras
import numpy as np
from keras import layers


def relu(z):
    return np.maximum(0, z)


def build_digit_mlp():
    return keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, activation=relu)])


# %% wrong: Flatten behind the hidden layer | where is Flatten?
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Dense(128, "relu"), layers.Flatten(), layers.Dense(10, activation="softmax")]


# %% wrong: Flatten at the very end | where is Flatten?
#-        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax")]
#+        [keras.Input((28, 28)), layers.Dense(128, "relu"), layers.Dense(10, activation="softmax"), layers.Flatten()]


# %% wrong P05: model = model.add | One of your variables is None. Methods that change an object, such as
import keras


def build_digit_mlp():
    model = keras.Sequential([keras.Input((28, 28))])
    model = model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, "relu"))
    return model


# %% wrong M34: units and activation exchanged | The first argument of `Dense` is the number of units, and the
import keras


def build_digit_mlp():
    return keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense("relu", 128)])
