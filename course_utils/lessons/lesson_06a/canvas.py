"""Small digits on a wide canvas, to test whether a network reads them in a new place."""

import numpy as np


def shrink(images: np.ndarray) -> np.ndarray:
    """Halve digits to 10 by 10 pixels: average 2 by 2 pixels and cut off the nearly empty border.

    Parameters
    ----------
    images : numpy.ndarray, shape (n, 28, 28)
        Pixels from 0 to 255.

    Returns
    -------
    numpy.ndarray, float32 of shape (n, 10, 10)
        Pixels from 0 to 1.
    """
    halved = images.astype("float32").reshape(len(images), 14, 2, 14, 2).mean(axis=(2, 4)) / 255
    return halved[:, 2:12, 2:12]


def place(digits: np.ndarray, column: int) -> np.ndarray:
    """Put digits on black canvases of 12 by 32 pixels, all of them at the same place.

    Parameters
    ----------
    digits : numpy.ndarray, shape (n, 10, 10)
    column : int
        Where the digits begin, from 0 to 22.

    Returns
    -------
    numpy.ndarray, float32 of shape (n, 12, 32, 1)

    Raises
    ------
    ValueError
        If the digits would not fit on the canvas.
    """
    if not 0 <= column <= 22:
        raise ValueError(f"column must be from 0 to 22, so that the digits fit on the canvas; got {column}")
    canvases = np.zeros((len(digits), 12, 32, 1), "float32")
    canvases[:, 1:11, column : column + 10, 0] = digits
    return canvases
