"""A network for digits that nobody has seen, with points for the accuracy that it reaches."""

from dataclasses import replace

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_09.exercises._handwriting import draw_project

# ---- a project

# accuracy -> share of the points, straight in between; over ten draws, right styles reach 0.87 to 0.95, a plain network
# and mean images 0.38 to 0.48
CURVE = ((0.45, 0.0), (0.75, 1.0))

# the accuracy on flipped training digits, as a share of that on neat ones: networks that saw flips have 0.99 and more,
# others 0.7 at most
MIRRORED = 0.85


def share_of_points(accuracy):
    """Return the share of a project's points for an accuracy, by the curve that its text shows."""
    return float(np.interp(accuracy, *zip(*CURVE, strict=True)))


def accuracy_on(answer, data, seed):
    """Train a learner's project; return its accuracy on test, training and mirrored training images, and the model.

    The test images and their labels stay here: the model comes back as data and is run by the check. So this holds
    for images of any origin with the shapes of `_handwriting.Data`, and a grader may bring its own.
    """
    model = answer.model(data.x_train, data.y_train, data.x_val, data.y_val, seed=seed)
    side, cause = data.x_train.shape[1:], ""
    tried = f"the model, trained on {len(data.x_train):,} digits"
    if model.input_shape == (None, *side, 1):
        cause = (
            "Your model expects a channel axis, but the images have none. Start with keras.Input((14, 14)), and let a "
            "Reshape layer add the axis."
        )
    expect.that(
        model.input_shape == (None, *side),
        tried=tried,
        got=f"input {model.input_shape}",
        cause=cause,
        expected=f"{(None, *side)}",
        look="the model gets images of shape (n, 14, 14)",
    )
    expect.that(
        model.output_shape == (None, 10),
        tried=tried,
        got=f"output {model.output_shape}",
        expected="(None, 10)",
        look="the model needs ten outputs, one for each digit",
    )

    def accuracy(x, y):
        return float((np.asarray(model.predict(x)).argmax(axis=1) == y).mean())

    x = data.x_train
    mirrored = max(accuracy(flipped, data.y_train) for flipped in (x[:, ::-1], x[:, :, ::-1], x[:, ::-1, ::-1]))
    return accuracy(data.x_test, data.y_test), accuracy(data.x_train, data.y_train), mirrored, model


exercise = Exercise(
    points=10,
    trains=True,
    hints=[
        "Measure first: the accuracy on `x_val` is about what the check finds. The accuracy on `x_train` is not.",
        "The training digits are neat, and the other ones are rotated, moved and resized. What can you do to the "
        "training images so that the network also meets such digits? See lesson 05.",
        "Put augmentation layers behind the input: RandomTranslation, RandomRotation and RandomZoom, each with "
        "`fill_mode='constant'`. They need a channel axis, which `keras.layers.Reshape((14, 14, 1))` adds.",
        "Then use convolutions and pooling as in lesson 06b, some dropout, and 20 epochs or more.",
    ],
    errors={
        "expected min_ndim=4": "A convolution needs images with a channel axis. `keras.layers.Reshape((14, 14, 1))` "
        "adds the axis behind the input.",
        "positional argument": "A function got the wrong number of arguments. The check calls yours with "
        "x_train, y_train, x_val, y_val. If that fits, look at the layers and other calls in your code.",
    },
)


def check(answer, rng, hidden=None):
    """Judge a trained model on digits that were drawn for this check, in no public data set.

    Public digits as weights are worth nothing here. A network that was prepared on other digits and recognizes these,
    too, has learned what the project asks for.
    """
    data, whose = draw_project(rng), "warped digits in different handwritings, drawn just now"
    if hidden:  # a teacher's own images x (n, 14, 14) and labels y (n,), which a grader brings
        data, whose = replace(data, x_test=hidden["x"], y_test=hidden["y"]), "images from your teacher"
    accuracy, neat, mirrored, model = accuracy_on(answer, data, int(rng.integers(2**31)))
    share, cause = share_of_points(accuracy), ""
    if neat < 0.5:
        cause = (
            "Your network doesn't even recognize the neat digits that it was trained on. Does the loss fall? Train for "
            "longer, and check the learning rate."
        )
    elif mirrored > MIRRORED * neat:
        cause = (
            "Your network recognizes mirrored digits as well. Were the training images flipped? Nobody writes digits "
            "like that, and a flipped 6 can look like a 9. Leave the flips out."
        )
    elif neat > 0.97 and accuracy < neat - 0.4:  # three epochs of a sound recipe: 96% of the neat ones at most
        cause = (
            "Your network recognizes neat digits far better than warped ones. How can the training images show it "
            "more digits that are rotated, moved and resized?"
        )
    expect.that(
        share >= 1,
        tried=f"{len(data.y_test)} {whose}",
        cause=cause,
        got=f"accuracy {accuracy:.1%}, which gives {share:.0%} of the points; {neat:.1%} on the neat training digits",
        expected=f"{CURVE[-1][0]:.0%} for all points",
        share=share if share < 1 else 0,
        look="try more augmentation, more filters or more epochs, one change at a time, and measure on x_val",
    )
    return f"Accuracy {accuracy:.1%} on new warped digits, with {model.n_parameters:,} parameters."
