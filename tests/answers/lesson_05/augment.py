# %% right: pad and cut
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    wide = np.pad(images, ((0, 0), (max_shift, max_shift), (max_shift, max_shift)))
    result = np.empty_like(images)
    for i in range(n):
        down, across = rng.integers(0, 2 * max_shift + 1, size=2)
        result[i] = wide[i, down : down + height, across : across + width]
    return result


# %% right: roll, then rub out what came round
import numpy as np


def augment(images, max_shift, training, seed):
    result = images.copy()
    if training:
        np.random.seed(seed)
        for image in result:
            down, across = np.random.randint(-max_shift, max_shift + 1, 2)
            image[:] = np.roll(image, (down, across), axis=(0, 1))
            image[: max(down, 0)] = 0
            image[down or len(image) :] *= down >= 0
            image[:, : max(across, 0)] = 0
            image[:, across or image.shape[1] :] *= across >= 0
    return result


# %% right: pixel by pixel, lists
import random


def augment(images, max_shift, training, seed):
    chance = random.Random(seed)
    result = []
    for image in images.tolist():
        i, j = (chance.randint(-max_shift, max_shift) if training else 0 for _ in range(2))
        height, width = len(image), len(image[0])
        result.append([
            [image[r - i][c - j] if 0 <= r - i < height and 0 <= c - j < width else 0.0 for c in range(width)]
            for r in range(height)
        ])
    return result


# %% right: SciPy's shift, whole pixels
import numpy as np
from scipy.ndimage import shift


def augment(images, max_shift, training, seed):
    rng = np.random.default_rng(seed)
    moves = rng.integers(-max_shift, max_shift, size=(len(images), 2), endpoint=True) * training
    return np.array([shift(image, move, order=0, cval=0.0) for image, move in zip(images, moves)])


# %% right: Keras's layer, nearest pixel
import keras


def augment(images, max_shift, training, seed):
    height, width = images.shape[1:]
    layer = keras.layers.RandomTranslation(
        max_shift / height, max_shift / width, fill_mode="constant", interpolation="nearest", seed=seed
    )
    return layer(images[..., None], training=training)[..., 0]


# %% right: a keyword-only seed, SciPy's shift
import numpy as np
from scipy.ndimage import shift


def augment(images, max_shift, training, *, seed):
    rng = np.random.RandomState(seed)
    if not training:
        return images.copy()
    return np.stack([shift(image, rng.randint(-max_shift, max_shift + 1, 2), order=0) for image in images])


# %% right: a matrix that moves rows, another that moves columns
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    n, height, width = images.shape
    moves = np.random.default_rng(seed).integers(-max_shift, max_shift + 1, (n, 2))
    rows = np.stack([np.eye(height, k=-down) for down, _ in moves])
    columns = np.stack([np.eye(width, k=across) for _, across in moves])
    return np.einsum("nij,njk,nkl->nil", rows, images, columns)


# %% right: indices of the source pixels and a mask, without loops
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images.copy()
    n, height, width = images.shape
    rng = np.random.RandomState(seed)
    down, across = rng.randint(-max_shift, max_shift + 1, size=(2, n, 1))
    rows, columns = np.arange(height) - down, np.arange(width) - across
    inside = ((rows >= 0) & (rows < height))[:, :, None] & ((columns >= 0) & (columns < width))[:, None, :]
    moved = images[np.arange(n)[:, None, None], rows.clip(0, height - 1)[:, :, None], columns.clip(0, width - 1)[:, None, :]]
    return np.where(inside, moved, 0)


# %% right: a generator of moved images, one line at a time
import random


def moved_line(line, by, empty):
    return [line[i - by] if 0 <= i - by < len(line) else empty for i in range(len(line))]


def augment(images, max_shift, training, seed):
    dice = random.Random(seed)

    def each():
        for image in images.tolist():
            down, across = dice.randint(-max_shift, max_shift), dice.randint(-max_shift, max_shift)
            yield moved_line([moved_line(row, across, 0.0) for row in image], down, [0.0] * len(image[0]))

    return list(each()) if training else images.tolist()


# %% wrong R14: Keras's layer, which moves when nothing is said | your function should return the images unchanged
import keras


