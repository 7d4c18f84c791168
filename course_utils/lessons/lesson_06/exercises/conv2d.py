"""A convolution over a batch of images with several channels, several filters, a stride and padding."""

from functools import partial

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_06.exercises import _shared


def _symmetric(size, kernel_size, stride):
    """Return the zeros of a common mistake: half a kernel before and after, whatever the stride."""
    return kernel_size // 2, kernel_size // 2


def _keras_conv2d(images, kernel, bias, stride, padding):
    """Return what Keras's own layer computes with these weights."""
    import keras

    layer = keras.layers.Conv2D(kernel.shape[-1], kernel.shape[:2], strides=stride, padding=padding)
    layer.build(images.shape)
    layer.set_weights([kernel, bias])
    return np.asarray(layer(images))


_BEYOND = (
    "Window and kernel do not line up. Does the window hang over the edge: up to which row can one begin? Or are the "
    "filters in the way, the kernel's last axis? Each filter has a sum of its own."
)


exercise = Exercise(
    points=3,
    hints=[
        'Begin with padding="valid" and two loops, over the rows i and the columns j of the output. Its window begins '
        "at row i · stride and column j · stride, and is as large as the kernel.",
        "A window has the shape (n, rows, columns, channels), the kernel (rows, columns, channels, filters). "
        "`np.tensordot(window, kernel, axes=3)` multiplies and adds up over the three that they share: (n, filters).",
        '"same" is "valid" on a larger picture: `np.pad(images, ((0, 0), (top, bottom), (left, right), (0, 0)))`, with '
        "the numbers of zeros as the text counts them.",
    ],
    errors={
        "could not be broadcast": _BEYOND,
        "shape-mismatch for sum": _BEYOND,
        "could not broadcast input array": "What one window gives does not fit its place in the output. For each image "
        "it is one number for each filter: added up over rows, columns and channels.",
        "can't contain negative": "With a stride larger than the kernel there may be no zeros to add: the count of the "
        "text is below 0. Then it is 0.",
    },
)


def check(answer, rng):
    cases = (
        ((2, 5, 7, 3), (3, 3), 2, 1, "valid"),
        ((3, 3, 4, 2), (3, 4), 3, 1, "valid"),
        ((2, 8, 7, 2), (3, 2), 4, 2, "valid"),
        ((2, 5, 4, 2), (3, 2), 3, 1, "same"),
        ((2, 6, 7, 3), (3, 3), 2, 2, "same"),
        ((2, 8, 7, 2), (1, 2), 3, 3, "same"),
    )
    for shape, size, filters, stride, padding in cases:
        images = (rng.integers(-6, 7, shape) / 2 + 0.25).astype("float32")
        kernel = (rng.integers(-6, 7, (*size, shape[-1], filters)) / 2 + 0.25).astype("float32")
        bias = rng.permutation([1.5, -2.5, 3.5, -4.5][:filters]).astype("float32")
        tried = f"images of shape {shape}, a kernel of shape {kernel.shape}, stride={stride}, padding={padding!r}"
        right = _keras_conv2d(images, kernel, bias, stride, padding)
        ours = partial(_shared.conv2d, images, kernel, bias, stride, padding)
        other_padding = "same" if padding == "valid" else "valid"
        without_bias = right - bias
        turned = kernel[::-1, ::-1]
        windows = np.lib.stride_tricks.sliding_window_view(images, size, axis=(1, 2))[:, ::stride, ::stride]
        by_channel = np.einsum("nijcyx,yxcf->nijcf", windows, kernel)
        expect.close(
            answer(images, kernel, bias, stride, padding),
            right,
            tried=tried,
            atol=2e-3,
            look="take the first number of the output and compute it by hand: which pixels does its window hold?",
            mistakes={
                "Your kernel is turned by half a turn: its last weight meets the first pixel. That is the convolution "
                "of mathematics. A layer lays the kernel down as it is.": Either(
                    (
                        _shared.conv2d(images, turned, bias, stride, padding),
                        _shared.conv2d(images, turned, np.zeros_like(bias), stride, padding),
                    )
                ),
                "The last window is missing. Count where a kernel can stand that is as large as the picture: once.": (
                    Either((right[:, :-1, :-1], right[:, :-1], right[:, :, :-1]))
                ),
                "The channels stayed apart. A filter looks at all channels together: at one place it gives one "
                "number.": Either((by_channel + bias, by_channel, np.moveaxis(by_channel, 3, 4) + bias[:, None])),
                "Only the first channel was looked at.": _shared.conv2d(
                    images[..., :1], kernel[:, :, :1], bias, stride, padding
                ),
                "The channels were averaged. Their products are added up.": without_bias / shape[-1] + bias,
                "The biases are missing.": without_bias,
                "The bias was added for each channel, or for each weight. A filter adds its bias once.": Either(
                    (without_bias + shape[-1] * bias, without_bias + np.prod(kernel.shape[:3]) * bias)
                ),
                "The biases were subtracted.": without_bias - bias,
                "Negative numbers became 0. ReLU is a step of its own; here only the sums are asked for.": np.maximum(
                    0, right
                ),
                "The stride is not used: the window moved by one pixel each time.": Either(
                    (_shared.conv2d(images, kernel, bias, 1, padding), _shared.conv2d(images, kernel, bias, 1, "valid"))
                    if stride > 1
                    else ()
                ),
                "The padding is not the one asked for.": _shared.conv2d(images, kernel, bias, stride, other_padding),
                "Your zeros are half a kernel on each side. How many are needed depends on the stride, too, and may be "
                "odd: the text has the count.": ours(around=_symmetric),
                "An odd number of zeros: you put the larger part above and on the left. It belongs below and on the "
                "right.": ours(around=lambda *sizes: _shared.around(*sizes)[::-1]),
                "You padded with copies of the pixels at the edge. Around the picture are zeros.": Either(
                    (ours(mode="edge"), ours(mode="reflect"))
                ),
                "This is the first image alone. The batch has more of them.": Either((right[0], right[:1])),
                "The numbers are right, but the filters stand in front. They belong to the last axis.": Either(
                    (np.moveaxis(right, -1, 1), np.moveaxis(right, -1, 0))
                ),
                "Rows and columns of the kernel are exchanged.": (
                    _shared.conv2d(images, kernel.swapaxes(0, 1), bias, stride, padding) if size[0] == size[1] else []
                ),
            },
        )
