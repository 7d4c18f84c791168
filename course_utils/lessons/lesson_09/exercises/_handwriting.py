"""The digits of a project, drawn stroke by stroke: neat ones to learn from, and warped ones to be judged by."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SIDE = 14  # pixels of a canvas
HEIGHT = 10.0  # pixels of a neat digit, without the pen
TURN, SHEAR, SHIFT = 15.0, 0.2, 1.8  # largest: degrees, share of the height, pixels
SIZE = (0.85, 1.15)  # smallest and largest, as shares of the neat size
PEN = (0.75, 1.0)  # brightness of the ink
NOISE = 0.05  # standard deviation added to every pixel
N_TRAIN, N_VAL, N_TEST = 700, 200, 400
WRITERS = 12  # for each of the three parts
_HABIT, _TREMOR = 0.05, 0.02  # how far a writer's points lie from those below, and those of one digit from the writer's

# The strokes of each digit, in one or more ways of writing it. A stroke is a text of points x,y in per cent of a box
# whose y points down. Between its points, a stroke that begins with "~" is round, any other one straight.
_WAYS = (
    (("~50,0 10,25 10,75 50,100 90,75 90,25 50,0",),),
    (("50,0 50,100",), ("22,28 55,0 55,100",), ("25,25 55,0 55,100", "28,100 82,100")),
    (("~10,25 30,2 70,2 88,28 60,60 10,100", "10,100 90,100"), ("~10,28 45,0 85,25 55,65 10,98 45,90 92,98",)),
    (
        ("~12,10 50,0 85,20 75,42 42,48", "~42,48 85,60 85,85 50,100 10,90"),
        ("10,2 85,2 45,42", "~45,42 85,55 85,85 50,100 10,90"),
    ),
    (("20,0 10,60 92,60", "70,12 70,100"), ("65,100 65,0 8,68 92,68",)),
    (("85,2 20,2 17,45", "~17,45 55,36 88,60 75,93 40,100 10,88"),),
    (
        ("~78,5 40,20 14,60 25,93 60,100 86,78 68,54 35,56 16,72",),
        ("~55,0 25,35 14,70 40,100 80,90 75,60 40,55 16,75",),
    ),
    (("10,2 90,2 40,100",), ("10,2 90,2 40,100", "28,50 76,50")),
    (("~50,48 18,25 50,0 82,25 50,48 14,76 50,100 86,76 50,48",),),
    (
        ("~84,28 55,2 20,20 25,46 60,50 84,28 82,60 60,100",),
        ("~84,28 55,2 20,20 25,46 60,50 84,28", "84,5 80,100"),
    ),
)


@dataclass(frozen=True)
class Data:
    """What a project is given, and what it is judged by.

    Attributes
    ----------
    x_train, x_val, x_test : numpy.ndarray
        float32 of shape (n, 14, 14), from 0 (background) to 1 (ink). In a grader ``x_test`` never leaves the check.
    y_train, y_val, y_test : numpy.ndarray
        int64 of shape (n,), from 0 to 9.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def draw_project(rng: np.random.Generator) -> Data:
    """Draw digits in different handwritings: neat ones for training, warped ones for validation and test.

    No image comes from a public data set: the strokes of every digit are drawn here.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the handwritings, the digits and every warp. Without its seed, the test digits can't be known.

    Returns
    -------
    Data
        700 digits to train on, 200 to validate with, 400 to be judged by.
    """
    parts = []
    for n, warped in ((N_TRAIN, False), (N_VAL, True), (N_TEST, True)):
        labels = rng.permutation(np.resize(np.arange(10), n))
        parts += [draw_digits([_handwriting(rng) for _ in range(WRITERS)], labels, rng, warped=warped), labels]
    return Data(*parts)


def draw_digits(
    writers: Sequence[list[list[np.ndarray]]], labels: np.ndarray, rng: np.random.Generator, *, warped: bool
) -> np.ndarray:
    """Draw a digit for each label, each by one of the writers.

    Parameters
    ----------
    writers : sequence of handwritings
    labels : numpy.ndarray, shape (n,)
    rng : numpy.random.Generator
    warped : bool
        Whether digits are turned, slanted, resized, moved and noisy, or upright in the middle.

    Returns
    -------
    numpy.ndarray
        float32 of shape (n, 14, 14), from 0 to 1.
    """
    images = np.empty((len(labels), SIDE, SIDE), "float32")
    for image, label in zip(images, labels, strict=True):
        strokes = [
            points + rng.normal(0, _TREMOR, points.shape) for points in writers[rng.integers(len(writers))][label]
        ]
        matrix, shift, pen = np.eye(2), np.zeros(2), 1.0
        if warped:
            turn, slant, size = np.radians(rng.uniform(-TURN, TURN)), rng.uniform(-SHEAR, SHEAR), rng.uniform(*SIZE)
            matrix = size * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
            matrix = matrix @ np.array([[1, slant], [0, 1]])
            shift, pen = rng.uniform(-SHIFT, SHIFT, 2), rng.uniform(*PEN)
        ink = pen * _ink([points @ matrix.T * HEIGHT + shift for points in strokes])
        image[:] = np.clip(ink + rng.normal(0, NOISE, ink.shape), 0, 1) if warped else ink
    return images


def _handwriting(rng: np.random.Generator) -> list[list[np.ndarray]]:
    """Draw how one person writes: for each digit its strokes, points of shape (k, 2) around 0 in a box of height 1."""
    width = rng.uniform(0.55, 0.8)
    digits = []
    for ways in _WAYS:
        way = ways[rng.integers(len(ways))]
        strokes = []
        for stroke in way:
            points = np.array([point.split(",") for point in stroke.lstrip("~").split()], dtype="float64") / 100 - 0.5
            points = (points + rng.normal(0, _HABIT, points.shape)) * [width, 1]
            strokes.append(_rounded(points) if stroke[0] == "~" else points)
        digits.append(strokes)
    return digits


def _rounded(points: np.ndarray) -> np.ndarray:
    """Return points on the Catmull-Rom curve through `points`."""
    before, after = np.vstack([points[:1], points[:-1]]), np.vstack([points[1:], points[-1:]])
    slopes = (after - before) / 2
    t = np.linspace(0, 1, 5)[:-1, None]
    pieces = [
        (2 * t**3 - 3 * t**2 + 1) * a + (t**3 - 2 * t**2 + t) * u + (3 * t**2 - 2 * t**3) * b + (t**3 - t**2) * v
        for a, b, u, v in zip(points[:-1], points[1:], slopes[:-1], slopes[1:], strict=True)
    ]
    return np.vstack([*pieces, points[-1:]])


def _ink(strokes: list[np.ndarray], radius: float = 0.7) -> np.ndarray:
    """Draw strokes, points of shape (k, 2) in pixels from the middle, with a round pen: an image from 0 to 1."""
    place = np.arange(SIDE) - (SIDE - 1) / 2
    pixels = np.stack(np.meshgrid(place, place), axis=-1)[:, :, None]  # (y, x, 1, 2)
    starts, ends = (np.vstack([points[part] for points in strokes]) for part in (slice(None, -1), slice(1, None)))
    along = ends - starts
    share = ((pixels - starts) * along).sum(axis=-1) / np.maximum((along**2).sum(axis=-1), 1e-9)
    nearest = starts + share.clip(0, 1)[..., None] * along
    distance = np.sqrt(((pixels - nearest) ** 2).sum(axis=-1)).min(axis=-1)
    return (radius + 0.5 - distance).clip(0, 1)
