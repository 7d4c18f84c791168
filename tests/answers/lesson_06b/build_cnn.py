# %% right: Sequential, softmax
import keras
from keras import layers


def build_cnn():
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% right: functional, logits
import keras
from keras import layers


def build_cnn():
    images = keras.Input((28, 28, 1))
    maps = layers.MaxPooling2D((2, 2))(layers.Conv2D(32, (3, 3), activation="relu")(images))
    h = layers.Dense(128, activation="relu")(layers.Reshape((13 * 13 * 32,))(maps))
    model = keras.Model(inputs=images, outputs=layers.Dense(10)(h))
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% right: activations as layers
import keras
from keras import layers


def build_cnn():
    model = keras.Sequential()
    model.add(keras.Input(shape=(28, 28, 1)))
    model.add(layers.Conv2D(filters=32, kernel_size=3, kernel_initializer="he_normal"))
    model.add(layers.ReLU())
    model.add(layers.MaxPool2D(pool_size=2, strides=2))
    model.add(layers.Flatten())
    model.add(layers.Dense(128))
    model.add(layers.Activation("relu"))
    model.add(layers.Dense(10))
    model.add(layers.Softmax())
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(), ["accuracy"])
    return model


# %% right: the article's way, built by input_shape
import tensorflow as tf


def build_cnn():
    model = tf.keras.models.Sequential()
    model.add(tf.keras.layers.Conv2D(32, (3, 3), activation=tf.nn.relu, input_shape=(28, 28, 1)))
    model.add(tf.keras.layers.MaxPooling2D((2, 2)))
    model.add(tf.keras.layers.Flatten())
    model.add(tf.keras.layers.Dense(128, activation="relu"))
    model.add(tf.keras.layers.Dense(10, activation=tf.nn.softmax))
    model.compile(loss=tf.keras.losses.sparse_categorical_crossentropy)
    return model


# %% right: old names of the layers, all settings spelled out
import keras
from keras import layers


def build_cnn():
    net = keras.models.Sequential()
    net.add(layers.Input(batch_shape=(None, 28, 28, 1), dtype="float32"))
    net.add(layers.Convolution2D(filters=32, kernel_size=[3, 3], strides=(1, 1), padding="valid", activation=keras.activations.relu))
    net.add(layers.MaxPool2D(pool_size=(2, 2), strides=(2, 2)))
    net.add(layers.Flatten())
    net.add(layers.Dense(units=128, activation=keras.ops.relu))
    net.add(layers.Dense(units=10, activation=keras.ops.softmax))
    accuracy = keras.metrics.SparseCategoricalAccuracy()
    net.compile(loss=keras.losses.sparse_categorical_crossentropy, optimizer=keras.optimizers.RMSprop(), metrics=[accuracy])
    return net


# %% right: features in a network of their own
import keras
from keras import layers


def build_cnn():
    features = keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(), layers.Flatten()], name="features")
    head = keras.Sequential([keras.Input((5408,)), layers.Dense(128, activation="relu"), layers.Dense(10)], name="head")
    model = keras.Sequential([keras.Input((28, 28, 1)), features, head])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% right: functools.reduce over a list of layers
from functools import reduce
import keras
from keras import layers


def build_cnn():
    x = keras.Input((28, 28, 1))
    chain = [layers.Conv2D(32, 3), layers.ReLU(), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(128), layers.ReLU(), layers.Dense(10), layers.Softmax()]
    model = keras.Model(x, reduce(lambda value, layer: layer(value), chain, x))
    model.compile(optimizer="nadam", loss="sparse_categorical_crossentropy")
    return model


