"""The checks of lesson 06: convolution and pooling by hand, their sizes and parameters, two networks for images."""

from functools import partial

import numpy as np

from course_utils.checks.learner_side import calls, models
from course_utils.checks import expect
from course_utils.lessons.digits import draw_digits
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either

lesson = Lesson("06_convolutional_networks")
progress = lesson.progress


def _softmax(z):
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _around(size, kernel_size, stride):
    """Zeros before and after, so that "same" gives ceil(size / stride) positions."""
    total = max((-(-size // stride) - 1) * stride + kernel_size - size, 0)
    return total // 2, total - total // 2


def _symmetric(size, kernel_size, stride):
    """Zeros before and after as many guess them: half a kernel on both sides, whatever the stride."""
    return kernel_size // 2, kernel_size // 2


def _conv2d(images, kernel, bias, stride, padding, around=_around, mode="constant"):
    """Cross-correlation in NumPy; `around` and `mode` make the mistakes with padding."""
    height, width = kernel.shape[:2]
    if padding == "same":
        rows, columns = around(images.shape[1], height, stride), around(images.shape[2], width, stride)
        images = np.pad(images, ((0, 0), rows, columns, (0, 0)), mode=mode)
    windows = np.lib.stride_tricks.sliding_window_view(images, (height, width), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]  # (n, rows, columns, channels, height, width)
    return np.einsum("nijcyx,yxcf->nijf", windows, kernel) + bias


def _keras_conv2d(images, kernel, bias, stride, padding):
    """What Keras's own layer computes with these weights."""
    import keras

    layer = keras.layers.Conv2D(kernel.shape[-1], kernel.shape[:2], strides=stride, padding=padding)
    layer.build(images.shape)
    layer.set_weights([kernel, bias])
    return np.asarray(layer(images))


_BEYOND = (
    "Window and kernel do not line up. Does the window hang over the edge: up to which row can one begin? Or are the "
    "filters in the way, the kernel's last axis? Each filter has a sum of its own."
)


@lesson.exercise(
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
def conv2d(answer, rng):
    """A convolution over a batch of images with several channels, several filters, a stride and padding."""
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
        ours = partial(_conv2d, images, kernel, bias, stride, padding)
        other = "same" if padding == "valid" else "valid"
        bare = right - bias
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
                        _conv2d(images, turned, bias, stride, padding),
                        _conv2d(images, turned, np.zeros_like(bias), stride, padding),
                    )
                ),
                "The last window is missing. Count where a kernel can stand that is as large as the picture: once.": (
                    Either((right[:, :-1, :-1], right[:, :-1], right[:, :, :-1]))
                ),
                "The channels stayed apart. A filter looks at all channels together: at one place it gives one "
                "number.": Either((by_channel + bias, by_channel, np.moveaxis(by_channel, 3, 4) + bias[:, None])),
                "Only the first channel was looked at.": _conv2d(
                    images[..., :1], kernel[:, :, :1], bias, stride, padding
                ),
                "The channels were averaged. Their products are added up.": bare / shape[-1] + bias,
                "The biases are missing.": bare,
                "The bias was added for each channel, or for each weight. A filter adds its bias once.": Either(
                    (bare + shape[-1] * bias, bare + np.prod(kernel.shape[:3]) * bias)
                ),
                "The biases were subtracted.": bare - bias,
                "Negative numbers became 0. ReLU is a step of its own; here only the sums are asked for.": np.maximum(
                    0, right
                ),
                "The stride is not used: the window moved by one pixel each time.": Either(
                    (_conv2d(images, kernel, bias, 1, padding), _conv2d(images, kernel, bias, 1, "valid"))
                    if stride > 1
                    else ()
                ),
                "The padding is not the one asked for.": _conv2d(images, kernel, bias, stride, other),
                "Your zeros are half a kernel on each side. How many are needed depends on the stride, too, and may be "
                "odd: the text has the count.": ours(around=_symmetric),
                "An odd number of zeros: you put the larger part above and on the left. It belongs below and on the "
                "right.": ours(around=lambda *sizes: _around(*sizes)[::-1]),
                "You padded with copies of the pixels at the edge. Around the picture are zeros.": Either(
                    (ours(mode="edge"), ours(mode="reflect"))
                ),
                "This is the first image alone. The batch has more of them.": Either((right[0], right[:1])),
                "The numbers are right, but the filters stand in front. They belong to the last axis.": Either(
                    (np.moveaxis(right, -1, 1), np.moveaxis(right, -1, 0))
                ),
                "Rows and columns of the kernel are exchanged.": (
                    _conv2d(images, kernel.swapaxes(0, 1), bias, stride, padding) if size[0] == size[1] else []
                ),
            },
        )