def augment(images, max_shift, training, seed):
    height, width = images.shape[1:]
    layer = keras.layers.RandomTranslation(
        max_shift / height, max_shift / width, fill_mode="constant", interpolation="nearest", seed=seed
    )
    return layer(images[..., None])[..., 0]


# %% wrong: training ignored | your function should return the images unchanged
import numpy as np


def augment(images, max_shift, training, seed):
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(images, ((0, 0), (m, m), (m, m)))
    starts = rng.integers(0, 2 * m + 1, (n, 2))
    return np.stack([w[i : i + height, j : j + width] for w, (i, j) in zip(wide, starts)])


# %% wrong: np.roll | Pixels that leave on one side come back on the other side
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    moves = rng.integers(-max_shift, max_shift + 1, (len(images), 2))
    return np.stack([np.roll(image, move, (0, 1)) for image, move in zip(images, moves)])


# %% wrong R15: mirrored | Your function mirrors images
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    flip = np.random.default_rng(seed).random(len(images)) < 0.5
    return np.where(flip[:, None, None], images[:, :, ::-1], images)


# %% wrong R15: upside down | Your function mirrors images
import numpy as np


def augment(images, max_shift, training, seed):
    return images[:, ::-1] if training else images


# %% wrong: the rim drawn out | copies of their neighbors
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(images, ((0, 0), (m, m), (m, m)), mode="edge")
    starts = rng.integers(0, 2 * m + 1, (n, 2))
    return np.stack([w[i : i + height, j : j + width] for w, (i, j) in zip(wide, starts)])


# %% wrong: Keras's layer as it comes, which reflects and blends | Your images move by fractions of a pixel
import keras


def augment(images, max_shift, training, seed):
    height, width = images.shape[1:]
    layer = keras.layers.RandomTranslation(max_shift / height, max_shift / width, seed=seed)
    return layer(images[..., None], training=training)[..., 0]


# %% wrong: Keras's layer, which fills with 0 and blends | Your images move by fractions of a pixel
import keras


def augment(images, max_shift, training, seed):
    height, width = images.shape[1:]
    layer = keras.layers.RandomTranslation(max_shift / height, max_shift / width, fill_mode="constant", seed=seed)
    return layer(images[..., None], training=training)[..., 0]


# %% wrong: SciPy's shift by numbers that are not whole | Your images move by fractions of a pixel
import numpy as np
from scipy.ndimage import shift


def augment(images, max_shift, training, seed):
    if not training:
        return images
    moves = np.random.default_rng(seed).uniform(-max_shift, max_shift, (len(images), 2))
    return np.array([shift(image, move, order=1) for image, move in zip(images, moves)])


# %% wrong: Keras's layer, the nearest pixel, reflected | copies of their neighbors
import keras


def augment(images, max_shift, training, seed):
    height, width = images.shape[1:]
    layer = keras.layers.RandomTranslation(max_shift / height, max_shift / width, interpolation="nearest", seed=seed)
    return layer(images[..., None], training=training)[..., 0]


# %% wrong: noise instead of shifts | Follow one image through your code
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    return images + np.random.default_rng(seed).normal(0, 0.1, images.shape)


# %% wrong: the pictures shuffled | The images changed their positions in the batch
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(rng.permutation(images), ((0, 0), (m, m), (m, m)))
    starts = rng.integers(0, 2 * m + 1, (n, 2))
    return np.stack([w[i : i + height, j : j + width] for w, (i, j) in zip(wide, starts)])


# %% wrong: one shift for all | All images of the batch move by the same shift
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    n, height, width = images.shape
    m = max_shift
    i, j = np.random.default_rng(seed).integers(0, 2 * m + 1, 2)
    return np.pad(images, ((0, 0), (m, m), (m, m)))[:, i : i + height, j : j + width]


# %% wrong: along the diagonal | The images move only along the diagonal
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(images, ((0, 0), (m, m), (m, m)))
    starts = rng.integers(0, 2 * m + 1, n)
    return np.stack([w[i : i + height, i : i + width] for w, i in zip(wide, starts)])


# %% wrong: across only | The images move only up and down, or only left and right
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    m, width = max_shift, images.shape[2]
    wide = np.pad(images, ((0, 0), (0, 0), (m, m)))
    starts = rng.integers(0, 2 * m + 1, len(images))
    return np.stack([w[:, i : i + width] for w, i in zip(wide, starts)])


