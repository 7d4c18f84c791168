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


# %% right: match on tuples
def cnn_parameters(layers):
    counts = []
    for layer in layers:
        match layer:
            case ("input", h, w, c):
                continue
            case ("conv", filters, size):
                counts.append(filters * (size**2 * c + 1))
                h, w, c = h + 1 - size, w + 1 - size, filters
            case ("pool", size):
                counts.append(0)
                h, w = h // size, w // size
            case ("flatten",):
                counts.append(0)
                inputs = h * w * c
            case ("dense", units):
                counts.append((inputs + 1) * units)
                inputs = units
    return counts


# %% right: a class with a method for each kind
class Network:
    def input(self, h, w, channels):
        self.shape = h, w, channels

    def conv(self, filters, size):
        h, w, channels = self.shape
        self.shape = h - size + 1, w - size + 1, filters
        return size * size * channels * filters + filters

    def pool(self, size):
        h, w, channels = self.shape
        self.shape = h // size, w // size, channels
        return 0

    def flatten(self):
        h, w, channels = self.shape
        self.shape = h * w * channels
        return 0

    def dense(self, units):
        inputs, self.shape = self.shape, units
        return inputs * units + units


def cnn_parameters(layers):
    network = Network()
    return [getattr(network, kind)(*settings) for kind, *settings in layers][1:]


# %% right: a generator, as a tuple
import numpy as np


def numbers(layers):
    shape = np.array(layers[0][1:])
    for kind, *rest in layers[1:]:
        if kind == "conv":
            filters, size = rest
            yield (np.prod((size, size, shape[-1])) + 1) * filters
            shape = np.array([*(shape[:2] - size + 1), filters])
        elif kind == "dense":
            yield (shape + 1) * rest[0]
            shape = rest[0]
        else:
            yield 0
            shape = shape.prod() if kind == "flatten" else shape // np.array([rest[0], rest[0], 1])


def cnn_parameters(layers):
    return tuple(map(int, numbers(layers)))


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


# %% wrong N32: the image taken for a square | You used one side of the maps twice. The images aren't square: keep
def cnn_parameters(layers):
    _, h, w, channels = layers[0]
    counts = []
    for kind, *settings in layers[1:]:
        if kind == "conv":
            filters, size = settings
            counts.append((size * size * channels + 1) * filters)
            h, channels = h - size + 1, filters
        elif kind == "pool":
            counts.append(0)
            h = h // settings[0]
        elif kind == "flatten":
            counts.append(0)
            features = h * h * channels
        else:
            counts.append((features + 1) * settings[0])
            features = settings[0]
    return counts


# %% wrong N33: the second convolution still counts the channels of the input | Your kernels are all as deep as the image. After a convolution, the
def cnn_parameters(layers):
    _, h, w, channels = layers[0]
    counts, filters = [], channels
    for kind, *settings in layers[1:]:
        if kind == "conv":
            filters, size = settings
            counts.append((size * size * channels + 1) * filters)
            h, w = h - size + 1, w - size + 1
        elif kind == "pool":
            counts.append(0)
            h, w = h // settings[0], w // settings[0]
        elif kind == "flatten":
            counts.append(0)
            features = h * w * filters
        else:
            counts.append((features + 1) * settings[0])
            features = settings[0]
    return counts


# %% wrong N34: weights for every place of the map | You counted separate weights for every place of a map. A filter uses
def cnn_parameters(layers):
    _, h, w, channels = layers[0]
    counts = []
    for kind, *settings in layers[1:]:
        if kind == "conv":
            filters, size = settings
            h, w = h - size + 1, w - size + 1
            counts.append((size * size * channels + 1) * filters * h * w)
            channels = filters
        elif kind == "pool":
            counts.append(0)
            h, w = h // settings[0], w // settings[0]
        elif kind == "flatten":
            counts.append(0)
            features = h * w * channels
        else:
            counts.append((features + 1) * settings[0])
            features = settings[0]
    return counts