@lesson.exercise(
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
def output_size(answer, rng):
    """Along one axis, at how many places a window stands."""
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


def _windows(images, size):
    """The windows of a pooling, shape (n, rows, columns, channels, size · size)."""
    views = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))[:, ::size, ::size]
    return views.reshape(*views.shape[:4], -1)


@lesson.exercise(
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
def max_pool(answer, rng):
    """The largest number of each window, channel by channel."""
    for shape, size in (((2, 4, 6, 3), 2), ((2, 5, 7, 4), 2), ((3, 8, 10, 2), 3)):
        below = bool(shape[-1] == 4)  # all numbers negative: 0 is larger than any
        numbers = rng.permutation(np.arange(np.prod(shape))) / 4
        images = (numbers - (numbers.max() + 1 if below else np.median(numbers))).reshape(shape).astype("float32")
        tried = f"images of shape {shape}{', all numbers negative' if below else ''}, pool_size={size}"
        windows = _windows(images, size)
        right = windows.max(axis=-1)
        ends = [(0, 0), *((0, -length % size) for length in shape[1:3]), (0, 0)]
        filled = np.pad(images, ends, constant_values=-np.inf)
        padded = np.pad(images, ends)
        every = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2)).max(axis=(-2, -1))
        kept = right.reshape(-1)
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
                    (_windows(filled, size).max(axis=-1), _windows(padded, size).max(axis=-1))
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
                "The numbers are right, but laid in one row. Keep images, rows, columns and channels.": kept,
            },
        )


def _responses(image, kernel):
    return _conv2d(image[None, :, :, None], kernel[:, :, None, None], np.zeros(1), 1, "valid")[0, :, :, 0]


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "Lay the kernel on a flat picture of ones: the response is the sum of the nine weights. Which sum is wanted?",
        "Inside a window, a horizontal edge makes whole rows dark or bright. When is each row's contribution 0?",
        "Dark on the left, bright on the right: the weights on the right count for, those on the left against.",
    ],
)
def edge_kernel(answer, rng):
    """A 3×3 kernel that answers to vertical edges and to nothing else."""
    value = answer.value
    try:
        kernel = np.asarray(value, dtype="float64")
    except (TypeError, ValueError):
        kernel = np.zeros(())
    expect.that(kernel.shape == (3, 3) and bool(np.isfinite(kernel).all()), tried="the kernel", got=value,
                expected="3 rows of 3 numbers", look="an array or a list of three lists")  # fmt: skip
    height, width = 7, 9
    bright, dark = np.round(rng.uniform(0.7, 1), 2), np.round(rng.uniform(0, 0.2), 2)
    flat = np.full((height, width), bright)
    vertical, horizontal = np.full((height, width), dark), np.full((height, width), dark)
    vertical[:, int(rng.integers(4, 6)) :] = bright
    horizontal[int(rng.integers(3, 5)) :] = bright
    step, small = bright - dark, 1e-3 * max(1.0, np.abs(kernel).max())

    seen, across = _responses(vertical, kernel), _responses(horizontal, kernel)
    tried, answered, cause = f"a flat picture, {bright} everywhere", _responses(flat, kernel), ""
    look = "what must the nine weights add up to, so that a flat picture gives 0?"
    if np.abs(answered).max() < small:  # then an edge between two flat halves
        tried, answered = "a horizontal edge: dark above, bright below", across
        look = "each row of the kernel by itself: what must its weights add up to?"
        if np.abs(seen).max() < small:
            cause = (
                "It answers to horizontal edges and not to vertical ones. Turn it: a vertical edge is a change from "
                "left to right."
            )
    elif (kernel >= 0).all():
        cause = (
            "No weight is negative: your kernel adds up brightness. An edge is a difference, so some pixels must count "
            "against others."
        )
    expect.that(bool(np.abs(answered).max() < small), tried=tried, cause=cause, expected="0 everywhere", look=look,
                got=f"responses from {answered.min():.3g} to {answered.max():.3g}")  # fmt: skip
    tried = f"a vertical edge: {dark} on the left, {bright} on the right"
    got = f"responses from {seen.min():.3g} to {seen.max():.3g}"
    cause = ""
    if np.abs(seen).max() < small:
        cause = "Nothing answers. Which weights make a difference between left and right?"
    elif seen.max() < small:
        cause = "The sign is turned over: it answers where bright goes over to dark."
    elif seen.min() < -small:
        cause = (
            "It answers twice, once above 0 and once below: that is a kernel for thin lines. An edge has one sign from "
            "left to right."
        )
    expect.that(bool(seen.min() > -small and seen.max() >= 0.99 * step), tried=tried, got=got, cause=cause,
                expected=f"nowhere below 0, and somewhere at least the step itself, {step:.2f}",
                look="the sign is right, the response is weak: how large are the weights?")  # fmt: skip


