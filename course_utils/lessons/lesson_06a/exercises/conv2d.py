"""A convolution over a batch of images with several channels and filters, a stride and padding."""

from functools import partial

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_06a.exercises._shared import conv2d, padding_zeros

_MISALIGNED = (
    "A window and the kernel have shapes that don't fit together. Does the last window stick out of the image? Or did "
    "you multiply the window by all filters at once? The filters are the last axis of the kernel, and each filter has "
    "its own sum."
)

exercise = Exercise(
    points=3,
    hints=[
        'Start with padding="valid" and two loops, over the rows i and the columns j of the output. The window begins '
        "at row i · stride and column j · stride, and it is as large as the kernel.",
        "A window has the shape (n, rows, columns, channels), and the kernel has the shape (rows, columns, channels, "
        "filters). `np.tensordot(window, kernel, axes=3)` multiplies and sums over the three axes that they share, so "
        "its shape is (n, filters).",
        '"same" is "valid" on a larger image: `np.pad(images, ((0, 0), (top, bottom), (left, right), (0, 0)))`, with '
        "the numbers of zeros that the text gives.",
    ],
    errors={
        "could not be broadcast": _MISALIGNED,
        "shape-mismatch for sum": _MISALIGNED,
        "could not broadcast input array": "The result of one window doesn't fit into its place in the output. For "
        "each image, a window gives one number per filter: the sum over rows, columns and channels.",
        "can't contain negative": "With a stride larger than the kernel, the formula for the number of zeros can give "
        "a negative number. In that case, add no zeros.",
    },
    shown_as="conv2d(images, kernel, bias, stride, padding)",
    look="compute two numbers of the output by hand, the first and the last: which pixels are in their windows, and "
    "what happens to these pixels?",
    tolerance=2e-3,
)

reference = conv2d


def _flipped(images, kernel, bias, stride, padding):
    return conv2d(images, kernel[::-1, ::-1], bias, stride, padding)


def _by_channel(images, kernel, stride, padding):
    """Return one map per channel and filter, shape (n, rows, columns, channels, filters)."""
    maps = [
        conv2d(images[..., [c]], kernel[:, :, [c]], np.zeros(kernel.shape[-1]), stride, padding)
        for c in range(images.shape[-1])
    ]
    return np.stack(maps, axis=3)


def _dense_windows(images, kernel, bias, stride, padding):
    """Take as many windows as the stride asks for, but at neighboring pixels."""
    right = conv2d(images, kernel, bias, stride, padding)
    return conv2d(images, kernel, bias, 1, padding)[:, : right.shape[1], : right.shape[2]]


def _dense_windows_padded(images, kernel, bias, stride, padding):
    """Do the same on an image that was padded for the stride."""
    right = conv2d(images, kernel, bias, stride, padding)
    if padding == "same":
        pads = [padding_zeros(*sizes, stride) for sizes in zip(images.shape[1:3], kernel.shape, strict=False)]
        images = np.pad(images, ((0, 0), *pads, (0, 0)))
    return conv2d(images, kernel, bias, 1, "valid")[:, : right.shape[1], : right.shape[2]]


def _exchanged_zeros(images, kernel, bias, stride, padding):
    """Put the zeros for the rows beside the columns, and those for the columns above and below."""
    if padding == "same":
        pads = [padding_zeros(*sizes, stride) for sizes in zip(images.shape[1:3], kernel.shape, strict=False)]
        images = np.pad(images, ((0, 0), *pads[::-1], (0, 0)))
    return conv2d(images, kernel, bias, stride, "valid")


def _one_way(images, kernel, bias, stride, padding, axis):
    """Use the stride along one axis of the images only."""
    if padding == "same":
        pads = [padding_zeros(*sizes, stride) for sizes in zip(images.shape[1:3], kernel.shape, strict=False)]
        images = np.pad(images, ((0, 0), *pads, (0, 0)))
    dense = conv2d(images, kernel, bias, 1, "valid")
    return dense[:, ::stride] if axis == 1 else dense[:, :, ::stride]


def _too_strict(images, kernel, bias, stride, padding):
    """Return the maps where a window that ends with the image isn't computed."""
    maps = conv2d(images, kernel, bias, stride, padding).copy()
    for axis in (1, 2):
        reach = (maps.shape[axis] - 1) * stride + kernel.shape[axis - 1]
        if reach == (images.shape[axis] if padding == "valid" else max(reach, images.shape[axis])):
            np.moveaxis(maps, axis, 0)[-1] = 0
    return maps


