"""A text as the numbers of its words, with a fixed length."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

_WORDS = ("the", "plot", "was", "not", "good", "but", "music", "brilliant", "ending", "dull", "a", "very", "film")
_UNSEEN = ("zebra", "quux", "marmalade")


exercise = Exercise(
    points=2,
    hints=[
        "`text.split()` gives the words. Each word becomes one number.",
        "The first word of the vocabulary is number 2, because 0 and 1 are taken. A dictionary from word to number is "
        "handy: its `.get(word, 1)` knows what to say of a word that it has not.",
        "Then the length: cut off what is too much with `[:length]`, and add zeros behind until it is enough.",
    ],
    errors={
        "is not in list": "A word that is not in the vocabulary has a number, too: 1.",
        "KeyError": "A word that is not in the vocabulary has a number, too: 1.",
    },
)


def check(answer, rng):
    vocabulary = [str(word) for word in rng.permutation(_WORDS)]
    number = {word: place + 2 for place, word in enumerate(vocabulary)}

    def ids(words, unknown=1):
        return [number.get(word, unknown) for word in words]

    for n, length, unknown in ((4, 7, 1), (6, 6, 2), (9, 5, 1), (0, 4, 0)):
        words = [str(word) for word in rng.choice(_WORDS, n, replace=False)]
        for place in rng.choice(min(n, length) - 1, unknown, replace=False) if n else ():  # a known word behind them
            words[place] = str(rng.choice(_UNSEEN))
        text = " ".join(words)
        zeros = [0] * max(length - n, 0)
        right = (ids(words) + zeros)[:length]
        known_words = [word for word in words if word in number]
        base = [[number[word] - less if word in number else 1 - (less == 2) for word in words] for less in (1, 2)]
        expect.close(
            answer(text, vocabulary, length),
            right,
            tried=f"the text {text!r}, length={length}",
            look="word by word: at which place does it stand in the vocabulary, and which number is that?",
            mistakes={
                "The zeros stand in front. Here they fill up the end.": Either((zeros + ids(words),) if zeros else ()),
                "The beginning was cut off. The first words are kept.": ids(words)[-length:] if n > length else [],
                "Nothing was cut off: there are more numbers than the length allows.": (
                    ids(words) if n > length else []
                ),
                "Nothing was added: there are fewer numbers than the length asks for.": ids(words) if zeros else [],
                "An unknown word became 0. That is the number of no word: then it looks as if nothing stood there.": (
                    Either(((ids(words, 0) + zeros)[:length],) if unknown else ())
                ),
                "Unknown words are left out. They stand in the sentence: 1 says that there was a word.": (
                    Either(((ids(known_words) + [0] * length)[:length],) if unknown else ())
                ),
                "The numbers of the words begin at 1 or 0. These two are taken: 0 is the filling, 1 an unknown word.": (
                    Either([(numbers + zeros)[:length] for numbers in base] if n else ())
                ),
                "It was filled up with ones. 1 is an unknown word; 0 is nothing.": (
                    ids(words) + [1] * len(zeros) if zeros else []
                ),
            },
        )
