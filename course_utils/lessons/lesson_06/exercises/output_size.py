"""The number of positions of a window along one axis."""

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either

exercise = Exercise(
    points=2,
    hints=[
        "Let the window begin at 0, stride, 2 · stride, … The last beginning that fits is at size + zeros − "
        "kernel_size.",
        "Whole strides from the first beginning to the last, and the first itself: one more. `//` drops what is half.",
        '"same" adds as many zeros as it takes for a window at every stride-th pixel: size / stride, rounded up.',
    ],
    errors={
        "unsupported operand type": 'padding may be one of the texts "valid" and "same", too. With those you cannot '
        "compute.",
        "multiple of 'str'": 'padding may be one of the texts "valid" and "same", too. With those you cannot compute.',
    },
)


def check(answer, rng):
    some = int(rng.integers(8, 15))
    cases = (
        (2 * some, 3, 1, "valid"),
        (some, some, 1, "valid"),
        (2 * some, 3, 2, "valid"),
        (2 * some + 1, 2, 2, "valid"),
        (3 * some + 1, 3, 3, 0),
        (4 * some + 3, 2, 4, "valid"),
        (some, 4, 1, 2),
        (2 * some, 4, 3, 1),
        (some, 5, 1, "same"),
        (2 * some + 1, 3, 2, "same"),
        (3 * some, 2, 3, "same"),
        (3 * some + 1, 5, 3, "same"),
    )
    for size, kernel_size, stride, padding in cases:
        zeros = 0 if isinstance(padding, str) else padding
        free = size + 2 * zeros - kernel_size
        right = -(-size // stride) if padding == "same" else free // stride + 1
        strided = stride > 1
        expect.close(
            answer(size, kernel_size, stride, padding),
            right,
            tried=f"output_size({size}, {kernel_size}, {stride}, {padding!r})",
            look="draw the pixels as a row of boxes and move the window along: where does it begin, where does it end?",
            mistakes={
                "One place is missing. The window also stands where it begins, before its first step. A kernel as "
                "large as the picture has one place.": free // stride if padding != "same" else [],
                "The zeros were counted once. They are added on both sides.": (
                    (size + zeros - kernel_size) // stride + 1 if zeros else []
                ),
                "A place where the window fits only by half was counted. With these zeros it may not hang over the "
                "edge.": Either((-(-free // stride) + 1, round(free / stride + 1)) if padding != "same" else ()),
                "The last place is no whole number: the window fits there only in part. Does such a place count?": (
                    free / stride + 1 if padding != "same" else []
                ),
                '"same" does not mean the same size when the stride is above 1: the window still moves on by as many '
                "pixels.": size if strided and padding == "same" else [],
                '"same" adds zeros, so that a window stands at every stride-th pixel, also at the end.': (
                    Either((size // stride, free // stride + 1)) if padding == "same" else []
                ),
                'You put half a kernel of zeros on each side. "same" adds as many as it takes, and that may be an odd '
                "number.": (size + 2 * (kernel_size // 2) - kernel_size) // stride + 1 if padding == "same" else [],
                "The stride is not used.": size - kernel_size + 1 + 2 * zeros if strided else [],
            },
        )
