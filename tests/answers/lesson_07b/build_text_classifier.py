# %% right: LSTM
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)),
        layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True),
        layers.LSTM(16),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model


# %% right: functional, in both directions, logits
import keras
from keras import layers


def build_text_classifier(ids):
    words = keras.Input(shape=(None,), dtype="int32")
    vectors = layers.Embedding(int(max(map(max, ids))) + 1, 8, mask_zero=True)(words)
    state = layers.Bidirectional(layers.LSTM(8))(vectors)
    model = keras.Model(words, layers.Dense(1)(state))
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True))
    return model


# %% right: GRU, room to spare, an output of its own
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential()
    model.add(keras.Input((None,)))
    model.add(layers.Embedding(1000, 12, mask_zero=True))
    model.add(layers.GRU(12))
    model.add(layers.Dense(8, activation="relu"))
    model.add(layers.Dense(1))
    model.add(layers.Activation("sigmoid"))
    model.compile(loss=keras.losses.binary_crossentropy, optimizer=keras.optimizers.Adam(0.01))
    return model


# %% right: stacked and simple
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)),
        layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True),
        layers.SimpleRNN(16, return_sequences=True),
        layers.SimpleRNN(16),
        layers.Dense(1, "sigmoid"),
    ])
    model.compile("rmsprop", keras.losses.BinaryCrossentropy())
    return model


# %% right: a cell in the general recurrent layer, logits
import keras
from keras import layers


def build_text_classifier(ids):
    words = keras.Input(shape=(None,), dtype="int32")
    vectors = layers.Embedding(int(ids.max()) + 1, 12, mask_zero=True)(words)
    state = layers.RNN(layers.LSTMCell(10))(vectors)
    model = keras.Model(words, layers.Dense(1)(state))
    model.compile("rmsprop", keras.losses.BinaryCrossentropy(from_logits=True))
    return model


# %% right: the reader in a network of its own
import keras
from keras import layers


def build_text_classifier(ids):
    reader = keras.Sequential([keras.Input((None,)), layers.Embedding(1 + max(map(max, ids.tolist())), 8, mask_zero=True), layers.GRU(12)])
    model = keras.Sequential([keras.Input((None,)), reader, layers.Dense(1, "sigmoid")])
    model.compile(loss="bce", optimizer="adam", metrics=["acc"])
    return model


# %% right: all states, the mean of those that are words
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)),
        layers.Embedding(input_dim=int(ids.max() + 1), output_dim=6, mask_zero=True),
        layers.SpatialDropout1D(0.2),
        layers.SimpleRNN(9, return_sequences=True),
        layers.GlobalAveragePooling1D(),
        layers.Dense(4, activation="tanh"),
        layers.Dense(1, activation=keras.activations.sigmoid),
    ])
    model.compile(keras.optimizers.Adam(), keras.losses.binary_crossentropy)
    return model


# %% wrong S13: no mask | reads the padding like words
#-        layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True),
#+        layers.Embedding(int(ids.max()) + 1, 16),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: a row too few | The largest number has no row
#-        layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True),
#+        layers.Embedding(int(ids.max()), 16, mask_zero=True),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: as many rows as texts | Some numbers have no row
#-        layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True),
#+        layers.Embedding(len(ids), 16, mask_zero=True),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: a bag of words | which layers read a text step by step
#-        layers.LSTM(16),
#+        layers.GlobalAveragePooling1D(),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: no embedding | an input with one axis too few
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([keras.Input((None,)), layers.LSTM(16), layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong: numbers as vectors of one | which layer turns the number of a word into a vector
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([keras.Input((None, 1)), layers.LSTM(16), layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong: a fixed length | leaves the length of the texts open
#-        keras.Input((None,)),
#+        keras.Input((ids.shape[1],)),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: an axis too many | one axis too many
#-        keras.Input((None,)),
#+        keras.Input((None, 1)),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: an answer for every word | gives a number for every word
#-        layers.LSTM(16),
#+        layers.LSTM(16, return_sequences=True),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: two units | Your output has two units
#-        layers.Dense(1, activation="sigmoid"),
#+        layers.Dense(2, activation="softmax"),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: softmax over one unit | Softmax over a single unit is always 1
#-        layers.Dense(1, activation="sigmoid"),
#+        layers.Dense(1, activation="softmax"),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: squared errors | There is a better loss for two classes
#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "mse")


# %% wrong: a loss for classes | Your loss needs one unit per class
#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: not compiled | it isn't compiled
#-    model = keras.Sequential([
#+    return keras.Sequential([

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#-    return model


# %% wrong: a bare score | your loss expects a probability
#-        layers.Dense(1, activation="sigmoid"),
#+        layers.Dense(1),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: a probability told to be a logit | tells the loss that it gets logits
#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))


# %% wrong: the state is never read | The order of the words makes no difference
import keras
from keras import layers


def build_text_classifier(ids):
    words = keras.Input((None,))
    vectors = layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True)(words)
    state = layers.LSTM(16)(vectors)
    still = layers.Rescaling(0.0)(state)
    mean = layers.GlobalAveragePooling1D()(vectors)
    model = keras.Model(words, layers.Dense(1, activation="sigmoid")(layers.Concatenate()([still, mean])))
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong: tanh at the output | have to fit together
#-        layers.Dense(1, activation="sigmoid"),
#+        layers.Dense(1, activation="tanh"),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "binary_crossentropy")


# %% wrong: three units | give the output layer a single unit
#-        layers.Dense(1, activation="sigmoid"),
#+        layers.Dense(3, activation="softmax"),

#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "sparse_categorical_crossentropy")


# %% wrong: hinge | which loss fits a single probability
#-    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
#+    model.compile("adam", "hinge")


# %% wrong: a convolution in place of recurrence | which layers read a text step by step
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)),
        layers.Embedding(int(ids.max()) + 1, 16),
        layers.Conv1D(16, 3, padding="same", activation="relu"),
        layers.GlobalMaxPooling1D(),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong: numbers of words read as sizes | which layer turns the number of a word into a vector
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)), layers.Reshape((-1, 1)), layers.LSTM(16), layers.Dense(1, activation="sigmoid")
    ])
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong S45: a convolution loses the mask | The Embedding layer marks the padding, but the mark gets lost on the
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)),
        layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True),
        layers.Conv1D(16, 3, padding="causal", activation="relu"),
        layers.LSTM(16),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong S46: two units, one for each answer, and the sparse loss | Your output has two units. Two units with a softmax could work, but
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)), layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True), layers.LSTM(16),
        layers.Dense(2, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


# %% wrong S47: ReLU before the loss for two classes | the activation of the last layer and the loss have to fit together
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)), layers.Embedding(int(ids.max()) + 1, 16, mask_zero=True), layers.LSTM(16),
        layers.Dense(1, activation="relu"),
    ])
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong: a number of NumPy as the number of rows | convert it with `int(…)`
import keras
from keras import layers


def build_text_classifier(ids):
    model = keras.Sequential([
        keras.Input((None,)), layers.Embedding(ids.max() + 1, 16, mask_zero=True), layers.LSTM(16),
        layers.Dense(1, activation="sigmoid"),
    ])
    model.compile("adam", "binary_crossentropy")
    return model