mistakes = {
    "You flipped the kernel: its last weight meets the first pixel of the window. That is the convolution of "
    "mathematics. A convolution layer uses the kernel as it is.": (
        _flipped,
        lambda images, kernel, bias, stride, padding: _flipped(images, kernel, 0 * bias, stride, padding),
    ),
    "The last window of each row or column is missing. For example, a kernel as wide as the image fits once, not "
    "zero times.": (
        lambda *arguments: conv2d(*arguments)[:, :-1, :-1],
        lambda *arguments: conv2d(*arguments)[:, :-1],
        lambda *arguments: conv2d(*arguments)[:, :, :-1],
    ),
    "The last windows were never computed, so their outputs stay 0. A window also fits if it ends exactly where the "
    "image ends.": _too_strict,
    "You kept the channels separate. A filter looks at all channels together and gives one number per window.": (
        lambda images, kernel, bias, stride, padding: _by_channel(images, kernel, stride, padding) + bias,
        lambda images, kernel, bias, stride, padding: _by_channel(images, kernel, stride, padding),
        lambda images, kernel, bias, stride, padding: (
            np.moveaxis(_by_channel(images, kernel, stride, padding), 3, 4) + bias[:, None]
        ),
    ),
    "You used the first channel only. A filter sums over all channels.": (
        lambda images, kernel, bias, stride, padding: conv2d(images[..., :1], kernel[:, :, :1], bias, stride, padding)
    ),
    "You averaged over the channels. A filter adds up the products of all channels.": (
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel / images.shape[-1], bias, stride, padding)
    ),
    "The biases are missing.": (
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel, 0 * bias, stride, padding)
    ),
    "You added the bias once per channel or once per weight. A filter adds its bias once per window.": (
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel, images.shape[-1] * bias, stride, padding),
        lambda images, kernel, bias, stride, padding: conv2d(
            images, kernel, np.prod(kernel.shape[:3]) * bias, stride, padding
        ),
    ),
    "You subtracted the biases instead of adding them.": (
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel, -bias, stride, padding)
    ),
    "Your negative results became 0. That is ReLU, a separate step; this function returns the sums themselves.": (
        lambda *arguments: np.maximum(0, conv2d(*arguments))
    ),
    "Your function doesn't use the stride, so the window stops at every place where it fits. With stride 2, "
    "every second window is skipped.": (
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel, bias, 1, padding),
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel, bias, 1, "valid"),
    ),
    "Your output has the right size, but its windows are only one pixel apart. Where does window number i begin?": (
        _dense_windows_padded,
        _dense_windows,
    ),
    'Your function ignores the argument `padding`. It should add zeros with "same" and no zeros with "valid".': (
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel, bias, stride, "valid"),
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel, bias, stride, "same"),
    ),
    "You added half a kernel of zeros on each side. The number of zeros also depends on the stride, and it can be odd: "
    "use the rule in the text.": partial(conv2d, zeros=lambda size, kernel_size, stride: (kernel_size // 2,) * 2),
    "When the number of zeros is odd, you put the larger half above and on the left. It belongs below and on the "
    "right.": partial(conv2d, zeros=lambda *sizes: padding_zeros(*sizes)[::-1]),
    "You padded with copies of pixels. The padding consists of zeros.": (
        partial(conv2d, mode="edge"),
        partial(conv2d, mode="reflect"),
    ),
    "You returned the result of the first image only. The batch has more images.": (
        lambda *arguments: conv2d(*arguments)[0],
        lambda *arguments: conv2d(*arguments)[:1],
    ),
    "The numbers are right, but the filters are on the wrong axis. They belong on the last axis.": (
        lambda *arguments: np.moveaxis(conv2d(*arguments), -1, 1),
        lambda *arguments: np.moveaxis(conv2d(*arguments), -1, 0),
    ),
    "You swapped the zeros of the rows and those of the columns. A kernel that isn't square needs different "
    "numbers.": lambda images, kernel, bias, stride, padding: _exchanged_zeros(images, kernel, bias, stride, padding),
    "You took the mean of the products. A filter adds them up.": (
        lambda images, kernel, bias, stride, padding: conv2d(
            images, kernel / np.prod(kernel.shape[:3]), bias, stride, padding
        ),
        lambda images, kernel, bias, stride, padding: conv2d(
            images, kernel / np.prod(kernel.shape[:3]), bias, stride, "valid"
        ),
    ),
    "Your windows use the stride in one direction only. They move by `stride` pixels down and to the right.": (
        lambda images, kernel, bias, stride, padding: _one_way(images, kernel, bias, stride, padding, 1),
        lambda images, kernel, bias, stride, padding: _one_way(images, kernel, bias, stride, padding, 2),
        lambda images, kernel, bias, stride, padding: _one_way(images, kernel, bias, stride, "valid", 1),
        lambda images, kernel, bias, stride, padding: _one_way(images, kernel, bias, stride, "valid", 2),
    ),
    "Your output holds whole numbers, so every fraction is lost. Let the new array hold floats.": (
        lambda *arguments: np.trunc(conv2d(*arguments)),
        lambda images, kernel, bias, stride, padding: np.trunc(conv2d(images, kernel, bias, stride, "valid")),
    ),
    "You swapped the rows and columns of the kernel.": (
        lambda images, kernel, bias, stride, padding: conv2d(images, kernel.swapaxes(0, 1), bias, stride, padding)
    ),
}


def cases(rng):
    for shape, size, filters, stride, padding in (
        ((2, 5, 7, 3), (3, 3), 2, 1, "valid"),
        ((3, 3, 4, 2), (3, 4), 3, 1, "valid"),
        ((2, 8, 7, 2), (3, 2), 4, 2, "valid"),
        ((2, 5, 4, 2), (3, 2), 3, 1, "same"),
        ((2, 6, 7, 3), (3, 3), 2, 2, "same"),
        ((2, 8, 7, 2), (1, 2), 3, 3, "same"),
    ):
        yield Case(
            "images of shape {images.shape}, a kernel of shape {kernel.shape}, stride={stride}, padding={padding!r}",
            images=(rng.integers(-6, 7, shape) / 2 + 0.25).astype("float32"),
            kernel=(rng.integers(-6, 7, (*size, shape[-1], filters)) / 2 + 0.25).astype("float32"),
            bias=rng.permutation([1.5, -2.5, 3.5, -4.5][:filters]).astype("float32"),
            stride=stride,
            padding=padding,
        )
