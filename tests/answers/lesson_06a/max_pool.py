# %% right: two loops
import numpy as np


def max_pool(images, pool_size):
    n, height, width, channels = images.shape
    out = np.zeros((n, height // pool_size, width // pool_size, channels), images.dtype)
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            rows = slice(i * pool_size, (i + 1) * pool_size)
            columns = slice(j * pool_size, (j + 1) * pool_size)
            out[:, i, j] = images[:, rows, columns].max(axis=(1, 2))
    return out


# %% right: reshape
def max_pool(images, pool_size):
    n, height, width, channels = images.shape
    rows, columns = height // pool_size, width // pool_size
    images = images[:, : rows * pool_size, : columns * pool_size]
    return images.reshape(n, rows, pool_size, columns, pool_size, channels).max(axis=(2, 4))


# %% right: the largest of shifted pictures
import functools

import numpy as np


def max_pool(images, pool_size):
    rows, columns = images.shape[1] // pool_size * pool_size, images.shape[2] // pool_size * pool_size
    images = images[:, :rows, :columns]
    shifted = [images[:, y::pool_size, x::pool_size] for y in range(pool_size) for x in range(pool_size)]
    return functools.reduce(np.maximum, shifted)


# %% right: lists
def max_pool(images, pool_size):
    images = images.tolist()
    rows, columns = len(images[0]) // pool_size, len(images[0][0]) // pool_size
    steps = range(pool_size)
    return [
        [
            [
                [
                    max(image[i * pool_size + y][j * pool_size + x][c] for y in steps for x in steps)
                    for c in range(len(image[0][0]))
                ]
                for j in range(columns)
            ]
            for i in range(rows)
        ]
        for image in images
    ]


# %% right: Keras's layer
import keras


def max_pool(images, pool_size):
    return keras.layers.MaxPooling2D(pool_size)(images)


# %% wrong: begins with 0 | Your maximum starts at 0
import numpy as np


def max_pool(images, pool_size):
    n, height, width, channels = images.shape
    out = np.zeros((n, height // pool_size, width // pool_size, channels))
    for y in range(pool_size):
        for x in range(pool_size):
            part = images[:, y::pool_size, x::pool_size]
            out = np.maximum(out, part[:, : out.shape[1], : out.shape[2]])
    return out


# %% wrong: windows that overlap | Pooling windows lie side by side
import keras


def max_pool(images, pool_size):
    return keras.layers.MaxPooling2D(pool_size, strides=1)(images)


# %% wrong N11: fewer channels | their number doesn't change
import keras
import numpy as np


def max_pool(images, pool_size):
    maps = np.asarray(keras.layers.MaxPooling2D(pool_size)(images))
    return maps[..., : images.shape[-1] // pool_size]


# %% wrong: one row | The numbers are right, but they are all in one row
import keras
import numpy as np


def max_pool(images, pool_size):
    return np.asarray(keras.layers.MaxPooling2D(pool_size)(images)).ravel()


# %% wrong: reshaped with the rest | Cut them off before you reshape
def max_pool(images, pool_size):
    n, height, width, channels = images.shape
    parts = images.reshape(n, height // pool_size, pool_size, width // pool_size, pool_size, channels)
    return parts.max(axis=(2, 4))


# %% wrong: windows of rows only | take the window at the top left
def max_pool(images, pool_size):
    n, height, width, channels = images.shape
    rows = height // pool_size
    return images[:, : rows * pool_size].reshape(n, rows, pool_size, width, channels).max(axis=2)
