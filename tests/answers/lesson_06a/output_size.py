# %% right: the formula
def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return -(-size // stride)
    zeros = 0 if padding == "valid" else padding
    return (size + 2 * zeros - kernel_size) // stride + 1


# %% right: counts the places
def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return len(range(0, size, stride))
    if padding != "valid":
        size += 2 * padding
    places, begin = 0, 0
    while begin + kernel_size <= size:
        places += 1
        begin += stride
    return places


# %% right: math, a float at the end
import math


def output_size(size, kernel_size, stride, padding):
    zeros = {"valid": 0, "same": None}.get(padding, padding)
    if zeros is None:
        return float(math.ceil(size / stride))
    return math.floor((size + zeros + zeros - kernel_size) / stride) + 1.0


# %% right: asks Keras
import keras
import numpy as np


def output_size(size, kernel_size, stride, padding):
    signal = np.zeros((1, size, 1), "float32")
    if isinstance(padding, int):
        signal, padding = np.zeros((1, size + 2 * padding, 1), "float32"), "valid"
    return keras.layers.MaxPooling1D(kernel_size, strides=stride, padding=padding)(signal).shape[1]


# %% right: NumPy's windows
import numpy as np


def output_size(size, kernel_size, stride, padding):
    row = np.zeros(size)
    if padding == "same":
        return row[::stride].size
    if padding != "valid":
        row = np.pad(row, padding)
    return np.lib.stride_tricks.sliding_window_view(row, kernel_size)[::stride].shape[0]


# %% right: the length of a range
def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return len(range(0, size, stride))
    zeros = 0 if padding == "valid" else padding
    return len(range(-zeros, size + zeros - kernel_size + 1, stride))


# %% right: recursion, place by place
def output_size(size, kernel_size, stride, padding="valid"):
    if padding == "same":
        return 0 if size <= 0 else 1 + output_size(size - stride, kernel_size, stride, "same")
    if padding != "valid":
        size += 2 * padding
    return 0 if size < kernel_size else 1 + output_size(size - stride, kernel_size, stride)


# %% right: match, and NumPy's whole numbers
import numpy as np


def output_size(size, kernel_size, stride, padding):
    match padding:
        case "valid":
            last = size - kernel_size
        case "same":
            last = size - 1
        case int(zeros):
            last = size + 2 * zeros - kernel_size
    return np.floor_divide(last, stride, dtype=np.int32) + 1


# %% right: a dictionary of functions, keyword-only
def output_size(size, kernel_size, *, stride, padding):
    covered = {"valid": lambda: size - kernel_size + 1, "same": lambda: size}
    return divmod(covered.get(padding, lambda: size + 2 * padding - kernel_size + 1)() + stride - 1, stride)[0]


# %% wrong N06: no whole number | Your result isn't a whole number
#-    return (size + 2 * zeros - kernel_size) // stride + 1
#+    return (size + 2 * zeros - kernel_size) / stride + 1


# %% wrong: padding always a number | Python can't calculate with a string
def output_size(size, kernel_size, stride, padding):
    return (size - kernel_size + 2 * padding) // stride + 1


# %% wrong: padding always a number, the sum in another order | Python can't calculate with a string
def output_size(size, kernel_size, stride, padding):
    return (size + padding + padding - kernel_size) // stride + 1


# %% wrong: as if made for pooling only | draw the pixels as a row of boxes
def output_size(size, kernel_size, stride, padding):
    return size // kernel_size


# %% wrong N04: no + 1 | Your result is one too small
#-    return (size + 2 * zeros - kernel_size) // stride + 1
#+    return (size + 2 * zeros - kernel_size) // stride


# %% wrong N05: zeros at one end | They are added at both ends
#-    return (size + 2 * zeros - kernel_size) // stride + 1
#+    return (size + zeros - kernel_size) // stride + 1


# %% wrong N07: same is the same | keeps the size only when the stride is 1
#-        return -(-size // stride)
#+        return size


# %% wrong N30: same is the size by the stride, as a fraction | With "same", your result isn't always a whole number. The last step
def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return size / stride
    return (size + 2 * (0 if padding == "valid" else padding) - kernel_size) // stride + 1


# %% wrong N31: the stride is a number of pixels between windows | draw the pixels as a row of boxes and move the window along: where does
def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return -(-size // stride)
    zeros = 0 if padding == "valid" else padding
    return (size + 2 * zeros) // (kernel_size + stride - 1)
