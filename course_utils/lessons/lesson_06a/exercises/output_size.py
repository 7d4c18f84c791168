"""The size of the output of a convolution or a pooling along one axis."""

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise

_TEXTS = (
    '`padding` can also be one of the strings "valid" and "same", and Python can\'t calculate with a string. Handle '
    "these two cases separately."
)

exercise = Exercise(
    points=2,
    hints=[
        "Let the window begin at 0, stride, 2 · stride and so on. Where is the last place at which it still fits?",
        "Count the steps from the first place to the last one, and then count the first place, too. `//` drops the "
        "part of a step that is left over.",
        'With "same", enough zeros are added for one window in every group of stride pixels. So the number of '
        "places is size / stride, rounded up.",
    ],
    errors={"unsupported operand type": _TEXTS, "multiple of 'str'": _TEXTS},
    shown_as="output_size",
    look="draw the pixels as a row of boxes and move the window along: where does it begin, and where does it end?",
)


def _zeros(padding):
    return 0 if isinstance(padding, str) else padding


def reference(size, kernel_size, stride, padding):
    if padding == "same":
        return -(-size // stride)
    return (size + 2 * _zeros(padding) - kernel_size) // stride + 1


def _mistake(same=None, other=None):
    """Return the function that makes a mistake with "same", or with every other padding, or with both."""

    def size_of(size, kernel_size, stride, padding):
        change = same if padding == "same" else other
        right = reference(size, kernel_size, stride, padding)
        return right if change is None else change(size, kernel_size, stride, _zeros(padding))

    return size_of


mistakes = {
    "Your result is one too small. The window also has a place before its first step, so a kernel as large as the "
    "image fits once.": _mistake(other=lambda size, kernel, stride, zeros: (size + 2 * zeros - kernel) // stride),
    "You counted the zeros once. They are added at both ends.": (
        _mistake(other=lambda size, kernel, stride, zeros: (size + zeros - kernel) // stride + 1)
    ),
    "You counted a place where the window sticks out at the end. Such a place doesn't count.": (
        _mistake(other=lambda size, kernel, stride, zeros: -(-(size + 2 * zeros - kernel) // stride) + 1),
        _mistake(other=lambda size, kernel, stride, zeros: round((size + 2 * zeros - kernel) / stride + 1)),
    ),
    "Your result isn't a whole number, because the last window fits only in part. Does such a place count?": (
        _mistake(other=lambda size, kernel, stride, zeros: (size + 2 * zeros - kernel) / stride + 1)
    ),
    '"same" keeps the size only when the stride is 1. With a larger stride, the window still skips pixels.': (
        _mistake(same=lambda size, kernel, stride, zeros: size)
    ),
    'With "same", your result isn\'t always a whole number. The last step counts even if only a part of it is left, so '
    "round up.": _mistake(same=lambda size, kernel, stride, zeros: size / stride),
    'Your result is too small. "same" adds so many zeros that every group of stride pixels gets a window, even a '
    "last group with fewer pixels.": (
        _mistake(same=lambda size, kernel, stride, zeros: size // stride),
        _mistake(same=lambda size, kernel, stride, zeros: (size - kernel) // stride + 1),
    ),
    'You added half a kernel of zeros at each end. "same" adds only as many as it needs, and that can be an odd '
    "number.": _mistake(same=lambda size, kernel, stride, zeros: (size + 2 * (kernel // 2) - kernel) // stride + 1),
    "Your function doesn't use the stride.": (
        _mistake(other=lambda size, kernel, stride, zeros: size + 2 * zeros - kernel + 1),
        _mistake(
            same=lambda size, kernel, stride, zeros: size,
            other=lambda size, kernel, stride, zeros: size + 2 * zeros - kernel + 1,
        ),
        _mistake(
            same=lambda size, kernel, stride, zeros: size + 2 * (kernel // 2) - kernel + 1,
            other=lambda size, kernel, stride, zeros: size + 2 * zeros - kernel + 1,
        ),
    ),
}


def cases(rng):
    some = int(rng.integers(8, 15))
    for size, kernel_size, stride, padding in (
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
    ):
        yield Case(
            "size={size}, kernel_size={kernel_size}, stride={stride}, padding={padding!r}",
            size=size,
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
        )