# %% wrong N01: no channels | A convolution needs rows, columns and channels
#-        keras.Input((28, 28, 1)),
#+        keras.Input((28, 28)),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong N12: pooled until nothing is left | The feature maps have become smaller than the next window
#         layers.MaxPooling2D(),
#+        layers.Conv2D(64, 3, activation="relu"),
#+        layers.MaxPooling2D(),
#+        layers.Conv2D(64, 3, activation="relu"),
#+        layers.MaxPooling2D(),
#+        layers.Conv2D(64, 3, activation="relu"),
#+        layers.MaxPooling2D(),
#+        layers.Conv2D(64, 3, activation="relu"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong N14: no Flatten | one prediction per place of the feature map
#-        layers.Flatten(),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong N15: filters and size exchanged | You swapped the number of filters and the kernel size
#-        layers.Conv2D(32, 3, activation="relu"),
#+        layers.Conv2D(3, 32, activation="relu"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong N20: no activation after the convolution | A layer has no activation
#-        layers.Conv2D(32, 3, activation="relu"),
#+        layers.Conv2D(32, 3),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: no activation in the hidden layer | A layer has no activation
#-        layers.Dense(128, activation="relu"),
#+        layers.Dense(128),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: another activation | the table names the activation
#-        layers.Conv2D(32, 3, activation="relu"),
#+        layers.Conv2D(32, 3, activation="sigmoid"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: a ReLU with a ceiling of 6, which small numbers never reach | the table names the activation
#-        layers.Dense(128, activation="relu"),
#+        layers.Dense(128, activation="relu6"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: larger images | keras.Input gets the shape of one grayscale image
#-        keras.Input((28, 28, 1)),
#+        keras.Input((32, 32, 3)),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: global pooling | This network uses Flatten
#-        layers.Flatten(),
#+        layers.GlobalMaxPooling2D(),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: mean pooling | That pooling layer averages
#-        layers.MaxPooling2D(),
#+        layers.AveragePooling2D(2),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: no pooling | The pooling layer is missing
#-        layers.MaxPooling2D(),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: scaled once more | would divide them a second time
#         keras.Input((28, 28, 1)),
#+        layers.Rescaling(1 / 255),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: no hidden layer | the table names the layers
#-        layers.Dense(128, activation="relu"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: another number of filters | the table has the number of filters
#-        layers.Conv2D(32, 3, activation="relu"),
#+        layers.Conv2D(16, 5, activation="relu"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: padding | no padding, stride 1 and no gaps
#-        layers.Conv2D(32, 3, activation="relu"),
#+        layers.Conv2D(32, 3, padding="same", activation="relu"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: overlapping windows | windows of 2×2 side by side
#-        layers.MaxPooling2D(),
#+        layers.MaxPooling2D(2, strides=1),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: nine outputs | Each of the ten digits needs its own output unit
#-        layers.Dense(10, activation="softmax"),
#+        layers.Dense(9, activation="softmax"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: another width | the units of the hidden layer and of the output layer
#-        layers.Dense(128, activation="relu"),
#+        layers.Dense(64, activation="relu"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: no biases | A layer has no biases
#-        layers.Conv2D(32, 3, activation="relu"),
#+        layers.Conv2D(32, 3, activation="relu", use_bias=False),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: not compiled | The model isn't compiled
#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    print(model.output_shape)


# %% wrong: one-hot loss | This loss expects one-hot labels
#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "categorical_crossentropy")


# %% wrong: the loss for yes or no | This loss is for yes-or-no questions
#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: some other loss | check the spelling, too
#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "mse")


# %% wrong: softmax and from_logits | The output layer already computes probabilities
#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))


# %% wrong: logits taken for probabilities | The output layer returns logits
#-        layers.Dense(10, activation="softmax"),
#+        layers.Dense(10),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: sigmoid at the output | Sigmoid treats each class separately
#-        layers.Dense(10, activation="softmax"),
#+        layers.Dense(10, activation="sigmoid"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: ReLU at the output | probabilities that add up to 1
#-        layers.Dense(10, activation="softmax"),
#+        layers.Dense(10, activation="relu"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: a ReLU with a ceiling | a setting of one layer makes it compute something different
#-        layers.Dense(128, activation="relu"),
#+        layers.Dense(128),
#+        layers.ReLU(max_value=0.1),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: filters that begin at zero | All filters start with the same weights
#-        layers.Conv2D(32, 3, activation="relu"),
#+        layers.Conv2D(32, 3, activation="relu", kernel_initializer="zeros"),

#-    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])


# %% wrong: a class of its own | is a different class
import keras


class Cnn(keras.Model):
    pass


def build_cnn():
    return Cnn()


# %% wrong N35: channels first | Your input begins with the channels. In Keras, the channels come last:
#-        keras.Input((28, 28, 1)),
#+        keras.Input((1, 28, 28)),


# %% wrong N36: dropout besides the layers of the table | the table names the layers, in this order
#-        layers.Flatten(),
#+        layers.Flatten(),
#+        layers.Dropout(0.5),


# %% wrong N37: a stride in the convolution in place of pooling | The pooling layer is missing.
#-        layers.Conv2D(32, 3, activation="relu"),
#-        layers.MaxPooling2D(),
#+        layers.Conv2D(32, 3, strides=2, activation="relu"),


# %% wrong: nothing comes back | You returned None, not a Keras model.
import keras


def build_cnn():
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(32, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])


# %% wrong: the activation in the place of the strides | Pass the activation by its name
import keras


def build_cnn():
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(32, 3, "relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Flatten(),
        keras.layers.Dense(128, "relu"),
        keras.layers.Dense(10, "softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: `layers` without its import | Did you mean keras.layers?
import keras


def build_cnn():
    model = keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