def _counts(layers, biases="filters", rounded="down", pooled_channels=False, lost=0, same=False, flatten=True):
    """The parameters of each layer after the input; the arguments make the known mistakes."""
    (_, height, width, channels), *rest = layers
    found, features = [], None
    for kind, *settings in rest:
        if kind == "conv":
            filters, size = settings
            each = {"filters": filters, "slices": channels * filters, "none": 0, "layer": 1}[biases]
            found.append(size * size * channels * filters + each)
            channels = filters
            if not same:
                height, width = height - size + 1 - lost, width - size + 1 - lost
        elif kind == "pool":
            found.append(0)
            size = settings[0]
            if rounded == "never":
                height, width = height / size, width / size
            elif rounded == "not at all":
                pass
            else:
                up = size - 1 if rounded == "up" else 0
                height, width = (height + up) // size, (width + up) // size
            if pooled_channels:
                channels = channels // size
        elif kind == "flatten":
            found.append(0)
            features = height * width * channels if flatten else channels
        else:
            units = settings[0]
            each = {"filters": units, "slices": units, "none": 0, "layer": 1}[biases]
            found.append(features * units + each)
            features = units
    return found


def _one_channel(layers):
    """The counts when every convolution is taken to see a single channel."""
    right = _counts(layers)
    for place, (kind, *settings) in enumerate(layers[1:]):
        if kind == "conv":
            filters, size = settings
            right[place] = size * size * filters + filters
    return right


