# %% right: two loops, tensordot
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    if padding == "same":
        ends = []
        for size, length in ((images.shape[1], rows), (images.shape[2], columns)):
            zeros = max((-(-size // stride) - 1) * stride + length - size, 0)
            ends.append((zeros // 2, zeros - zeros // 2))
        images = np.pad(images, ((0, 0), *ends, (0, 0)))
    n, height, width, _ = images.shape
    out = np.zeros((n, (height - rows) // stride + 1, (width - columns) // stride + 1, filters))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            window = images[:, i * stride : i * stride + rows, j * stride : j * stride + columns]
            out[:, i, j] = np.tensordot(window, kernel, axes=3) + bias
    return out


# %% right: no loops, windows as a view
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    if padding == "same":
        ends = [(0, 0), (0, 0), (0, 0), (0, 0)]
        for axis in (1, 2):
            size, length = images.shape[axis], kernel.shape[axis - 1]
            zeros = max((int(np.ceil(size / stride)) - 1) * stride + length - size, 0)
            ends[axis] = (zeros // 2, (zeros + 1) // 2)
        images = np.pad(images, ends)
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijcyx,yxcf->nijf", windows[:, ::stride, ::stride], kernel) + bias


# %% right: seven loops over lists
def conv2d(images, kernel, bias, stride, padding):
    n, height, width, channels = images.shape
    rows, columns, _, filters = kernel.shape
    top = left = 0
    if padding == "same":
        out_rows, out_columns = -(-height // stride), -(-width // stride)
        top = max((out_rows - 1) * stride + rows - height, 0) // 2
        left = max((out_columns - 1) * stride + columns - width, 0) // 2
    else:
        out_rows, out_columns = (height - rows) // stride + 1, (width - columns) // stride + 1
    out = []
    for image in images:
        out.append([])
        for i in range(out_rows):
            out[-1].append([])
            for j in range(out_columns):
                out[-1][-1].append([])
                for f in range(filters):
                    total = float(bias[f])
                    for y in range(rows):
                        for x in range(columns):
                            row, column = i * stride + y - top, j * stride + x - left
                            if 0 <= row < height and 0 <= column < width:
                                for c in range(channels):
                                    total += float(image[row, column, c] * kernel[y, x, c, f])
                    out[-1][-1][-1].append(total)
    return out


# %% right: shifted pictures, one for each place of the kernel
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    images = np.asarray(images, dtype="float32")
    rows, columns = kernel.shape[:2]
    if padding == "same":
        down = max((-(-images.shape[1] // stride) - 1) * stride + rows - images.shape[1], 0)
        right = max((-(-images.shape[2] // stride) - 1) * stride + columns - images.shape[2], 0)
        images = np.pad(images, ((0, 0), (down // 2, down - down // 2), (right // 2, right - right // 2), (0, 0)))
    last_row, last_column = images.shape[1] - rows + 1, images.shape[2] - columns + 1
    total = bias
    for y in range(rows):
        for x in range(columns):
            total = total + images[:, y : y + last_row : stride, x : x + last_column : stride] @ kernel[y, x]
    return total


# %% right: TensorFlow's operation
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.conv2d(images, kernel, stride, padding.upper()) + bias


# %% right: Keras's operation
import keras


def conv2d(images, kernel, bias, stride, padding):
    return keras.ops.convert_to_numpy(keras.ops.conv(images, kernel, strides=stride, padding=padding)) + bias


# %% right: windows as the rows of one matrix
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    (n, h, w, c), (rows, columns, _, filters) = images.shape, kernel.shape
    if padding == "same":
        total = [max((-(-size // stride) - 1) * stride + k - size, 0) for size, k in ((h, rows), (w, columns))]
        images = np.pad(images, ((0, 0), *((t // 2, t - t // 2) for t in total), (0, 0)))
        n, h, w, c = images.shape
    high, wide = (h - rows) // stride + 1, (w - columns) // stride + 1
    table = np.array([
        images[k, i * stride : i * stride + rows, j * stride : j * stride + columns].ravel()
        for k in range(n) for i in range(high) for j in range(wide)
    ])
    return (table @ kernel.reshape(-1, filters) + bias).reshape(n, high, wide, filters)


# %% right: SciPy's correlation, channel by channel
import numpy as np
from scipy.signal import correlate


def zeros(size, k, stride):
    total = max((int(np.ceil(size / stride)) - 1) * stride + k - size, 0)
    return total // 2, total - total // 2


def conv2d(images, kernel, bias, stride, padding):
    if padding == "same":
        top, left = (zeros(images.shape[1 + axis], kernel.shape[axis], stride) for axis in (0, 1))
        images = np.pad(images, ((0, 0), top, left, (0, 0)))
    maps = [
        [sum(correlate(image[:, :, c], kernel[:, :, c, f], "valid", "direct") for c in range(image.shape[2]))[::stride, ::stride]
         for f in range(kernel.shape[3])]
        for image in images
    ]
    return np.moveaxis(np.array(maps), 1, -1) + bias


# %% right: Keras's layer, given the weights
import keras


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    layer = keras.layers.Conv2D(filters, (rows, columns), strides=(stride, stride), padding=padding)
    layer.build(images.shape)
    layer.set_weights([kernel, bias])
    return layer(images)


# %% right: recursion over the images, strided views, half precision
import numpy as np
from numpy.lib.stride_tricks import as_strided


def conv2d(images, kernel, bias, stride=1, padding="valid"):
    if len(images) > 1:
        return np.concatenate([conv2d(part, kernel, bias, stride, padding) for part in np.array_split(images, 2)])
    x = images[0]
    if padding.lower() == "same":
        for axis in range(2):
            lost = max((-(-x.shape[axis] // stride) - 1) * stride + kernel.shape[axis] - x.shape[axis], 0)
            x = np.pad(x, [(lost // 2, lost - lost // 2) if a == axis else (0, 0) for a in range(3)])
    kh, kw, c, f = kernel.shape
    high, wide = 1 + (x.shape[0] - kh) // stride, 1 + (x.shape[1] - kw) // stride
    a, b, d = x.strides
    views = as_strided(x, (high, wide, kh, kw, c), (a * stride, b * stride, a, b, d))
    return np.tensordot(views, kernel.astype("float16"), 3)[None] + np.float16(bias)


# %% wrong N17: SciPy's convolution, which turns the kernel | You flipped the kernel
import numpy as np
from scipy.signal import convolve2d


def conv2d(images, kernel, bias, stride, padding):
    maps = [
        [
            sum(convolve2d(image[..., c], kernel[..., c, f], padding) for c in range(kernel.shape[2]))
            for f in range(kernel.shape[3])
        ]
        for image in images
    ]
    return np.moveaxis(np.array(maps), 1, -1)[:, ::stride, ::stride] + bias


# %% wrong N18: the loops end one place early | The last window of each row or column is missing
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    n, height, width, _ = images.shape
    out = np.zeros((n, height - rows, width - columns, filters))
    for i in range(height - rows):
        for j in range(width - columns):
            out[:, i, j] = np.tensordot(images[:, i : i + rows, j : j + columns], kernel, axes=3) + bias
    return out


# %% wrong N19: sums over rows and columns only | The result of one window doesn't fit
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    n, height, width, _ = images.shape
    out = np.zeros((n, height - rows + 1, width - columns + 1, filters))
    for i in range(height - rows + 1):
        for j in range(width - columns + 1):
            window = images[:, i : i + rows, j : j + columns, :, None]
            out[:, i, j] = (window * kernel).sum(axis=(1, 2)) + bias
    return out


# %% wrong: a negative number of zeros | In that case, add no zeros
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    if padding == "same":
        ends = [(0, 0), (0, 0), (0, 0), (0, 0)]
        for axis in (1, 2):
            size, length = images.shape[axis], kernel.shape[axis - 1]
            zeros = (-(-size // stride) - 1) * stride + length - size
            ends[axis] = (zeros // 2, zeros - zeros // 2)
        images = np.pad(images, ends)
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijcyx,yxcf->nijf", windows[:, ::stride, ::stride], kernel) + bias


# %% wrong: windows beyond the edge | Does the last window stick out
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    n, height, width, _ = images.shape
    out = np.zeros((n, height, width, filters))
    for i in range(height):
        for j in range(width):
            window = images[:, i : i + rows, j : j + columns, :, None]
            out[:, i, j] = (window * kernel).sum(axis=(1, 2, 3)) + bias
    return out


# %% wrong: windows beyond the edge, with tensordot | Does the last window stick out
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    n, height, width, _ = images.shape
    out = np.zeros((n, height, width, filters))
    for i in range(height):
        for j in range(width):
            out[:, i, j] = np.tensordot(images[:, i : i + rows, j : j + columns], kernel, axes=3) + bias
    return out


# %% wrong: a window times all filters at once | each filter has its own sum
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    n, height, width, _ = images.shape
    out = np.zeros((n, height - rows + 1, width - columns + 1, filters))
    for i in range(height - rows + 1):
        for j in range(width - columns + 1):
            out[:, i, j] = (images[:, i : i + rows, j : j + columns] * kernel).sum(axis=(1, 2, 3)) + bias
    return out


# %% wrong: the largest product, not the sum | compute two numbers of the output by hand
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    products = windows.transpose(0, 1, 2, 4, 5, 3)[..., None] * kernel
    return products.max(axis=(3, 4, 5)) + bias


# %% wrong N10: a bias for each channel | A filter adds its bias once per window
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return (np.einsum("nijcyx,yxcf->nijcf", windows[:, ::stride, ::stride], kernel) + bias).sum(axis=3)


# %% wrong N21: rows and columns of zeros exchanged | You swapped the zeros of the rows and those of the columns. A kernel
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    n, h, w, _ = images.shape
    rows, columns, _, filters = kernel.shape
    if padding == "same":
        tall = max((-(-h // stride) - 1) * stride + rows - h, 0)
        wide = max((-(-w // stride) - 1) * stride + columns - w, 0)
        images = np.pad(images, ((0, 0), (wide // 2, wide - wide // 2), (tall // 2, tall - tall // 2), (0, 0)))
    high, wide = (images.shape[1] - rows) // stride + 1, (images.shape[2] - columns) // stride + 1
    out = np.zeros((n, high, wide, filters))
    for i in range(high):
        for j in range(wide):
            window = images[:, i * stride : i * stride + rows, j * stride : j * stride + columns]
            out[:, i, j] = np.tensordot(window, kernel, axes=3) + bias
    return out


# %% wrong N22: the mean of the products | You took the mean of the products. A filter adds them up.
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    n, h, w, _ = images.shape
    rows, columns, _, filters = kernel.shape
    out = np.zeros((n, (h - rows) // stride + 1, (w - columns) // stride + 1, filters))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            window = images[:, i * stride : i * stride + rows, j * stride : j * stride + columns, :, None]
            out[:, i, j] = (window * kernel).mean(axis=(1, 2, 3)) + bias
    return out


# %% wrong N23: the stride counts down, and not to the right | Your windows use the stride in one direction only. They move by
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    views = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))[:, ::stride]
    return np.einsum("nijcyx,yxcf->nijf", views, kernel) + bias


# %% wrong N24: an output of whole numbers | Your output holds whole numbers, so every fraction is lost. Let the new
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    views = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))[:, ::stride, ::stride]
    out = np.zeros((*views.shape[:3], kernel.shape[3]), dtype=int)
    out[:] = np.einsum("nijcyx,yxcf->nijf", views, kernel) + bias
    return out
