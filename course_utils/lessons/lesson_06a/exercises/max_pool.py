"""Max pooling: the largest number of each window, channel by channel."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_06a.exercises._shared import pooling_windows

exercise = Exercise(
    points=2,
    hints=[
        "The output has `h // pool_size` rows and `w // pool_size` columns. Use two loops, and one window for each "
        "output.",
        "The window for row i and column j of the output begins at row i · pool_size and ends before row (i + 1) "
        "· pool_size. The same holds for its columns, with j. It includes all images and all channels.",
        "`np.max(window, axis=(1, 2))` takes the maximum over rows and columns and keeps images and channels.",
    ],
    errors={
        "cannot reshape array": "The rows and columns left over at the end don't fill a window. Cut them off before "
        "you reshape.",
    },
    shown_as="max_pool(images, pool_size)",
    look="take the window at the top left of one channel: which number is the largest?",
)


def reference(images, pool_size):
    return pooling_windows(images, pool_size).max(axis=-1)


def _without_signs(images, pool_size):
    windows = pooling_windows(images, pool_size)
    return np.take_along_axis(windows, np.abs(windows).argmax(axis=-1)[..., None], axis=-1)[..., 0]


def _kept(value):
    """Return a pooling that fills incomplete windows with a value."""

    def pool(images, pool_size):
        ends = [(0, -length % pool_size) for length in images.shape[1:3]]
        padded = np.pad(images, ((0, 0), *ends, (0, 0)), constant_values=value)
        return reference(padded, pool_size)

    return pool


def _channels_too(images, pool_size):
    maps = reference(images, pool_size)
    whole = maps[..., : maps.shape[-1] // pool_size * pool_size]
    return whole.reshape(*maps.shape[:3], -1, pool_size).max(axis=-1)


def _split_wrongly(images, pool_size):
    n, height, width, channels = images.shape
    rows, columns = height // pool_size, width // pool_size
    whole = images[:, : rows * pool_size, : columns * pool_size]
    return whole.reshape(n, rows, columns, pool_size, pool_size, channels).max(axis=(3, 4))


mistakes = {
    "Your function takes the mean of each window. Max pooling takes the largest number.": (
        lambda images, pool_size: pooling_windows(images, pool_size).mean(axis=-1)
    ),
    "Your function takes the smallest number of each window instead of the largest.": (
        lambda images, pool_size: pooling_windows(images, pool_size).min(axis=-1)
    ),
    "Your function compares the numbers without their signs. −5 is smaller than 1.": (
        lambda images, pool_size: np.abs(pooling_windows(images, pool_size)).max(axis=-1),
        _without_signs,
    ),
    "Your maximum starts at 0, so it is wrong when all numbers of a window are negative. Start with a number of the "
    "window.": lambda images, pool_size: np.maximum(0, reference(images, pool_size)),
    "Your windows overlap, because they move by one pixel. Pooling windows lie side by side.": (
        lambda images, size: np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2)).max((-2, -1))
    ),
    "You kept rows and columns at the end that don't fill a whole window. Drop them.": (
        _kept(-np.inf),
        _kept(0),
    ),
    "You pooled over the channels, too. Every channel keeps its own map, so the number of channels doesn't change.": (
        lambda images, pool_size: reference(images, pool_size).max(axis=-1),
        lambda images, pool_size: reference(images, pool_size).max(axis=-1, keepdims=True),
        lambda images, pool_size: reference(images, pool_size)[..., : images.shape[-1] // pool_size],
        _channels_too,
    ),
    "You pooled over the images, too. Every image keeps its own maps.": (
        lambda images, pool_size: reference(images, pool_size).max(axis=0),
        lambda images, pool_size: reference(images, pool_size).max(axis=0, keepdims=True),
    ),
    "You took the largest number of the whole image. Max pooling gives one number for each window.": (
        lambda images, pool_size: images.max(axis=(1, 2)),
        lambda images, pool_size: images.max(axis=(1, 2), keepdims=True),
    ),
    "You took the pixel at one fixed place of every window. Which number of the window is the largest?": (
        lambda images, pool_size: pooling_windows(images, pool_size)[..., 0],
        lambda images, pool_size: images[:, ::pool_size, ::pool_size],
    ),
    "You returned where the largest number of each window is. Return the number itself: `max`, not `argmax`.": (
        lambda images, pool_size: pooling_windows(images, pool_size).argmax(axis=-1)
    ),
    "Your `reshape` splits the axes in the wrong order, so a window isn't a square of neighbors. Split the rows into "
    "(h // pool_size, pool_size), and the columns in the same way.": _split_wrongly,
    "Your function adds up the numbers of each window. Max pooling takes the largest of them.": (
        lambda images, pool_size: pooling_windows(images, pool_size).sum(axis=-1)
    ),
    "Your output has the right size, but its windows are only one pixel apart. Where does window number i begin?": (
        lambda images, size: np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2)).max((-2, -1))[
            :, : images.shape[1] // size, : images.shape[2] // size
        ]
    ),
    "The numbers are right, but they are all in one row. Keep the axes for images, rows, columns and channels.": (
        lambda images, pool_size: reference(images, pool_size).ravel()
    ),
}


def cases(rng):
    for shape, pool_size, sign in (
        ((2, 4, 6, 3), 2, ""),
        ((2, 5, 7, 4), 2, ", all numbers negative"),
        ((3, 8, 10, 2), 3, ""),
    ):
        numbers = rng.permutation(np.arange(np.prod(shape))) / 4
        numbers = numbers - (numbers.max() + 1 if sign else np.median(numbers))
        yield Case(
            "images of shape {images.shape}{sign}, pool_size={pool_size}",
            fields={"sign": sign},
            images=numbers.reshape(shape).astype("float32"),
            pool_size=pool_size,
        )
