# %% right: a loop
def cnn_parameters(layers):
    found = []
    for kind, *numbers in layers:
        if kind == "input":
            rows, columns, channels = numbers
        elif kind == "conv":
            filters, size = numbers
            found.append((size * size * channels + 1) * filters)
            rows, columns, channels = rows - size + 1, columns - size + 1, filters
        elif kind == "pool":
            found.append(0)
            rows, columns = rows // numbers[0], columns // numbers[0]
        elif kind == "flatten":
            found.append(0)
            inputs = rows * columns * channels
        else:
            found.append((inputs + 1) * numbers[0])
            inputs = numbers[0]
    return found


# %% right: recursion over shapes, a tuple
def cnn_parameters(layers):
    def after(shape, rest):
        if not rest:
            return ()
        (kind, *numbers), *others = rest
        if kind == "conv":
            filters, size = numbers
            new = (shape[0] - size + 1, shape[1] - size + 1, filters)
            return (size**2 * shape[2] * filters + filters, *after(new, others))
        if kind == "pool":
            return (0, *after((shape[0] // numbers[0], shape[1] // numbers[0], shape[2]), others))
        if kind == "flatten":
            return (0, *after((shape[0] * shape[1] * shape[2],), others))
        return (shape[0] * numbers[0] + numbers[0], *after((numbers[0],), others))

    return after(tuple(layers[0][1:]), list(layers[1:]))


# %% right: asks Keras, an array
import keras
import numpy as np


def cnn_parameters(layers):
    made = {
        "conv": lambda filters, size: keras.layers.Conv2D(filters, size),
        "pool": keras.layers.MaxPooling2D,
        "flatten": keras.layers.Flatten,
        "dense": keras.layers.Dense,
    }
    model = keras.Sequential([keras.Input(layers[0][1:])])
    for layer in layers[1:]:
        model.add(made[layer[0]](*layer[1:]))
    return np.array([layer.count_params() for layer in model.layers])


# %% right: makes the arrays
import numpy as np


def cnn_parameters(layers):
    shape, found = layers[0][1:], []
    for layer in layers[1:]:
        match layer:
            case ("conv", filters, size):
                found.append(np.zeros((size, size, shape[-1], filters)).size + np.zeros(filters).size)
                shape = (shape[0] - (size - 1), shape[1] - (size - 1), filters)
            case ("pool", size):
                found.append(0)
                shape = (int(shape[0] / size), int(shape[1] / size), shape[2])
            case ("flatten",):
                found.append(0)
                shape = (int(np.prod(shape)),)
            case ("dense", units):
                found.append(float(shape[0] * units + units))
                shape = (units,)
    return found


# %% wrong N11: pooling with weights | go through the layers one by one
#-            found.append(0)
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            found.append(numbers[0] ** 2)
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels


# %% wrong: every entry taken for three numbers | The tuples in the list have different lengths
def cnn_parameters(layers):
    _, rows, columns, channels = layers[0]
    found = []
    for kind, filters, size in layers[1:]:
        found.append((size * size * channels + 1) * filters if kind == "conv" else 0)
        rows, columns, channels = rows - size + 1, columns - size + 1, filters
    return found


# %% wrong: dense before any input is known | You use a variable before it has a value
def cnn_parameters(layers):
    found = []
    for kind, *numbers in layers:
        if kind == "conv":
            filters, size = numbers
            found.append((size * size * channels + 1) * filters)
            rows, columns, channels = rows - size + 1, columns - size + 1, filters
    return found


# %% wrong N10: one bias for a layer | Each filter and each unit has its own bias
#-            found.append((size * size * channels + 1) * filters)
#+            found.append(size * size * channels * filters + 1)

#-            found.append((inputs + 1) * numbers[0])
#+            found.append(inputs * numbers[0] + 1)


# %% wrong N04: a convolution takes its whole size | one row and one column too many
#-            rows, columns, channels = rows - size + 1, columns - size + 1, filters
#+            rows, columns, channels = rows - size, columns - size, filters


# %% wrong N14: dense sees channels only | Flatten passes on every channel of every place
#-            inputs = rows * columns * channels
#+            inputs = channels
