"""The digits of a project: neat ones to learn from, and warped ones to be judged by."""

from dataclasses import dataclass

import numpy as np

from course_utils.lessons.digits import draw_digits

SIDE = 14  # pixels of a canvas
TURN, SHEAR, SHIFT = 15.0, 0.2, 1.8  # largest: degrees, share of the height, pixels
SIZE = (0.85, 1.15)  # smallest and largest, as shares of the neat size
PEN = (0.75, 1.0)  # brightness of the ink
NOISE = 0.05  # standard deviation added to every pixel
N_TRAIN, N_VAL, N_TEST = 700, 200, 400
_GROWN = 1.5  # pixels of the canvas for each pixel of a small digit: 8 become 12


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


def draw_project(rng):
    """Draw digits by different writers: neat ones for training, warped ones for validation and test.

    Parameters
    ----------
    rng : numpy.random.Generator
        Draws the writers, the rows and every warp. Without its seed, the test digits can't be known.

    Returns
    -------
    Data
        700 digits to train on, 200 to validate with, 400 to be judged by.
    """
    x_train, y_train, x_val, y_val, x_test, y_test = draw_digits(rng)
    train = rng.permutation(len(y_train))[:N_TRAIN]
    val, test = rng.permutation(len(y_val))[:N_VAL], rng.permutation(len(y_test))[:N_TEST]
    x_val, x_test = warp(x_val[val], rng), warp(x_test[test], rng)
    return Data(neat(x_train[train]), y_train[train], x_val, y_val[val], x_test, y_test[test])


def neat(images):
    """Enlarge small digits (n, 8, 8), upright in the middle of the canvas: float32 (n, 14, 14)."""
    plain = np.tile(np.eye(2) / _GROWN, (len(images), 1, 1))
    return _moved(images, plain, np.zeros((len(images), 2)))


def warp(images, rng):
    """Turn, shear, resize, move and add noise to small digits (n, 8, 8), each in its own way: float32 (n, 14, 14)."""
    n = len(images)
    angle, size = np.radians(rng.uniform(-TURN, TURN, n)), rng.uniform(*SIZE, n)
    cos, sin = np.cos(angle), np.sin(angle)
    turn = np.array([[cos, -sin], [sin, cos]]).transpose(2, 0, 1)
    shear = np.tile(np.eye(2), (n, 1, 1))
    shear[:, 1, 0] = rng.uniform(-SHEAR, SHEAR, n)
    moved = _moved(images, turn @ shear / (_GROWN * size)[:, None, None], rng.uniform(-SHIFT, SHIFT, (n, 2)))
    ink = moved * rng.uniform(*PEN, n)[:, None, None] + rng.normal(0, NOISE, moved.shape)
    return np.clip(ink, 0, 1).astype("float32")


def _moved(images, matrices, shifts):
    """Put each image (8, 8) on a canvas; a canvas pixel takes its ink from where its `matrix` leads."""
    from scipy import ndimage

    middle, canvas = np.full(2, 3.5), np.full(2, (SIDE - 1) / 2)
    canvases = [
        ndimage.affine_transform(
            image, matrix, middle - matrix @ (canvas + shift), output_shape=(SIDE, SIDE), order=1, mode="constant"
        )
        for image, matrix, shift in zip(images, matrices, shifts, strict=True)
    ]
    return np.clip(canvases, 0, 1).astype("float32")