# %% wrong: the upper end left out | Is the upper end of your random numbers included?
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(images, ((0, 0), (m, m), (m, m)))
    moves = rng.integers(-m, m, (n, 2))
    return np.stack([w[m - i : m - i + height, m - j : m - j + width] for w, (i, j) in zip(wide, moves)])


# %% wrong: only all or nothing | Every whole number from
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(images, ((0, 0), (m, m), (m, m)))
    starts = rng.choice([0, 2 * m], (n, 2))
    return np.stack([w[i : i + height, j : j + width] for w, (i, j) in zip(wide, starts)])


# %% wrong: one pixel too far | Some images moved by more than max_shift pixels
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    m = max_shift + 1
    wide = np.pad(images, ((0, 0), (m, m), (m, m)))
    starts = rng.integers(0, 2 * m + 1, (n, 2))
    return np.stack([w[i : i + height, j : j + width] for w, (i, j) in zip(wide, starts)])


# %% wrong: nothing happens | doesn't move anything during training
def augment(images, max_shift, training, seed):
    return images


# %% wrong: the originals kept in front | Return as many images as you were given
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(images, ((0, 0), (m, m), (m, m)))
    starts = rng.integers(0, 2 * m + 1, (n, 2))
    return np.concatenate([images, [w[i : i + height, j : j + width] for w, (i, j) in zip(wide, starts)]])


# %% wrong: a seed of its own | The images move in the same way at every call
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(42)
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(images, ((0, 0), (m, m), (m, m)))
    starts = rng.integers(0, 2 * m + 1, (n, 2))
    return np.stack([w[i : i + height, j : j + width] for w, (i, j) in zip(wide, starts)])


# %% wrong: no seed | All random choices must come from `seed`
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng()
    n, height, width = images.shape
    m = max_shift
    wide = np.pad(images, ((0, 0), (m, m), (m, m)))
    starts = rng.integers(0, 2 * m + 1, (n, 2))
    return np.stack([w[i : i + height, j : j + width] for w, (i, j) in zip(wide, starts)])


# %% wrong: in the caller's array | The next epoch needs the original images
import numpy as np


def augment(images, max_shift, training, seed):
    if training:
        rng = np.random.default_rng(seed)
        _, height, width = images.shape
        m = max_shift
        for image in images:
            i, j = rng.integers(0, 2 * m + 1, 2)
            image[:] = np.pad(image, m)[i : i + height, j : j + width]
    return images


# %% wrong: an argument missing | Does your function still have the four arguments
def augment(images, max_shift):
    return images


# %% wrong: arguments that nobody gives | Does your function still have the four arguments
def augment(images, max_shift, training, seed, labels):
    return images


# %% wrong: forgot return | nothing (None)
import numpy as np


def augment(images, max_shift, training, seed):
    images = np.roll(images, 1)


# %% wrong R21: slices that fit shifts to one side only | The images never move up or to the left. Are negative shifts drawn, and
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    rng = np.random.default_rng(seed)
    result = np.zeros_like(images)
    for k, image in enumerate(images):
        down, across = rng.integers(-max_shift, max_shift + 1, 2)
        result[k, max(down, 0):, max(across, 0):] = image[: len(image) - max(down, 0), : image.shape[1] - max(across, 0)]
    return result


# %% wrong R22: padded, and no window cut out | Return as many images as you were given, of the same size.
import numpy as np


def augment(images, max_shift, training, seed):
    if not training:
        return images
    return np.pad(images, [(0, 0), (max_shift, max_shift), (max_shift, max_shift)])


# %% wrong: slices for positive shifts alone | a negative number in a slice counts from the end
import numpy as np


def augment(images, max_shift, training, seed):
    """Move each image by a few random pixels, during training only."""
    if not training:
        return images
    rng = np.random.default_rng(seed)
    n, imy, imx = images.shape
    shifted = np.zeros_like(images)
    for i in range(n):
        oy = rng.integers(-max_shift, max_shift + 1)
        ox = rng.integers(-max_shift, max_shift + 1)
        shifted[i, oy:, ox:] = images[i, 0:imy - oy, 0:imx - ox]
    return shifted
