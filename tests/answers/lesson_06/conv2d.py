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


# %% wrong N17: the kernel turned round | turned by half a turn
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.conv2d(images, kernel[::-1, ::-1], stride, padding.upper()) + bias


# %% wrong N17: SciPy's convolution, which turns the kernel | turned by half a turn
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


# %% wrong N18: the loops end one place early | The last window is missing
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    n, height, width, _ = images.shape
    out = np.zeros((n, height - rows, width - columns, filters))
    for i in range(height - rows):
        for j in range(width - columns):
            out[:, i, j] = np.tensordot(images[:, i : i + rows, j : j + columns], kernel, axes=3) + bias
    return out


# %% wrong N19: every channel gives a map of its own | The channels stayed apart
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijcyx,yxcf->nijcf", windows[:, ::stride, ::stride], kernel) + bias


# %% wrong N19: sums over rows and columns only | What one window gives does not fit
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


# %% wrong: the first channel only | Only the first channel was looked at
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.conv2d(images[..., :1], kernel[:, :, :1], stride, padding.upper()) + bias


# %% wrong: mean over the channels | The channels were averaged
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.conv2d(images, kernel, stride, padding.upper()) / images.shape[-1] + bias


# %% wrong: no bias | The biases are missing
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.conv2d(images, kernel, stride, padding.upper())


# %% wrong N10: a bias for each channel | A filter adds its bias once
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return (np.einsum("nijcyx,yxcf->nijcf", windows[:, ::stride, ::stride], kernel) + bias).sum(axis=3)


# %% wrong: bias subtracted | The biases were subtracted
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.conv2d(images, kernel, stride, padding.upper()) - bias


# %% wrong: ReLU at the end | ReLU is a step of its own
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.relu(tf.nn.conv2d(images, kernel, stride, padding.upper()) + bias)


# %% wrong: no stride | The stride is not used
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.conv2d(images, kernel, 1, padding.upper()) + bias


# %% wrong: never any padding | The padding is not the one asked for
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijcyx,yxcf->nijf", windows[:, ::stride, ::stride], kernel) + bias


# %% wrong: half a kernel of zeros on each side | Your zeros are half a kernel on each side
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    if padding == "same":
        rows, columns = kernel.shape[0] // 2, kernel.shape[1] // 2
        images = np.pad(images, ((0, 0), (rows, rows), (columns, columns), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijcyx,yxcf->nijf", windows[:, ::stride, ::stride], kernel) + bias


# %% wrong: the odd zero above and on the left | you put the larger part above
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    if padding == "same":
        ends = [(0, 0), (0, 0), (0, 0), (0, 0)]
        for axis in (1, 2):
            size, length = images.shape[axis], kernel.shape[axis - 1]
            zeros = max((-(-size // stride) - 1) * stride + length - size, 0)
            ends[axis] = (zeros - zeros // 2, zeros // 2)
        images = np.pad(images, ends)
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijcyx,yxcf->nijf", windows[:, ::stride, ::stride], kernel) + bias


# %% wrong: the edge repeated | copies of the pixels at the edge
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    if padding == "same":
        ends = [(0, 0), (0, 0), (0, 0), (0, 0)]
        for axis in (1, 2):
            size, length = images.shape[axis], kernel.shape[axis - 1]
            zeros = max((-(-size // stride) - 1) * stride + length - size, 0)
            ends[axis] = (zeros // 2, zeros - zeros // 2)
        images = np.pad(images, ends, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    return np.einsum("nijcyx,yxcf->nijf", windows[:, ::stride, ::stride], kernel) + bias


# %% wrong: a negative number of zeros | Then it is 0
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


# %% wrong: a single image | This is the first image alone
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return (tf.nn.conv2d(images, kernel, stride, padding.upper()) + bias)[0]


# %% wrong: filters in front, as in other libraries | They belong to the last axis
import numpy as np
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return np.moveaxis(tf.nn.conv2d(images, kernel, stride, padding.upper()) + bias, -1, 1)


# %% wrong: rows and columns of the kernel exchanged | Rows and columns of the kernel are exchanged
import numpy as np
import tensorflow as tf


def conv2d(images, kernel, bias, stride, padding):
    return tf.nn.conv2d(images, np.swapaxes(kernel, 0, 1), stride, padding.upper()) + bias


# %% wrong: windows beyond the edge | Does the window hang over the edge
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


# %% wrong: windows beyond the edge, with tensordot | Does the window hang over the edge
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    n, height, width, _ = images.shape
    out = np.zeros((n, height, width, filters))
    for i in range(height):
        for j in range(width):
            out[:, i, j] = np.tensordot(images[:, i : i + rows, j : j + columns], kernel, axes=3) + bias
    return out


# %% wrong: a window times all filters at once | Each filter has a sum of its own
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    rows, columns, _, filters = kernel.shape
    n, height, width, _ = images.shape
    out = np.zeros((n, height - rows + 1, width - columns + 1, filters))
    for i in range(height - rows + 1):
        for j in range(width - columns + 1):
            out[:, i, j] = (images[:, i : i + rows, j : j + columns] * kernel).sum(axis=(1, 2, 3)) + bias
    return out


# %% wrong: the largest product, not the sum | compute it by hand
import numpy as np


def conv2d(images, kernel, bias, stride, padding):
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel.shape[:2], axis=(1, 2))
    products = windows.transpose(0, 1, 2, 4, 5, 3)[..., None] * kernel
    return products.max(axis=(3, 4, 5)) + bias
