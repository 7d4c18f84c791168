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


# %% wrong: zeros in front | The zeros stand in front
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 if word in vocabulary else 1 for word in text.split()][:length]
    return [0] * (length - len(ids)) + ids


# %% wrong: the last words | The beginning was cut off
import keras


def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 if word in vocabulary else 1 for word in text.split()]
    return keras.utils.pad_sequences([ids], maxlen=length, padding="post")[0]


# %% wrong: not cut off | Nothing was cut off
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 if word in vocabulary else 1 for word in text.split()]
    return ids + [0] * (length - len(ids))


# %% wrong: not filled up | Nothing was added
def tokenize(text, vocabulary, length):
    return [vocabulary.index(word) + 2 if word in vocabulary else 1 for word in text.split()][:length]


# %% wrong: unknown is 0 | An unknown word became 0
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 if word in vocabulary else 0 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% wrong: unknown left out | Unknown words are left out
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 for word in text.split() if word in vocabulary][:length]
    return ids + [0] * (length - len(ids))


# %% wrong: from 1 | The numbers of the words begin at 1 or 0
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 1 if word in vocabulary else 1 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% wrong: from 0 | The numbers of the words begin at 1 or 0
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) if word in vocabulary else 0 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% wrong: filled up with ones | It was filled up with ones
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 if word in vocabulary else 1 for word in text.split()][:length]
    return ids + [1] * (length - len(ids))


# %% wrong: no word for the unknown | A word that is not in the vocabulary has a number, too
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% wrong: from 3 | word by word: at which place does it stand
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 3 if word in vocabulary else 1 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))
