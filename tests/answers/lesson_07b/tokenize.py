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


# %% right: NumPy's search, zeros added by np.pad
import numpy as np


def tokenize(text, vocabulary, length):
    order = np.argsort(vocabulary)
    known = np.array(vocabulary)[order]
    words = np.array(text.split()[:length], dtype=known.dtype.char + "99")
    places = np.searchsorted(known, words).clip(0, len(known) - 1)
    ids = np.where(known[places] == words, order[places] + 2, 1)
    return np.pad(ids, (0, length - len(ids)))


# %% right: iterators chained and cut
from itertools import chain, islice, repeat


def tokenize(text, vocabulary, length):
    numbers = {word: number for number, word in enumerate(vocabulary, start=2)}
    ids = (numbers.get(word, 1) for word in text.split())
    return [*islice(chain(ids, repeat(0)), length)]


# %% right: a dictionary that knows what to do with unknown words
class Numbers(dict):
    def __missing__(self, word):
        return 1


def tokenize(text, vocabulary, *, length):
    numbers = Numbers(zip(vocabulary, range(2, len(vocabulary) + 2)))
    ids = list(map(numbers.__getitem__, text.split()))
    del ids[length:]
    return tuple(ids + (length - len(ids)) * [0])


# %% right: recursion, word by word
def tokenize(text, vocabulary, length):
    if length == 0:
        return []
    word, _, rest = text.partition(" ")
    if not word:
        return [0] * length
    try:
        number = vocabulary.index(word) + 2
    except ValueError:
        number = 1
    return [number, *tokenize(rest, vocabulary, length - 1)]


# %% wrong: no word for the unknown | Such a word has a number, too
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% wrong: from 3 | go through the text word by word
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 3 if word in vocabulary else 1 for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% wrong S41: an empty text is taken for one unknown word | For an empty text, `split(" ")` gives one empty word. `split()` gives
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 if word in vocabulary else 1 for word in text.split(" ")]
    return (ids + [0] * length)[:length]


# %% wrong S42: letters for words | You numbered the letters of the text. A text consists of words, and
def tokenize(text, vocabulary, length):
    ids = [vocabulary.index(word) + 2 if word in vocabulary else 1 for word in text]
    return (ids + [0] * length)[:length]


# %% wrong S43: numbers by the alphabet | You numbered the words by the alphabet. Keep the order of the
def tokenize(text, vocabulary, length):
    words = sorted(vocabulary)
    ids = [words.index(word) + 2 if word in words else 1 for word in text.split()]
    return (ids + [0] * length)[:length]


# %% wrong S44: numbers in the order in which the words of the text come | You numbered the words in the order in which they occur in the text, so
def tokenize(text, vocabulary, length):
    numbers = {}
    ids = []
    for word in text.split():
        if word in vocabulary:
            numbers.setdefault(word, len(numbers) + 2)
        ids.append(numbers.get(word, 1))
    return (ids + [0] * length)[:length]


# %% wrong: a dictionary as in the lesson | the vocabulary is a list of words and not a dictionary
def tokenize(text, vocabulary, length):
    ids = [vocabulary.get(word, 1) for word in text.split()][:length]
    return ids + [0] * (length - len(ids))


# %% wrong: zeros first, then as many words as come | A text can have more words than `length`
import numpy as np


def tokenize(text, vocabulary, length):
    numbers = np.zeros(length)
    for i, word in enumerate(text.split()):
        numbers[i] = vocabulary.index(word) + 2 if word in vocabulary else 1
    return numbers
