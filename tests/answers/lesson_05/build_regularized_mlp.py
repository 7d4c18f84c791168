# %% right: Sequential
import keras


def build_regularized_mlp():
    l2 = keras.regularizers.L2(0.001)
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% right: functional, layers of activation, compiled
import keras
from keras import layers


def build_regularized_mlp():
    inputs = keras.Input(shape=(28, 28))
    a = layers.Reshape((784,))(inputs)
    for units in (128, 64):
        z = layers.Dense(units, kernel_regularizer=keras.regularizers.l2(1e-3))(a)
        a = layers.Dropout(0.4)(layers.ReLU()(z))
    model = keras.Model(inputs, layers.Softmax()(layers.Dense(10)(a)))
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% right: logits, with a loss that knows it, L1L2 without L1
import keras


def build_regularized_mlp():
    model = keras.Sequential()
    model.add(keras.Input((28, 28)))
    model.add(keras.layers.Flatten())
    for units in (128, 64):
        penalty = keras.regularizers.L1L2(l2=0.001)
        model.add(keras.layers.Dense(units, activation=keras.activations.relu, kernel_regularizer=penalty))
        model.add(keras.layers.Dropout(rate=0.4, seed=1))
    model.add(keras.layers.Dense(10))
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% right: ReLU after the dropout, which gives the same
import keras


def build_regularized_mlp():
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, kernel_regularizer=keras.regularizers.L2(0.001)),
        keras.layers.Dropout(0.4),
        keras.layers.Activation("relu"),
        keras.layers.Dense(64, kernel_regularizer=keras.regularizers.L2(0.001)),
        keras.layers.Dropout(0.4),
        keras.layers.ReLU(),
        keras.layers.Dense(10, "softmax"),
    ])


# %% right: a loop over the rows of the table
import keras
from keras import layers, regularizers


def build_regularized_mlp():
    net = keras.Sequential(name="regularized")
    net.add(keras.Input(shape=(28, 28), name="image"))
    net.add(layers.Flatten(name="pixels"))
    for number, units in enumerate([128, 64], 1):
        net.add(layers.Dense(units, "relu", kernel_regularizer=regularizers.l2(1e-3), name=f"hidden_{number}"))
        net.add(layers.Dropout(rate=2 / 5, name=f"dropout_{number}"))
    net.add(layers.Dense(10, keras.activations.softmax, name="digit"))
    return net


# %% right: a subclass of Sequential that adds nothing of its own
import keras
from keras import layers


class Regularized(keras.Sequential):
    pass


def build_regularized_mlp():
    l2 = keras.regularizers.L2(0.001)
    return Regularized([
        keras.Input((28, 28)), layers.Flatten(),
        layers.Dense(128, activation="relu", kernel_regularizer=l2), layers.Dropout(0.4),
        layers.Dense(64, activation="relu", kernel_regularizer=l2), layers.Dropout(0.4),
        layers.Dense(10, activation="softmax"),
    ])


# %% right: rebuilt from a configuration, the shape changed by Reshape
import keras
from keras import layers


def hidden(units, x, seed=None):
    penalty = {"class_name": "L2", "config": {"l2": 0.001}}
    x = layers.Dense(units, kernel_regularizer=keras.regularizers.get(penalty))(x)
    return layers.Dropout(0.4, seed=seed)(layers.Activation("relu")(x))


def build_regularized_mlp():
    image = keras.Input((28, 28))
    x = layers.Reshape((784,))(image)
    for units in 128, 64:
        x = hidden(units, x)
    model = keras.Model(inputs=[image], outputs=[layers.Dense(10, activation="softmax")(x)])
    return keras.models.clone_model(model)


# %% right: networks inside a network
import keras
from keras import layers


def block(inputs, units):
    l2 = keras.regularizers.L2(0.001)
    return keras.Sequential([keras.Input((inputs,)), layers.Dense(units, activation="relu", kernel_regularizer=l2), layers.Dropout(0.4)])


def build_regularized_mlp():
    return keras.Sequential([
        keras.Input((28, 28)), layers.Flatten(), block(784, 128), block(128, 64), layers.Dense(10, activation="softmax"),
    ])


# %% wrong R01: dropout behind the output, too | Dropout comes after the output layer
import keras


def build_regularized_mlp():
    l2 = keras.regularizers.L2(0.001)
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
        keras.layers.Dense(10, activation="softmax"),
        keras.layers.Dropout(0.4),
    ])


# %% wrong: dropout before each layer, pixels dropped | so it drops pixels
#         keras.layers.Flatten(),
#+        keras.layers.Dropout(0.4),

#         keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),


# %% wrong: one layer of dropout | Your network has one Dropout layer
#         keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),


# %% wrong: a different kind of noise | Your network uses a different kind of noise
#         keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),
#+        keras.layers.GaussianDropout(0.4),

#         keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),
#+        keras.layers.GaussianDropout(0.4),


# %% wrong: no dropout at all | Check where the Dropout layers are
#         keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),

#         keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),


# %% wrong: the share that stays | The rate is the probability that an output is dropped
#         keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),
#+        keras.layers.Dropout(0.6),

#         keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),
#+        keras.layers.Dropout(0.6),