@lesson.exercise(
    points=2,
    hints=[
        "Carry three numbers from layer to layer: rows, columns, channels. A filter's kernel is as deep as its input "
        "has channels.",
        "conv: (size · size · channels + 1) · filters parameters. Then rows and columns lose size − 1 each, and the "
        "filters are the new channels.",
        "pool: no parameters, rows and columns `// size`. flatten: rows · columns · channels is the number of inputs "
        "of the first dense layer.",
    ],
    errors={
        "values to unpack": "The entries have different lengths. Look at the first item of each, then take what "
        "belongs to this kind.",
        "UnboundLocalError": "A name is used before it has a value. The input comes first in the list and gives rows, "
        "columns and channels; what does flatten give?",
    },
)
def cnn_parameters(answer, rng):
    """The parameters of each layer of a convolutional network, from its description."""
    a, b, c, units = (int(number) for number in rng.choice(np.arange(4, 13), 4, replace=False))
    cases = (
        [("input", 12, 15, 3), ("conv", a, 3), ("flatten",), ("dense", units)],
        [("input", 17, 22, 3), ("conv", b, 3), ("pool", 2), ("flatten",), ("dense", c), ("dense", units)],
        [("input", 29, 24, 1), ("conv", a, 5), ("pool", 3), ("conv", b, 2), ("pool", 2), ("flatten",), ("dense", c)],
        [("input", 28, 28, 1), ("conv", 32, 3), ("pool", 2), ("flatten",), ("dense", 128), ("dense", 10)],
    )
    for layers in cases:
        right, count = _counts(layers), partial(_counts, layers)
        expect.close(
            answer(layers),
            right,
            tried=f"cnn_parameters({expect.short(layers, 300)})",
            look="the layers one after another: which shape comes in, how many weights, how many biases?",
            mistakes={
                "You counted a bias for each channel of a filter. A filter gives one number at a place and adds one "
                "bias.": count(biases="slices"),
                "The biases are missing: one for each filter, one for each unit.": count(biases="none"),
                "You counted one bias for each layer. Each filter, each unit has its own.": count(biases="layer"),
                "A kernel was counted for one channel only. It is as deep as its input has channels.": (
                    _one_channel(layers)
                ),
                "The pooling made fewer channels. It makes the maps smaller; there are as many as before.": (
                    count(pooled_channels=True)
                ),
                "The pooling did not make the maps smaller.": count(rounded="not at all"),
                "Rows and columns that fill no pooling window were counted. They are dropped.": Either(
                    (count(rounded="up"), count(rounded="never"))
                ),
                "Each convolution lost one row and one column too many. A 3×3 kernel fits into 5 rows at 3 places.": (
                    count(lost=1)
                ),
                "The maps stayed as large after a convolution. Nothing is padded here.": count(same=True),
                "The dense layer sees only the channels of one place. Flatten lays all places in one row.": (
                    count(flatten=False)
                ),
                "That is the sum. Asked for is one number for each layer, so that one can see where they sit.": (
                    sum(right)
                ),
                "The input got a number, too. The list has one for each layer after it.": [0, *right],
                "Layers without parameters are left out. They have 0.": [number for number in right if number],
            },
        )


_LINEAR = (
    "A layer has no activation. A convolution is a weighted sum, linear like a Dense layer: without an activation "
    "several are no more than one."
)
_NO_BIAS = "The biases are missing in a layer: `use_bias=False`?"
_COMPILED = "The model is not compiled: it has no loss yet. `model.compile(…)`, and only then return it."
_BOTH = (
    "Two that do not go together: the layer already makes probabilities, and `from_logits=True` tells the loss that "
    "none were made."
)
_NEITHER = (
    "The output is a bare score, a logit, and the loss takes it for a probability. Either the layer makes "
    "probabilities, or the loss must be told that it gets logits."
)
_NO_CHANNELS = (
    "A convolution wants images with an axis of channels. A grey image has one channel: (rows, columns, 1), without "
    "the batch."
)
_TOO_SMALL = (
    "The maps have become smaller than the next window. Each convolution takes size − 1 rows, each pooling half of "
    "them: write down how many are left after each layer."
)
_RANK = (
    "What comes out is still a map: an answer for each place, not for each image. Which layer makes one row of a map?"
)


