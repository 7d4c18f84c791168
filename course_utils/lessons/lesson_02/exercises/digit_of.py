"""The class that a model predicts for a single image."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.export_model import export

_ONE_MORE = (
    "A model expects a batch, even if there is only one image. Add an axis of length 1 in front, and leave the image "
    "as it is."
)

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "What is the difference between `images[0].shape` and `images[:1].shape`?",
        "`image[None]` adds an axis of length 1 in front, which makes a batch of one image.",
        "`model.predict(…, verbose=0)` returns one row of probabilities. At which position is the largest one?",
    ],
    errors={
        "Invalid input shape": _ONE_MORE,
        "incompatible with the layer": _ONE_MORE,
        "predict_classes": "`predict_classes` existed only in old versions of Keras. Use `predict`, which returns "
        "probabilities, and find the largest one.",
        "cannot reshape array": "The image can have any height and width. Add an axis without naming a size.",
    },
    shown_as="digit_of(model, image)",
    look="at which position is the largest probability?",
    via=calls.with_model,
)


def reference(model, image):
    return int(_probabilities(model, image).argmax())


def _probabilities(model, image):
    return np.asarray(model(image[None], training=False))[0]


mistakes = {
    "You returned the probabilities. At which position is the largest one?": (
        _probabilities,
        lambda model, image: [_probabilities(model, image)],
    ),
    "You returned the largest probability. Return its position, which is the class.": (
        lambda model, image: _probabilities(model, image).max(),
        lambda model, image: [_probabilities(model, image).max()],
    ),
    "The class is correct, but it is inside an array. Return a whole number.": (
        lambda model, image: [reference(model, image)],
        lambda model, image: [[reference(model, image)]],
    ),
    "You looked for the largest number among the rows, and there is only row 0. Which axis has the classes?": (
        lambda model, image: 0,
        lambda model, image: [0],
        lambda model, image: np.zeros_like(_probabilities(model, image)),
    ),
    "You added 1, but classes are counted from 0, like positions.": lambda model, image: reference(model, image) + 1,
    "You took the class with the smallest probability.": lambda model, image: int(
        _probabilities(model, image).argmin()
    ),
    "You rounded the probabilities. At which position is the largest one?": (
        lambda model, image: np.round(_probabilities(model, image)),
        lambda model, image: [np.round(_probabilities(model, image))],
    ),
}


def cases(rng):
    import keras

    height, width, classes = 6, 9, 7
    x = keras.Input((height, width), name="images")
    outputs = keras.layers.Dense(classes, activation="softmax")(keras.layers.Flatten()(x))
    network = keras.Model(x, outputs, name="digits")
    # class 0 adds up the pixels of column 0, class 1 those of column 1, and so on
    W = np.zeros((height, width, classes))
    for digit in range(classes):
        W[:, digit, digit] = 1
    network.set_weights([W.reshape(-1, classes).astype("float32"), np.zeros(classes, "float32")])
    for digit in rng.permutation([2, 3, 4, 5]).tolist()[:2]:
        image = rng.uniform(0, 0.1, (height, width)).astype("float32")
        image[:, 0] += 0.2  # class 0 isn't the least probable, but class 1 is
        image[:, 1] = 0
        image[:, digit] += 0.6
        yield Case(
            "a model with 7 classes and an image of shape {image.shape}, for which the probabilities are {scores}",
            fields={"scores": np.round(_probabilities(network, image), 2)},
            model=export(network),
            image=image,
        )
