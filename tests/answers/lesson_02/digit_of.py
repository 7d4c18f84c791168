# %% right: predict on a batch of one
import numpy as np


def digit_of(model, image):
    return int(np.argmax(model.predict(image[None], verbose=0)))


# %% right: called, NumPy number
#-    return int(np.argmax(model.predict(image[None], verbose=0)))
#+    scores = model(np.expand_dims(image, axis=0), training=False)
#+    return np.argmax(scores[0])


# %% right: reshape, Keras's argmax, a tensor
import keras


def digit_of(model, image):
    scores = model.predict_on_batch(image.reshape(1, *image.shape))
    return keras.ops.argmax(scores, axis=-1)[0]


# %% right: the same image twice, plain Python
#-    return int(np.argmax(model.predict(image[None], verbose=0)))
#+    row = list(model.predict(np.stack([image, image]), verbose=0)[1])
#+    return row.index(max(row))


# %% right: TensorFlow's expand_dims and argmax, sorted order
import numpy as np


def digit_of(model, image):
    order = np.argsort(model(np.expand_dims(image, 0)), axis=1)
    return order[0, -1]


# %% right: predict_on_batch, a list of one image
import numpy as np


def digit_of(model, *, image):
    [probabilities] = model.predict_on_batch(np.array([image])).tolist()
    return max(range(len(probabilities)), key=probabilities.__getitem__)


# %% wrong M16: one image without a batch | A model expects a batch
#-    return int(np.argmax(model.predict(image[None], verbose=0)))
#+    return int(np.argmax(model.predict(image, verbose=0)))


# %% wrong: called without a batch | A model expects a batch
#-    return int(np.argmax(model.predict(image[None], verbose=0)))
#+    return int(np.argmax(model(image)))


# %% wrong: laid flat | A model expects a batch
#-    return int(np.argmax(model.predict(image[None], verbose=0)))
#+    return int(np.argmax(model.predict(image.reshape(1, -1), verbose=0)))


# %% wrong: always a three | at which position is the largest probability
def digit_of(model, image):
    return 3


# %% wrong: prints | nothing (None)
def digit_of(model, image):
    print(model.predict(image[None], verbose=0).argmax())


# %% wrong T30: an old method | `predict_classes` existed only in old versions of Keras. Use
def digit_of(model, image):
    return model.predict_classes(image[None])[0]


# %% wrong M35: a size from MNIST | The image can have any height and width. Add an axis without naming a
def digit_of(model, image):
    return model.predict(image.reshape(1, 28, 28), verbose=0).argmax()


# %% wrong: the new axis behind | A model expects a batch, even if there is only one image. Add an axis
def digit_of(model, image):
    return model.predict(image[..., None], verbose=0).argmax()
