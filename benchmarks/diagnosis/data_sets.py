"""Data sets of the benchmark: those of scikit-learn, of the course and of Keras, and some that a generator draws.

Each function gives inputs, and labels (int) or targets (float, with a standard deviation of 1). Inputs of shape
(n, features) are tables, (n, height, width, channels) images, (n, timesteps, channels) series, and integers of shape
(n, timesteps) texts. "mnist", "fashion_mnist" and "imdb" are those of `keras.datasets`: to train on them again, they
must be in Keras's cache or in the folder that COURSE_DATA_DIR names. Only curves of these runs are kept.
"""

from collections import Counter

import numpy as np

from course_utils import data

WORDS = 1000  # of a vocabulary; 0 is padding and every rarer word


def digits(rng):
    """Load handwritten digits, 8 x 8 pixels."""
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    return x.reshape(-1, 8, 8, 1) / 16, y


def mnist(rng, name="mnist"):
    """Load handwritten digits, 14 x 14 pixels: means of 2 x 2 of the 28 x 28."""
    images = data.load_digits(name)
    rows = rng.choice(len(images.x_train), 3000, replace=False)
    x = images.x_train[rows].reshape(-1, 14, 2, 14, 2, 1).mean(axis=(2, 4))
    return x / 255, images.y_train[rows]


def fashion_mnist(rng):
    """Load images of clothes, 14 x 14 pixels."""
    return mnist(rng, "fashion_mnist")


