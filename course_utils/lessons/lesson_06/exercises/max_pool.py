"""The largest number of each window, channel by channel."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_06.exercises import _shared

exercise = Exercise(
    points=2,
    hints=[
        "The output has `h // pool_size` rows and `w // pool_size` columns. Two loops, one window for each.",
        "The window of row i and column j: rows from i · pool_size to (i + 1) · pool_size, columns likewise, all "
        "images and all channels.",
        "`np.max(window, axis=(1, 2))` takes the largest over rows and columns, and leaves images and channels alone.",
    ],
    errors={
        "cannot reshape array": "What is left over at the edge does not fill a window. Cut it off before you reshape.",
    },
)


def check(answer, rng):
    for shape, size in (((2, 4, 6, 3), 2), ((2, 5, 7, 4), 2), ((3, 8, 10, 2), 3)):
        below = bool(shape[-1] == 4)  # all numbers negative: 0 is larger than any
        numbers = rng.permutation(np.arange(np.prod(shape))) / 4
        images = (numbers - (numbers.max() + 1 if below else np.median(numbers))).reshape(shape).astype("float32")
        tried = f"images of shape {shape}{', all numbers negative' if below else ''}, pool_size={size}"
        windows = _shared.windows(images, size)
        right = windows.max(axis=-1)
        ends = [(0, 0), *((0, -length % size) for length in shape[1:3]), (0, 0)]
        filled = np.pad(images, ends, constant_values=-np.inf)
        padded = np.pad(images, ends)
        every = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2)).max(axis=(-2, -1))
        in_one_row = right.reshape(-1)
        expect.close(
            answer(images, size),
            right,
            tried=tried,
            look="the window at the top left of one channel: which number is the largest?",
            mistakes={
                "These are means. Max pooling takes the largest.": windows.mean(axis=-1),
                "These are the smallest numbers of the windows.": windows.min(axis=-1),
                "The largest without its sign was taken, or each number lost its sign first.": Either(
                    (
                        np.abs(windows).max(axis=-1),
                        np.take_along_axis(windows, np.abs(windows).argmax(-1)[..., None], -1)[..., 0],
                    )
                ),
                "You began with 0, and it stayed where all numbers are below. Begin with one of the window.": (
                    np.maximum(0, right)
                ),
                "The window moved on by one pixel. Pooling windows lie side by side.": every,
                "Rows and columns that fill no whole window are in it. They are dropped.": Either(
                    (_shared.windows(filled, size).max(axis=-1), _shared.windows(padded, size).max(axis=-1))
                ),
                "The channels were pooled, too. Each keeps its own map: there are as many after as before.": Either(
                    (
                        right.max(axis=-1),
                        right.max(axis=-1, keepdims=True),
                        right[..., : shape[-1] // size],
                        right[..., : shape[-1] // size * size].reshape(*right.shape[:3], -1, size).max(axis=-1),
                    )
                ),
                "The images were pooled, too. Each keeps its own map.": Either(
                    (right.max(axis=0), right.max(axis=0, keepdims=True))
                ),
                "This is one number for each image and channel: the largest of the whole picture.": Either(
                    (images.max(axis=(1, 2)), images.max(axis=(1, 2), keepdims=True))
                ),
                "These are pixels at fixed places of the windows. Which of the window's numbers is the largest?": (
                    Either((windows[..., 0], images[:, ::size, ::size]))
                ),
                "The numbers are right, but laid in one row. Keep images, rows, columns and channels.": in_one_row,
            },
        )
