"""Convolution, windows and padding in NumPy, and replies about the layers of a network for images."""

import numpy as np


def around(size, kernel_size, stride):
    """Return the zeros before and after that "same" needs for ceil(size / stride) positions."""
    total = max((-(-size // stride) - 1) * stride + kernel_size - size, 0)
    return total // 2, total - total // 2


def conv2d(images, kernel, bias, stride, padding, around=around, mode="constant"):
    """Compute the cross-correlation in NumPy; `around` and `mode` make the mistakes with padding."""
    height, width = kernel.shape[:2]
    if padding == "same":
        rows, columns = around(images.shape[1], height, stride), around(images.shape[2], width, stride)
        images = np.pad(images, ((0, 0), rows, columns, (0, 0)), mode=mode)
    windows = np.lib.stride_tricks.sliding_window_view(images, (height, width), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]  # (n, rows, columns, channels, height, width)
    return np.einsum("nijcyx,yxcf->nijf", windows, kernel) + bias


def windows(images, size):
    """Return the windows of a pooling, shape (n, rows, columns, channels, size · size)."""
    views = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))[:, ::size, ::size]
    return views.reshape(*views.shape[:4], -1)


COMPILED = "The model is not compiled: it has no loss yet. `model.compile(…)`, and only then return it."
BOTH = (
    "Two that do not go together: the layer already makes probabilities, and `from_logits=True` tells the loss that "
    "none were made."
)
NEITHER = (
    "The output is a bare score, a logit, and the loss takes it for a probability. Either the layer makes "
    "probabilities, or the loss must be told that it gets logits."
)
NO_CHANNELS = (
    "A convolution wants images with an axis of channels. A grey image has one channel: (rows, columns, 1), without "
    "the batch."
)
TOO_SMALL = (
    "The maps have become smaller than the next window. Each convolution takes size − 1 rows, each pooling half of "
    "them: write down how many are left after each layer."
)
RANK = (
    "What comes out is still a map: an answer for each place, not for each image. Which layer makes one row of a map?"
)