def patches(rng):
    """Cut pieces of 8 x 8 pixels out of two photographs; the label is the photograph and its upper or lower half."""
    from sklearn.datasets import load_sample_images

    images = load_sample_images().images
    y = rng.integers(4, size=2400)
    top, left = rng.integers(0, 200, size=2400) + 213 * (y % 2), rng.integers(0, 630, size=2400)
    x = [images[which // 2][i : i + 8, j : j + 8] for which, i, j in zip(y, top, left, strict=True)]
    return np.array(x) / 255, y


def _table(name):
    from sklearn import datasets

    x, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    return standardized(x), y if y.dtype.kind == "i" else standardized(y)


def breast_cancer(rng):
    """Load measurements of cells; the label is one of two diagnoses."""
    return _table("breast_cancer")


def wine(rng):
    """Load chemical measurements of wines; the label is one of three growers."""
    return _table("wine")


def iris(rng):
    """Load measurements of flowers; the label is one of three species."""
    return _table("iris")


def diabetes(rng):
    """Load ten measurements of patients; the target is how far a disease has progressed."""
    return _table("diabetes")


def friedman(rng):
    """Draw ten inputs; the target is Friedman's first function of five of them, with noise."""
    from sklearn.datasets import make_friedman1

    x, y = make_friedman1(2000, noise=1.0, random_state=int(rng.integers(1 << 30)))
    return standardized(x), standardized(y)


def clusters(rng):
    """Draw Gaussian clusters in 20 dimensions, two for each of five classes."""
    from sklearn.datasets import make_classification

    return make_classification(
        2000, 20, n_informative=8, n_classes=5, flip_y=0.02, class_sep=1.3, random_state=int(rng.integers(1 << 30))
    )


def teacher(rng):
    """Draw eight inputs; a random network with eight hidden units chooses one of four classes."""
    x = rng.normal(size=(2000, 8))
    scores = np.maximum(x @ rng.normal(size=(8, 8)), 0) @ rng.normal(size=(8, 4))
    return x, np.argmax(scores - scores.mean(axis=0), axis=1)


def spirals(rng):
    """Draw points of the plane; the label is one of three arms of a spiral."""
    y, t = rng.integers(3, size=2000), np.sqrt(rng.uniform(0.02, 1, 2000))
    angle = 4.5 * t + 2 * np.pi / 3 * y + rng.normal(0, 0.15, 2000)
    return 1.5 * np.stack([t * np.cos(angle), t * np.sin(angle)], axis=1), y


def checks(rng):
    """Draw four inputs; the label is the color of a chessboard with four fields in two of them."""
    x = rng.uniform(-1.7, 1.7, (2000, 4))
    return x, (x[:, 0] * x[:, 1] > 0).astype(int)


def seasons(rng):
    """Draw a series with a trend, weeks and noise that lasts; the target is the day after 14 days."""
    day, noise = np.arange(1800), np.zeros(1800)
    for now in range(1, 1800):
        noise[now] = 0.7 * noise[now - 1] + rng.normal(0, 0.3)
    week = rng.normal(size=7)
    return _windows(np.sin(day / 60) + week[day % 7] + noise, 14)


def mackey_glass(rng):
    """Draw a solution of the Mackey-Glass equation with noise; the target is the value after 16 values."""
    values = [*rng.uniform(0.5, 1.2, 18)]
    while len(values) < 6500:
        values.append(values[-1] + 0.2 * values[-18] / (1 + values[-18] ** 10) - 0.1 * values[-1])
    values = np.array(values[500::3])
    return _windows(values + rng.normal(0, 0.03, len(values)), 16)


def co2(rng):
    """Load what the carbon dioxide of the air does from week to week; the target is the week after 12 weeks."""
    values = np.diff(data.load_co2().values)
    return _windows(values, 12)


def tones(rng):
    """Draw 24 values of a wave with noise; the label is one of five frequencies."""
    y, time = rng.integers(5, size=2000), np.arange(24)
    phase = rng.uniform(0, 2 * np.pi, (2000, 1))
    wave = np.sin(phase + time * (0.3 + 0.15 * y[:, None]))
    return (wave + rng.normal(0, 0.5, wave.shape))[..., None], y


def brackets(rng):
    """Draw twelve brackets of two kinds; the label is whether all are closed, or one of them is wrong."""
    opening, texts = {1: 2, 3: 4}, []
    for _ in range(2000):
        text, still_open = [], []
        while len(text) < 12:
            if still_open and (len(still_open) >= 12 - len(text) or rng.random() < 0.5):
                text.append(opening[still_open.pop()])
            else:
                still_open.append(int(rng.choice([1, 3])))
                text.append(still_open[-1])
        texts.append(text)
    x, y = np.array(texts), rng.integers(2, size=2000)
    wrong, place = np.flatnonzero(y == 0), rng.integers(12, size=2000)
    x[wrong, place[wrong]] = (x[wrong, place[wrong]] + rng.integers(3, size=len(wrong))) % 4 + 1
    return x, y


def languages(rng):
    """Draw words of ten letters; the label is which of four Markov chains made them."""
    chains = np.cumsum(rng.dirichlet(np.full(20, 0.25), size=(4, 20)), axis=2)
    y = rng.integers(4, size=2000)
    x = [rng.integers(20, size=2000)]
    for _ in range(9):
        x.append(np.minimum((rng.random((2000, 1)) > chains[y, x[-1]]).sum(axis=1), 19))
    return np.stack(x, axis=1) + 1, y


def reviews(rng):
    """Load short reviews by a grammar; each has a twin with the same words and the opposite verdict."""
    return _texts(data.load_reviews(2000, seed=int(rng.integers(1 << 30))), 16)


def imdb(rng):
    """Load the first 60 words of film reviews."""
    return _texts(data.load_reviews(3000, seed=int(rng.integers(1 << 30)), source="imdb"), 60)


def houses(rng):
    """Draw houses of a made coast: place, income, age, rooms and people; the target is the logarithm of the price."""
    n = 2000
    east, north = rng.uniform(-1, 1, (2, n))
    income, age, rooms = rng.lognormal(1.2, 0.4, n), rng.uniform(0, 50, n), rng.normal(5.5, 1.2, n)
    people = rng.lognormal(1, 0.3, n)
    coast = np.abs(east + 0.4 * np.sin(3 * north))
    towns = rng.uniform(-1, 1, (3, 2))
    near = np.exp(-8 * np.min([(east - x) ** 2 + (north - y) ** 2 for x, y in towns], axis=0))
    price = 0.9 * np.log(income) + np.exp(-4 * coast) + near + 0.1 * rooms - 0.1 * people - 0.4 * np.sin(age / 12)
    x = np.stack([east, north, income, age, rooms, people], axis=1)
    return standardized(x), standardized(price + rng.normal(0, 0.15, n))


def rings(rng):
    """Draw a Gaussian cloud in five dimensions; the label is one of four shells around its middle."""
    from sklearn.datasets import make_gaussian_quantiles

    x, y = make_gaussian_quantiles(
        n_samples=2000, n_features=5, n_classes=4, shuffle=True, random_state=int(rng.integers(1 << 30))
    )
    return x, y.astype(int)


def beats(rng):
    """Draw 24 values of a pulse: regular, with one beat too early, with one that is left out, or without any order."""
    y, series = rng.integers(4, size=2000), np.zeros((2000, 24))
    for row, kind in zip(series, y, strict=True):
        times = rng.uniform(0, 4) + 4 * np.arange(6)
        which = rng.integers(1, 5)
        if kind == 1:
            times[which] -= 2
        if kind == 2:
            times = np.delete(times, which)
        if kind == 3:
            times = rng.uniform(0, 24, 6)
        row += np.exp(-((np.arange(24)[:, None] - times) ** 2) / 0.7).sum(axis=1)
    return (series + rng.normal(0, 0.1, series.shape))[..., None], y


def topics(rng):
    """Draw texts of 20 words from a mixture of eight themes; the label is the one of five kinds that mixes them."""
    themes = np.cumsum(rng.dirichlet(np.full(300, 0.05), size=8), axis=1)
    kinds, y = rng.dirichlet(np.full(8, 0.4), size=5), rng.integers(5, size=2000)
    theme = np.array([rng.choice(8, size=20, p=kinds[kind]) for kind in y])
    return np.minimum((rng.random((2000, 20, 1)) > themes[theme]).sum(axis=2), 299) + 1, y


def shapes(rng):
    """Draw images of 10 x 10 pixels with a disk, a ring, a square, a cross or a bar, somewhere, and noise."""
    y = rng.integers(5, size=2000)
    middle, size = rng.uniform(3.5, 5.5, (2, 2000, 1, 1)), rng.uniform(2.2, 3.4, (2000, 1, 1))
    down, right = (np.arange(10)[:, None] - middle[0]), (np.arange(10)[None] - middle[1])
    far, wide = np.hypot(down, right), np.maximum(np.abs(down), np.abs(right))
    thin = np.minimum(np.abs(down), np.abs(right)) < 0.8
    drawn = [far < size, np.abs(far - size) < 0.8, np.abs(wide - size) < 0.8, thin & (wide < size)]
    drawn.append((np.abs(right) < 0.8) & (np.abs(down) < size))
    x = np.choose(y[:, None, None], drawn) * rng.uniform(0.5, 1, (2000, 1, 1)) + rng.normal(0, 0.15, (2000, 10, 10))
    return x[..., None], y


def _windows(values, steps):
    x = np.lib.stride_tricks.sliding_window_view(standardized(values), steps + 1)
    return x[:, :-1, None], x[:, -1]


def _texts(texts, length):
    words = [text.split() for text in texts.x_train]
    common = Counter(word for text in words for word in text).most_common(WORDS - 1)
    number = {word: place for place, (word, _) in enumerate(common, start=1)}
    x = [([number.get(word, 0) for word in text] + [0] * length)[:length] for text in words]
    return np.array(x), texts.y_train


def standardized(values):
    """Return values with mean 0 and standard deviation 1 over the rows."""
    return (values - values.mean(axis=0)) / (values.std(axis=0) + 1e-6)


TUNING = (
    digits,
    mnist,
    patches,
    wine,
    iris,
    diabetes,
    friedman,
    clusters,
    teacher,
    spirals,
    checks,
    seasons,
    mackey_glass,
    tones,
    brackets,
    reviews,
)
# No weight, sign, rule or limit was chosen by the data sets of a test, but those of the first test have been looked at.
FIRST_TEST = (breast_cancer, fashion_mnist, co2, languages, imdb)
SECOND_TEST = (houses, rings, beats, topics, shapes)
PARTS = {"tuning": TUNING, "first test": FIRST_TEST, "second test": SECOND_TEST}
ALL = {function.__name__: function for functions in PARTS.values() for function in functions}