@lesson.exercise(
    points=2,
    hints=[
        "Begin with `keras.Input` and the shape of one image: rows, columns, channels.",
        "`Conv2D(filters, kernel_size, activation=…)`, then `MaxPooling2D`, then `Flatten`, then the two Dense layers.",
        "Labels are whole numbers: the sparse loss. Softmax at the output, or logits and a loss that knows it.",
    ],
    errors={
        "expected min_ndim=4": _NO_CHANNELS,
        "kernel shape=(32, 32": "Filters and kernel size are exchanged: first how many filters, then how large each "
        "one is.",
        "Computed output size would be": _TOO_SMALL,
    },
)
def build_cnn(answer, rng):
    """The network of the lesson for images of digits, compiled."""
    model = answer.model(seed=int(rng.integers(1000)))
    expect.that(model.input_shape == (None, 28, 28, 1), tried="the input", got=str(model.input_shape),
                expected="(None, 28, 28, 1); None is the batch",
                look="keras.Input gets the shape of one grey image: rows, columns, channels")  # fmt: skip
    expect.that(len(model.output_shape) == 2, tried="the output for a batch of images", got=str(model.output_shape),
                expected="(None, 10): ten numbers for each image", cause=_RANK)  # fmt: skip
    kinds = [layer.kind for layer in model.layers if layer.kind != "Reshape"]
    cause = ""
    if "GlobalMaxPooling2D" in kinds or "GlobalAveragePooling2D" in kinds:
        cause = "Global pooling is another way to one row of numbers. This network has Flatten."
    elif "AveragePooling2D" in kinds:
        cause = "That pooling takes means. Asked for is the one that takes the largest."
    elif "MaxPooling2D" not in kinds and "Conv2D" in kinds:
        cause = "The pooling is missing."
    elif "Rescaling" in kinds:
        cause = "The pixels are from 0 to 1 already: they would be divided twice."
    want = ["Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"]
    flat = [*kinds] if "Flatten" in kinds else [*kinds[:2], "Flatten", *kinds[2:]]  # Reshape((5408,)) does the same
    expect.that(flat == want, tried="the layers", got=", ".join(kinds), expected=", ".join(want), cause=cause,
                look="the layers that the text names, in this order")  # fmt: skip
    conv, pool, hidden, output = (layer for layer in model.layers if layer.kind not in ("Flatten", "Reshape"))
    got, size = conv["filters"], tuple(conv["kernel_size"])
    expect.that((got, size) == (32, (3, 3)), tried="the convolution", got=f"{got} filters of {size[0]}×{size[1]}",
                expected="32 filters of 3×3", look="the numbers of the text")  # fmt: skip
    padding, steps = conv["padding"], tuple(conv["strides"])
    expect.that((padding, steps) == ("valid", (1, 1)) and tuple(conv["dilation_rate"]) == (1, 1),
                tried="how the convolution moves", got=f"padding={padding!r}, strides={steps}",
                look="no padding, stride 1, nothing left out: as it is by itself")  # fmt: skip
    window, steps = tuple(pool["pool_size"]), tuple(pool["strides"])
    expect.that(window == steps == (2, 2) and pool["padding"] == "valid", tried="the pooling",
                got=f"windows of {window[0]}×{window[1]}, strides={steps}, padding={pool['padding']!r}",
                look="windows of 2×2, side by side, no padding: as it is by itself")  # fmt: skip
    units, cause = [hidden["units"], output["units"]], ""
    if units[1] == 9 or units[1] == 1:
        cause = "Every digit from 0 to 9 needs an output unit of its own."
    expect.that(units == [128, 10], tried="units of the Dense layers", got=str(units), expected="[128, 10]",
                cause=cause, look="the hidden layer and the output layer, in this order")  # fmt: skip
    activations, cause = [conv["activation"], hidden["activation"]], ""
    if "linear" in activations:
        cause = _LINEAR
    expect.that(activations == ["relu", "relu"], tried="activations of the convolution and the hidden layer",
                got=" and ".join(map(str, activations)), cause=cause,
                look="which activation does the text name?")  # fmt: skip
    expect.that(all(layer["use_bias"] for layer in (conv, hidden, output)), tried="the biases",
                got="not every layer has them", cause=_NO_BIAS)  # fmt: skip
    cause, loss = "", model.loss or "none"
    if loss == "none":
        cause = _COMPILED
    elif loss == "categorical_crossentropy":
        cause = "This loss wants one-hot labels, rows of ten numbers. Ours are whole numbers from 0 to 9."
    elif loss == "binary_crossentropy":
        cause = "That is a loss for yes or no. Here it is one class out of ten."
    expect.that(loss == "sparse_categorical_crossentropy", tried="the loss", got=loss, cause=cause,
                look="one of ten classes, labels that are whole numbers; and the spelling, too")  # fmt: skip
    last, cause = output["activation"], ""
    if last == "softmax" and model.from_logits:
        cause = _BOTH
    elif last == "linear" and not model.from_logits:
        cause = _NEITHER
    elif last == "sigmoid":
        cause = "Sigmoid judges each digit by itself. One of ten: the ten probabilities must add up to 1."
    expect.that((last, model.from_logits) in (("softmax", False), ("linear", True)), cause=cause,
                tried="the output layer and the loss", got=f"activation {last}, from_logits={model.from_logits}",
                look="the output must be ten probabilities of one whole")  # fmt: skip
    # weights drawn just now, so that units which start at zero or all alike are seen as well as any
    weights = [rng.normal(0, 0.5 / np.sqrt(np.prod(weight.shape[:-1])), weight.shape).astype("float32")
               for weight in model.weights]  # fmt: skip
    kernel, bias, W1, b1, W2, b2 = weights
    x = rng.uniform(0, 1, size=(4, 28, 28, 1)).astype("float32")
    maps = _windows(np.maximum(0, _conv2d(x, kernel, bias, 1, "valid")), 2).max(axis=-1)
    scores = np.maximum(0, maps.reshape(4, -1) @ W1 + b1) @ W2 + b2
    expect.close(
        model.with_weights(weights).predict(x),
        scores if last == "linear" else _softmax(scores),
        tried="your model's outputs for 4 images, beside the layers of the text computed with the same weights",
        atol=1e-4,
        look="the settings of the layers: one does something else than its name says",
    )
    same = np.ptp(np.asarray(model.weights[0]).reshape(-1, 32), axis=1).max() == 0
    expect.that(not same, tried="the weights at the start", got="32 times the same filter",
                cause="All filters start with the same weights. They get the same gradients, so they stay one filter "
                "for ever. The start must be random, as it is by itself.")  # fmt: skip


