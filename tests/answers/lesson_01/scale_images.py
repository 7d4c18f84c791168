# %% right: astype, then divide
def scale_images(images):
    return images.astype("float32") / 255


# %% right: divided in float64, rounded to float32 at the end
import numpy as np


def scale_images(images):
    return (images / 255.0).astype(np.float32)


# %% right: Keras's Rescaling layer, returns a tensor
import keras


def scale_images(images):
    return keras.layers.Rescaling(1 / 255)(images)


# %% right: TensorFlow's own conversion
import tensorflow as tf


def scale_images(images):
    return tf.image.convert_image_dtype(images, tf.float32)


# %% right: pixel by pixel
import numpy as np


def scale_images(images):
    result = np.empty(images.shape, dtype="float32")
    for place, pixel in np.ndenumerate(images):
        result[place] = int(pixel) / 255
    return result


# %% right: a table of all 256 results
import numpy as np


def scale_images(images):
    return np.linspace(0, 1, 256, dtype="float32")[images]


# %% right: in place, but in a copy
import numpy as np


def scale_images(images):
    images = np.array(images, dtype=np.float32)
    images /= 255
    return images


# %% right: np.divide, told the dtype
import numpy as np


def scale_images(images):
    return np.divide(images, 255, dtype="float32")


# %% right: np.interp from one range to the other
import numpy as np


def scale_images(images):
    return np.interp(images, (0, 255), (0, 1)).astype(np.float32)


# %% right: keyword-only, times one over 255
import numpy as np


def scale_images(*, images: np.ndarray) -> np.ndarray:
    return np.multiply(np.float32(1 / 255), images, dtype=np.single)


# %% right: each image on its own, stacked
import keras
import numpy as np


def scale_images(images):
    def one(image):
        return keras.ops.cast(image, "float32") / 255.0

    return np.stack([one(image) for image in images])


# %% wrong D08: in place on the uint8 array | `/=` writes the result into the same uint8 array
def scale_images(images):
    images /= 255
    return images


# %% wrong: Keras's normalize, which is something else | `normalize` scales each row or column
import keras


def scale_images(images):
    return keras.utils.normalize(images.astype("float32"))


# %% wrong: float64 | The numbers are right, but they are float64
def scale_images(images):
    return images / 255


# %% wrong: float16, to save memory | the dtype: Keras computes in float32
def scale_images(images):
    return (images / 255).astype("float16")


# %% wrong D22: a list of images | The numbers are right, but they are in a list
def scale_images(images):
    scaled = []
    for image in images:
        scaled.append(image.astype("float32") / 255)
    return scaled


# %% wrong: writes into the caller's array and returns it | work on a copy
def scale_images(images):
    images[:] = images / 255
    return images


# %% wrong: right result, but the caller's array is spoilt as well | work on a copy
def scale_images(images):
    scaled = images.astype("float32") / 255
    images[...] = scaled
    return scaled


# %% wrong: shows the first image and returns nothing | nothing (None)
def scale_images(images):
    images = images.astype("float32") / 255
    print(images[0])


# %% wrong: twice as light, which nobody named | the largest value that a pixel can have
#-    return images.astype("float32") / 255
#+    return images.astype("float32") / 127.5
