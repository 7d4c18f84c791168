# %% right: two convolutions, the largest of each map
import keras
from keras import layers


def build_anywhere(input_shape, num_classes):
    model = keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(32, 3, activation="relu"),
        layers.Conv2D(64, 3, activation="relu"),
        layers.GlobalMaxPooling2D(),
        layers.Dense(num_classes, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% right: canvases of any size
#-        keras.Input(input_shape),
#+        keras.Input((None, None, 1)),


# %% right: the mean of each map, padding
import keras
from keras import layers


def build_anywhere(input_shape, num_classes):
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Conv2D(32, 3, padding="same", activation="relu"))
    model.add(layers.MaxPooling2D())
    model.add(layers.Conv2D(64, 3, padding="same", activation="relu"))
    model.add(layers.GlobalAveragePooling2D())
    model.add(layers.Dense(num_classes, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam())
    return model


# %% right: functional, a hidden layer, logits
import keras
from keras import layers


def build_anywhere(input_shape, num_classes):
    images = keras.Input(input_shape)
    maps = layers.Conv2D(16, 3, activation="relu")(images)
    maps = layers.Conv2D(32, 3, activation="relu")(layers.MaxPooling2D()(maps))
    h = layers.Dense(64, activation="relu")(layers.GlobalMaxPooling2D()(maps))
    model = keras.Model(images, layers.Dense(num_classes)(h))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% right: kernels nearly as large as a digit, pooled by hand and flattened
import keras
from keras import layers


def build_anywhere(input_shape, num_classes):
    height, width, _ = input_shape
    model = keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(64, 7, activation="relu"),
        layers.MaxPooling2D((height - 6, width - 6)),
        layers.Flatten(),
        layers.Dense(num_classes),
        layers.Softmax(),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% right: separable convolutions, a sum of two ways
import keras
from keras import layers


def build_anywhere(input_shape, num_classes):
    image = keras.Input(shape=input_shape)
    x = layers.Conv2D(32, 5, padding="same", activation="relu")(image)
    x = layers.add([x, layers.SeparableConv2D(32, 3, padding="same", activation="relu")(x)])
    x = layers.Conv2D(48, 4, activation="relu")(x)
    x = layers.GlobalMaxPool2D()(x)
    model = keras.Model(image, layers.Dense(num_classes, activation="softmax")(x))
    model.compile(keras.optimizers.Adam(0.002), keras.losses.SparseCategoricalCrossentropy(), weighted_metrics=[])
    return model


# %% wrong N01: no channels | A convolution needs rows, columns and channels
#-        keras.Input(input_shape),
#+        keras.Input(input_shape[:2]),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong N12: too many poolings | The feature maps have become smaller than the next window
#-        layers.Conv2D(64, 3, activation="relu"),
#+        layers.MaxPooling2D(),
#+        layers.Conv2D(32, 3, activation="relu"),
#+        layers.MaxPooling2D(),
#+        layers.Conv2D(32, 3, activation="relu"),
#+        layers.MaxPooling2D(),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong N14: no pooling at the end | one prediction per place of the feature map
#-        layers.GlobalMaxPooling2D(),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: the shape that it saw once | the shape of a canvas is the argument
#-        keras.Input(input_shape),
#+        keras.Input((10, 26, 1)),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: always three classes | the number of classes is the argument
#-        layers.Dense(num_classes, activation="softmax"),
#+        layers.Dense(3, activation="softmax"),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: not compiled | The model isn't compiled
#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    print(model.output_shape)


# %% wrong: one-hot loss | Your loss expects one-hot labels
#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "categorical_crossentropy")


# %% wrong: softmax and from_logits | The output layer already computes probabilities
#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))


# %% wrong: logits taken for probabilities | The output layer returns logits
#-        layers.Dense(num_classes, activation="softmax"),
#+        layers.Dense(num_classes),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: sigmoid at the output | Sigmoid treats each class separately
#-        layers.Dense(num_classes, activation="softmax"),
#+        layers.Dense(num_classes, activation="sigmoid"),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: ReLU at the output | must be probabilities that add up to 1
#-        layers.Dense(num_classes, activation="softmax"),
#+        layers.Dense(num_classes, activation="relu"),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: Flatten | each place has its own weights
import keras
from keras import layers


def build_anywhere(input_shape, num_classes):
    model = keras.Sequential([
        keras.Input(input_shape),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(num_classes, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% wrong: no convolution at all | it has separate weights for the pixels
import keras
from keras import layers


def build_anywhere(input_shape, num_classes):
    model = keras.Sequential([
        keras.Input(input_shape),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(num_classes, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% wrong: pooled over the rows only, a kernel for every column | does one of your layers still depend on where
#         layers.Conv2D(64, 3, activation="relu"),
#+        layers.MaxPooling2D((input_shape[0] - 4, 1)),
#+        layers.Conv2D(16, (1, input_shape[1] - 4), activation="relu"),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: frozen | Training changed no weight
#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.trainable = False
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: a tiny learning rate | isn't good enough even on the left
#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    model.compile(keras.optimizers.Adam(1e-6), "sparse_categorical_crossentropy")


# %% wrong: an enormous learning rate | The training run diverged
#-        layers.Dense(num_classes, activation="softmax"),
#+        layers.Dense(num_classes),

#-    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
#+    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
#+    model.compile(keras.optimizers.SGD(1e20), loss)


# %% wrong N38: everything between the convolutions and the output shrinks to one filter | Your network isn't good enough even on the left, where it was
#-        layers.Conv2D(32, 3, activation="relu"),
#-        layers.Conv2D(64, 3, activation="relu"),
#+        layers.Conv2D(1, 3, activation="relu"),


# %% wrong: the activation in the place of the strides | Pass the activation by its name
import keras


def build_anywhere(input_shape, num_classes):
    model = keras.Sequential([
        keras.Input(input_shape),
        keras.layers.Conv2D(32, 3, "relu"),
        keras.layers.GlobalMaxPooling2D(),
        keras.layers.Dense(num_classes, "softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model
