"""What a trained model takes one image for."""

import numpy as np

from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.export_model import export

_ONE_MORE = (
    "A model takes a batch, also when it is a batch of one: an axis more in front, of length 1, and the image behind "
    "it as it is."
)

exercise = Exercise(
    core=False,
    points=1,
    hints=[
        "What is the difference between `images[0].shape` and `images[:1].shape`?",
        "A batch of one image: `image[None]` puts an axis of length 1 in front.",
        "`model.predict(…, verbose=0)` gives one row of scores, shape (1, classes). Where is its largest number?",
    ],
    errors={"Invalid input shape": _ONE_MORE, "incompatible with the layer": _ONE_MORE},
    shown_as="digit_of(model, image)",
    look="where does the largest of the probabilities stand?",
    via=calls.with_model,
)


def reference(model, image):
    return int(_probabilities(model, image).argmax())


def _probabilities(model, image):
    return np.asarray(model(image[None], training=False))[0]


mistakes = {
    "These are the probabilities. At which position is the largest one?": (
        _probabilities,
        lambda model, image: [_probabilities(model, image)],
    ),
    "That is the largest probability itself. Asked for is its position, the class.": (
        lambda model, image: _probabilities(model, image).max(),
        lambda model, image: [_probabilities(model, image).max()],
    ),
    "The class is right, but in an array. One image, one whole number.": (
        lambda model, image: [reference(model, image)],
        lambda model, image: [[reference(model, image)]],
    ),
    "That is 0, the position of the only row: along which axis do the classes stand?": (
        lambda model, image: 0,
        lambda model, image: [0],
        lambda model, image: np.zeros_like(_probabilities(model, image)),
    ),
    "These are probabilities rounded to 0 and 1. Where is the largest?": (
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
    # class 0 looks at the pixels of column 0, class 1 at those of column 1, and so on
    W = np.zeros((height, width, classes))
    for digit in range(classes):
        W[:, digit, digit] = 1
    network.set_weights([W.reshape(-1, classes).astype("float32"), np.zeros(classes, "float32")])
    for digit in rng.permutation([2, 3, 4, 5]).tolist()[:2]:
        image = rng.uniform(0, 0.1, (height, width)).astype("float32")
        image[:, 0] += 0.2  # the smallest is not class 0
        image[:, digit] += 0.6
        yield Case(
            "a model of 7 classes and an image of shape {image.shape}; the model's probabilities are {scores}",
            fields={"scores": np.round(_probabilities(network, image), 2)},
            model=export(network),
            image=image,
        )
