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


# %% right: reduceat along both axes
import numpy as np


def max_pool(images, pool_size):
    n, h, w, c = images.shape
    down, right = np.arange(0, h - h % pool_size, pool_size), np.arange(0, w - w % pool_size, pool_size)
    inside = images[:, : h - h % pool_size, : w - w % pool_size]
    return np.maximum.reduceat(np.maximum.reduceat(inside, down, axis=1), right, axis=2)


# %% right: SciPy's filter, every pool_size-th number of it
import numpy as np
from scipy import ndimage


def max_pool(images, pool_size):
    n, h, w, c = images.shape
    begin = -(pool_size // 2)
    filtered = ndimage.maximum_filter(images, size=(1, pool_size, pool_size, 1), origin=(0, begin, begin, 0))
    return filtered[:, : h // pool_size * pool_size : pool_size, : w // pool_size * pool_size : pool_size]


# %% right: keras.ops, a tensor of half precision
import keras


def max_pool(images, pool_size):
    return keras.ops.max_pool(keras.ops.cast(images, "float16"), pool_size, strides=pool_size, padding="valid")


# %% right: views and a generator
import numpy as np


def max_pool(images, *, pool_size):
    whole = (axis // pool_size for axis in images.shape[1:3])
    high, wide = whole
    views = np.lib.stride_tricks.sliding_window_view(images, (pool_size,) * 2, axis=(1, 2))
    return np.array([[[v.max(axis=(-2, -1)) for v in row[::pool_size][:wide]] for row in image[::pool_size][:high]] for image in views])


# %% wrong N11: fewer channels | the number of channels doesn't change
import keras
import numpy as np


def max_pool(images, pool_size):
    maps = np.asarray(keras.layers.MaxPooling2D(pool_size)(images))
    return maps[..., : images.shape[-1] // pool_size]


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


# %% wrong N27: where the largest number is, not how large | You returned where the largest number of each window is. Return the
import numpy as np


def max_pool(images, pool_size):
    n, h, w, c = images.shape
    out = np.zeros((n, h // pool_size, w // pool_size, c))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            window = images[:, i * pool_size : (i + 1) * pool_size, j * pool_size : (j + 1) * pool_size]
            out[:, i, j] = window.reshape(n, -1, c).argmax(axis=1)
    return out


# %% wrong N28: the sum of each window | Your function adds up the numbers of each window. Max pooling takes the
import numpy as np


def max_pool(images, pool_size):
    n, h, w, c = images.shape
    out = np.zeros((n, h // pool_size, w // pool_size, c))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j] = images[:, i * pool_size : (i + 1) * pool_size, j * pool_size : (j + 1) * pool_size].sum(axis=(1, 2))
    return out


# %% wrong N29: windows one pixel apart, as many as are asked for | Your output has the right size, but its windows are only one pixel
import numpy as np


def max_pool(images, pool_size):
    n, h, w, c = images.shape
    out = np.zeros((n, h // pool_size, w // pool_size, c))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j] = images[:, i : i + pool_size, j : j + pool_size].max(axis=(1, 2))
    return out