# %% wrong: a different rate | Compare your rates with those of the table
#         keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),
#+        keras.layers.Dropout(0.5),

#         keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#-        keras.layers.Dropout(0.4),
#+        keras.layers.Dropout(0.5),


# %% wrong R19: a rate in per cent | not a percentage
import keras


def build_regularized_mlp():
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(40),
    ])


# %% wrong R20: a bare number for a penalty | which penalty it belongs to
import keras


def build_regularized_mlp():
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=0.001),
    ])


# %% wrong: no penalty | Your kernels have no penalty
import keras


def build_regularized_mlp():
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% wrong: a penalty on the output layer, too | The output layer has a penalty, too
#-        keras.layers.Dense(10, activation="softmax"),
#+        keras.layers.Dense(10, activation="softmax", kernel_regularizer=l2),


# %% wrong: a penalty on the first layer only | Only one of the two hidden layers
import keras


def build_regularized_mlp():
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=keras.regularizers.L2(0.001)),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% wrong: a penalty on the biases, too | The biases have a penalty
#-        keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Dense(128, activation="relu", kernel_regularizer=l2, bias_regularizer=l2),

#-        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2, bias_regularizer=l2),


# %% wrong: the factor that "l2" stands for | The factor is ten times too large
import keras


def build_regularized_mlp():
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_regularizer="l2"),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(64, activation="relu", kernel_regularizer="l2"),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% wrong: L1 | Your network has an L1 penalty
import keras


def build_regularized_mlp():
    l1 = keras.regularizers.L1(0.001)
    return keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=l1),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(64, activation="relu", kernel_regularizer=l1),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(10, activation="softmax"),
    ])


# %% wrong: a different factor | The kernels of the two hidden layers should have an L2 penalty
#-    l2 = keras.regularizers.L2(0.001)
#+    l2 = keras.regularizers.L2(0.0001)


# %% wrong: no softmax | The last layer has no softmax
import keras


def build_regularized_mlp():
    l2 = keras.regularizers.L2(0.001)
    model = keras.Sequential([
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
        keras.layers.Dropout(0.4),
        keras.layers.Dense(10),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% wrong: hidden layers without an activation | have no activation
#-        keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Dense(128, kernel_regularizer=l2),

#-        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Dense(64, kernel_regularizer=l2),


# %% wrong: tanh | The hidden layers use sigmoid or tanh
#-        keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Dense(128, activation="tanh", kernel_regularizer=l2),

#-        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Dense(64, activation="tanh", kernel_regularizer=l2),


# %% wrong: a sigmoid at the end | The last layer uses a sigmoid
#-        keras.layers.Dense(10, activation="softmax"),
#+        keras.layers.Dense(10, activation="sigmoid"),


# %% wrong: one hidden layer has no activation | The hidden layers should use ReLU
#-        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Dense(64, kernel_regularizer=l2),


# %% wrong: sizes exchanged | The Dense layers should be those of the table
#         keras.layers.Flatten(),
#+        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Dropout(0.4),

#-        keras.layers.Dropout(0.4),
#-        keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),


# %% wrong: a layer of normalisation besides | Use only the layers of the table
#         keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#+        keras.layers.BatchNormalization(),


# %% wrong: pixels in a row expected | What does keras.Input get?
#-        keras.Input((28, 28)),
#-        keras.layers.Flatten(),
#+        keras.Input((784,)),


# %% wrong: no Flatten | The images are not flattened before the first hidden layer
#-        keras.layers.Flatten(),


# %% wrong: Flatten between the Dense layers | Flatten comes first
#-        keras.layers.Flatten(),

#         keras.layers.Dense(64, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Flatten(),


# %% wrong: Flatten at the end | Flatten comes first
#-        keras.layers.Flatten(),

#         keras.layers.Dense(10, activation="softmax"),
#+        keras.layers.Flatten(),


# %% wrong: only one number of each output goes on | should get all outputs of the layer before it
#         keras.layers.Dense(128, activation="relu", kernel_regularizer=l2),
#+        keras.layers.Reshape((128, 1)),
#+        keras.layers.GlobalMaxPooling1D(),


# %% wrong R29: a penalty on the outputs of the layers | Your kernels have no penalty. Of the arguments of a Dense layer,
import keras
from keras import layers


def build_regularized_mlp():
    l2 = keras.regularizers.L2(0.001)
    return keras.Sequential([
        keras.Input((28, 28)), layers.Flatten(),
        layers.Dense(128, activation="relu", activity_regularizer=l2), layers.Dropout(0.4),
        layers.Dense(64, activation="relu", activity_regularizer=l2), layers.Dropout(0.4),
        layers.Dense(10, activation="softmax"),
    ])


# %% wrong R30: softmax in a layer of its own, and dropout before it | Check where the Dropout layers are, and that there are no layers
import keras
from keras import layers


def build_regularized_mlp():
    l2 = keras.regularizers.L2(0.001)
    return keras.Sequential([
        keras.Input((28, 28)), layers.Flatten(),
        layers.Dense(128, activation="relu", kernel_regularizer=l2), layers.Dropout(0.4),
        layers.Dense(64, activation="relu", kernel_regularizer=l2),
        layers.Dense(10), layers.Dropout(0.4), layers.Softmax(),
    ])
