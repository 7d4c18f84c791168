"""A text as the numbers of its words, with a fixed length."""

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

_WORDS = ("the", "plot", "was", "not", "good", "but", "music", "brilliant", "ending", "dull", "a", "very", "film")
_UNSEEN = ("zebra", "quux", "marmalade")
_NO_NUMBER = "Your function fails at a word that is not in the vocabulary. Such a word has a number, too."

exercise = Exercise(
    points=2,
    hints=[
        "`text.split()` gives the words, and each word becomes one number.",
        "The first word of the vocabulary has the number 2. With a dictionary from words to numbers, `.get(word, 1)` "
        "returns 1 for a word that it doesn't contain.",
        "Cut off what is too long with `[:length]`, and add zeros at the end until the length is right.",
    ],
    errors={
        "is not in list": _NO_NUMBER,
        "KeyError": _NO_NUMBER,
        "'list' object has no attribute": "Here, the vocabulary is a list of words and not a dictionary as in the "
        "lesson. The number of a word follows from its position in the list.",
        "out of bounds": "Your code uses an index beyond the end of an array. A text can have more words than "
        "`length`, so leave out its last words.",
    },
    shown_as="tokenize(text, vocabulary, length)",
    look="go through the text word by word: what is the position of each word in the vocabulary, and which number "
    "follows from it?",
)


def _ids(text, vocabulary, first=2, unknown=1):
    return [vocabulary.index(word) + first if word in vocabulary else unknown for word in text.split()]


def _padded(ids, length, padding=0):
    return (ids + [padding] * (length - len(ids)))[:length]


def reference(text, vocabulary, length):
    return _padded(_ids(text, vocabulary), length)


def _zeros_in_front(text, vocabulary, length):
    ids = _ids(text, vocabulary)[:length]
    return [0] * (length - len(ids)) + ids


mistakes = {
    "You added the padding in front of the words. Here it belongs after them.": _zeros_in_front,
    "You cut off the beginning of the text. Here the first words are kept.": (
        lambda text, vocabulary, length: _padded(_ids(text, vocabulary)[-length:], length)
    ),
    "You returned more numbers than `length`, because a long text isn't cut off.": (
        lambda text, vocabulary, length: _ids(text, vocabulary) + [0] * (length - len(text.split()))
    ),
    "You returned fewer numbers than `length`, because a short text isn't padded.": (
        lambda text, vocabulary, length: _ids(text, vocabulary)[:length]
    ),
    "You gave unknown words the number 0, which means padding. Then the network can't distinguish an unknown word "
    "from padding.": (lambda text, vocabulary, length: _padded(_ids(text, vocabulary, unknown=0), length)),
    "You left out the unknown words. Their number tells the network that there was a word.": (
        lambda text, vocabulary, length: _padded(
            [number for number in _ids(text, vocabulary, unknown=0) if number], length
        )
    ),
    "The numbers of your words begin at 0 or 1. These two numbers are reserved for padding and unknown words.": (
        lambda text, vocabulary, length: _padded(_ids(text, vocabulary, first=1), length),
        lambda text, vocabulary, length: _padded(_ids(text, vocabulary, first=0), length),
        lambda text, vocabulary, length: _padded(_ids(text, vocabulary, first=0, unknown=0), length),
    ),
    'For an empty text, `split(" ")` gives one empty word. `split()` gives none.': (
        lambda text, vocabulary, length: reference(text, vocabulary, length) if text else _padded([1], length)
    ),
    "You numbered the letters of the text. A text consists of words, and `split()` separates them.": (
        lambda text, vocabulary, length: _padded(_ids(" ".join(text), vocabulary), length),
        lambda text, vocabulary, length: _padded(
            [vocabulary.index(letter) + 2 if letter in vocabulary else 1 for letter in text], length
        ),
    ),
    "You numbered the words by the alphabet. Keep the order of the vocabulary.": (
        lambda text, vocabulary, length: _padded(_ids(text, sorted(vocabulary)), length)
    ),
    "You numbered the words in the order in which they occur in the text, so a word has a different number in each "
    "text. Its place in the vocabulary is always the same.": (
        lambda text, vocabulary, length: _padded(_ids(text, [w for w in text.split() if w in vocabulary]), length)
    ),
    "You padded with ones. The number 1 means an unknown word, and padding is 0.": (
        lambda text, vocabulary, length: _padded(_ids(text, vocabulary), length, padding=1)
    ),
}


def cases(rng):
    vocabulary = [str(word) for word in rng.permutation(_WORDS)]
    for n, length, unknown in ((4, 7, 1), (6, 6, 2), (9, 5, 1), (0, 4, 0)):
        words = [str(word) for word in rng.choice(_WORDS, n, replace=False)]
        for place in rng.choice(min(n, length) - 1, unknown, replace=False) if n else ():  # a known word after them
            words[place] = str(rng.choice(_UNSEEN))
        yield Case(
            'the text "{text}", length={length}, vocabulary={vocabulary}',
            text=" ".join(words),
            vocabulary=vocabulary,
            length=length,
        )
