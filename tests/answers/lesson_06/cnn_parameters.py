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


# %% wrong N10: a bias for each slice of a kernel | adds one bias
#-            found.append((size * size * channels + 1) * filters)
#+            found.append(size * size * channels * filters + channels * filters)

#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels


# %% wrong: no biases | The biases are missing: one for each filter
#-            found.append((size * size * channels + 1) * filters)
#+            found.append(size * size * channels * filters)

#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels

#-            found.append((inputs + 1) * numbers[0])
#+            found.append(inputs * numbers[0])


# %% wrong N10: one bias for a layer | You counted one bias for each layer
#-            found.append((size * size * channels + 1) * filters)
#+            found.append(size * size * channels * filters + 1)

#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels

#-            found.append((inputs + 1) * numbers[0])
#+            found.append(inputs * numbers[0] + 1)


# %% wrong: kernels one channel deep | It is as deep as its input has channels
#-            found.append((size * size * channels + 1) * filters)
#+            found.append((size * size + 1) * filters)

#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels


# %% wrong N11: pooled channels | there are as many as before
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels // numbers[0]


# %% wrong: pooling leaves the size | The pooling did not make the maps smaller
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows, columns, channels


# %% wrong: the rest of a pooling kept | Rows and columns that fill no pooling window
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = -(-rows // numbers[0]), -(-columns // numbers[0]), channels


# %% wrong: half a window | Rows and columns that fill no pooling window
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows / numbers[0], columns / numbers[0], channels


# %% wrong N04: a convolution takes its whole size | one row and one column too many
#-            rows, columns, channels = rows - size + 1, columns - size + 1, filters
#+            rows, columns, channels = rows - size, columns - size, filters

#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels


# %% wrong: a convolution leaves the size | Nothing is padded here
#-            rows, columns, channels = rows - size + 1, columns - size + 1, filters
#+            rows, columns, channels = rows, columns, filters

#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels


# %% wrong N14: dense sees channels only | Flatten lays all places in one row
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels

#-            inputs = rows * columns * channels
#+            inputs = channels


# %% wrong: the sum | That is the sum
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels

#-    return found
#+    return sum(found)


# %% wrong: the input counted | The input got a number, too
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels

#-    return found
#+    return [0] + found


# %% wrong: zeros left out | Layers without parameters are left out
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels

#-    return found
#+    return [number for number in found if number]


# %% wrong N11: pooling with weights | the layers one after another
#-            found.append(0)
#-            rows, columns = rows // numbers[0], columns // numbers[0]
#+            found.append(numbers[0] ** 2)
#+            rows, columns, channels = rows // numbers[0], columns // numbers[0], channels


# %% wrong: every entry taken for three numbers | The entries have different lengths
def cnn_parameters(layers):
    _, rows, columns, channels = layers[0]
    found = []
    for kind, filters, size in layers[1:]:
        found.append((size * size * channels + 1) * filters if kind == "conv" else 0)
        rows, columns, channels = rows - size + 1, columns - size + 1, filters
    return found


# %% wrong: dense before any input is known | A name is used before it has a value
def cnn_parameters(layers):
    found = []
    for kind, *numbers in layers:
        if kind == "conv":
            filters, size = numbers
            found.append((size * size * channels + 1) * filters)
            rows, columns, channels = rows - size + 1, columns - size + 1, filters
    return found