KINDS = (0, 4, 7)  # three digits that even a small network tells apart
N_TRAIN = 480
N_TEST = 400
EPOCHS = 20
BATCH = 16
ENOUGH = 0.9


def canvases(rng, height, width):
    """Small digits somewhere on wide canvases: in the left half for training, in the right half for testing.

    Parameters
    ----------
    rng : numpy.random.Generator
    height, width : int
        At least 8 and 16.

    Returns
    -------
    list of numpy.ndarray
        ``x_left, y_left, x_right, y_right``: pictures float32 of shape (n, height, width, 1) from 0 to 1, labels int64
        from 0 to 2. The digits on the right are other ones than those on the left.
    """
    drawn = draw_digits(rng)
    x, y = np.concatenate(drawn[::2]), np.concatenate(drawn[1::2])
    rows = rng.permutation(np.flatnonzero(np.isin(y, KINDS)))  # writers are mixed: the place is new, not the hand
    known, new = np.split(rows, [2 * len(rows) // 3])
    names, half, parts = rng.permutation(len(KINDS)), width // 2, []
    for some, n, first, last in ((known, N_TRAIN, 0, half - 8), (new, N_TEST, half, width - 8)):
        rows = rng.choice(some, n)
        pictures = np.zeros((n, height, width, 1), "float32")
        tops, lefts = rng.integers(0, height - 7, n), rng.integers(first, last + 1, n)
        for picture, digit, top, left in zip(pictures, x[rows], tops, lefts, strict=True):
            picture[top : top + 8, left : left + 8, 0] = digit
        parts += [pictures, names[np.searchsorted(KINDS, y[rows])]]
    return parts


@lesson.exercise(
    points=3,
    trains=True,
    hints=[
        "A filter moves over the whole canvas: what it learns on the left, it finds on the right. Which layer after it "
        "throws that away, because it has a weight for every place?",
        "Whether a filter has found its pattern anywhere at all: the largest number of its whole map. Which layer of "
        "Keras takes it, one for each filter?",
        "Two or three convolutions with 32 or 64 filters and ReLU, GlobalMaxPooling2D, Dense with `num_classes` units. "
        "Adam at its usual rate is enough.",
    ],
    errors={
        "expected min_ndim=4": _NO_CHANNELS,
        "Computed output size would be": _TOO_SMALL,
        "You must call `compile()`": _COMPILED,
        "must have the same rank": "The labels are whole numbers, one of several classes. Your loss wants one-hot "
        "labels: which one does not?",
    },
)
def build_anywhere(answer, rng):
    """A network that finds digits where it has never seen one; the check trains it."""
    height, width = int(rng.integers(9, 11)), 2 * int(rng.integers(12, 14))
    shape, classes, seed = (height, width, 1), len(KINDS), int(rng.integers(2**31))
    for some, number in (((12, 21, 1), 5), (shape, classes)):
        tried = f"build_anywhere({some}, {number})"
        untrained = answer.model(some, number, seed=seed)
        got = untrained.input_shape
        fits = len(got) == 4 and all(ours in (None, theirs) for ours, theirs in zip(got[1:], some, strict=True))
        expect.that(fits, tried=f"{tried}: the input", got=str(got), expected=f"{(None, *some)}",
                    look="the shape of a canvas is the argument `input_shape`, each time another")  # fmt: skip
        got, cause = untrained.output_shape, ""
        if len(got) == 4:
            cause = _RANK
        expect.that(got == (None, number), tried=f"{tried}: the output", got=str(got), expected=f"{(None, number)}",
                    cause=cause, look="how many classes there are is the argument `num_classes`")  # fmt: skip
    last, cause = untrained.layers[-1]["activation"], ""
    if last == "softmax" and untrained.from_logits:
        cause = _BOTH
    elif last == "linear" and not untrained.from_logits:
        cause = _NEITHER
    elif last == "sigmoid":
        cause = "Sigmoid judges each class by itself. One of several: the probabilities must add up to 1."
    expect.that((last, untrained.from_logits) in (("softmax", False), ("linear", True)), cause=cause,
                tried=f"{tried}: the output layer and the loss",
                got=f"activation {last}, from_logits={untrained.from_logits}",
                look="the output must be probabilities of one whole")  # fmt: skip
    x_left, y_left, x_right, y_right = canvases(rng, height, width)
    # trained beside the answer, where the optimizer is; looked at here
    trained = answer.via(calls.fitted, [shape, classes], x_left, y_left, EPOCHS, BATCH, seed=seed)
    tried = f"trained on {N_TRAIN} canvases with a digit on the left, tested on {N_TEST} with a digit on the right"
    finite = all(np.isfinite(weight).all() for weight in trained["weights"])
    expect.that(finite, tried=tried, got="weights that are NaN or infinite",
                cause="The training ran away: each step was larger than the one before. What learning rate did you "
                "set?")  # fmt: skip
    known, new = (
        float(np.mean(models.predict(trained, x).argmax(axis=-1) == y))
        for x, y in ((x_left, y_left), (x_right, y_right))
    )
    kinds = [layer.kind for layer in untrained.layers]
    moved = any(
        not np.array_equal(before, after) for before, after in zip(untrained.weights, trained["weights"], strict=True)
    )
    cause = ""
    if not moved:
        cause = "Training moved no weight: a learning rate of 0, or layers that are not trainable?"
    elif known < ENOUGH:
        cause = (
            "It has hardly learned anything on the left, where it was trained. More filters, an activation after each "
            "convolution, a usual learning rate?"
        )
    elif "Conv2D" not in kinds:
        cause = (
            "On the left it is good. A network without convolutions has other weights for other places, and those on "
            "the right have never seen a digit."
        )
    elif "Flatten" in kinds or "Reshape" in kinds:
        cause = (
            "On the left it is good, and the convolution would find the digit on the right, too. But after Flatten "
            "each place has weights of its own, and those of the right have never seen a digit."
        )
    expect.that(new >= ENOUGH, tried=tried, got=f"right on the left {known:.0%}, on the right {new:.0%}", cause=cause,
                expected=f"at least {ENOUGH:.0%} on the right",
                look="which of your layers knows where in the picture something stands?")  # fmt: skip
    return f"{new:.0%} on the right, with {untrained.n_parameters:,} parameters. Whose network is the smallest?"


BELIEVED = {edge_kernel: "a kernel, laid on pictures drawn just now"}  # 1 point at most
