"""Convolution and the windows of a pooling, in NumPy."""

import numpy as np


def padding_zeros(size, kernel_size, stride):
    """Return the zeros before and after that "same" adds along one axis."""
    total = max((-(-size // stride) - 1) * stride + kernel_size - size, 0)
    return total // 2, total - total // 2


def conv2d(images, kernel, bias, stride, padding, zeros=padding_zeros, mode="constant"):
    """Compute what Conv2D does; `zeros` and `mode` make the mistakes with padding."""
    height, width = kernel.shape[:2]
    if padding == "same":
        rows, columns = zeros(images.shape[1], height, stride), zeros(images.shape[2], width, stride)
        images = np.pad(images, ((0, 0), rows, columns, (0, 0)), mode=mode)
    windows = np.lib.stride_tricks.sliding_window_view(images, (height, width), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]  # (n, rows, columns, channels, height, width)
    return np.einsum("nijcyx,yxcf->nijf", windows, kernel) + bias


def pooling_windows(images, size):
    """Return the windows of a pooling, shape (n, rows, columns, channels, size · size)."""
    views = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))[:, ::size, ::size]
    return views.reshape(*views.shape[:4], -1)
