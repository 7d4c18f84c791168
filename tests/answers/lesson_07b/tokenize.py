# %% right: a dictionary
def tokenize(text, vocabulary, length):
    number = {word: place for place, word in enumerate(vocabulary, 2)}
    ids = [number.get(word, 1) for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% right: an array filled step by step
import numpy as np


def tokenize(text, vocabulary, length):
    ids = np.zeros(length, dtype=int)
    for place, word in enumerate(text.split()[:length]):
        ids[place] = vocabulary.index(word) + 2 if word in vocabulary else 1
    return ids


# %% right: Keras's own layer
import keras


def tokenize(text, vocabulary, length):
    layer = keras.layers.TextVectorization(vocabulary=list(vocabulary), output_sequence_length=length)
    return layer([text]).numpy()[0]


# %% right: pad_sequences
import keras


def tokenize(text, vocabulary, length):
    ids = []
    for word in text.split():
        try:
            ids.append(vocabulary.index(word) + 2)
        except ValueError:
            ids.append(1)
    return keras.utils.pad_sequences([ids], maxlen=length, padding="post", truncating="post")[0]


# %% wrong: no word for the unknown | Such a word has a number, too
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% wrong: from 3 | go through the text word by word
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 3 if word in vocabulary else 1 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))
