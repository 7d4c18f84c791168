"""A network for digits that nobody has seen, with points for the accuracy that it reaches."""

from dataclasses import replace

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_09.exercises._warped import draw_project

# ---- a project

CURVE = ((0.35, 0.0), (0.60, 1.0))  # accuracy -> share of the points, straight in between


def share_of_points(accuracy):
    """Return the share of a project's points for an accuracy, by the curve that its text shows."""
    return float(np.interp(accuracy, *zip(*CURVE, strict=True)))


def accuracy_on(answer, data, seed):
    """Train a learner's project; return its accuracy on the test images and on the training images, and the model.

    The test images and their labels stay here: the model comes back as data and is run by the check. So this holds
    for images of any origin with the shapes of `_warped.Data`, and a grader may bring its own.
    """
    model = answer.model(data.x_train, data.y_train, data.x_val, data.y_val, seed=seed)
    side, cause = data.x_train.shape[1:], ""
    tried = f"the model, trained on {len(data.x_train):,} digits"
    if model.input_shape == (None, *side, 1):
        cause = (
            "It wants a channel. The check asks it for pictures without one: begin with keras.Input((14, 14)) and let "
            "a Reshape layer add it."
        )
    expect.that(
        model.input_shape == (None, *side),
        tried=tried,
        got=f"input {model.input_shape}",
        cause=cause,
        expected=f"{(None, *side)}",
        look="pictures as they come, of shape (n, 14, 14)",
    )
    expect.that(
        model.output_shape == (None, 10),
        tried=tried,
        got=f"output {model.output_shape}",
        expected="(None, 10)",
        look="ten outputs, one for each digit",
    )
    right = np.asarray(model.predict(data.x_test)).argmax(axis=1) == data.y_test
    neat = np.asarray(model.predict(data.x_train)).argmax(axis=1) == data.y_train
    return float(right.mean()), float(neat.mean()), model


exercise = Exercise(
    points=10,
    trains=True,
    hints=[
        "Measure first: the accuracy on `x_val` is about what the check will find. The one on `x_train` is not.",
        "Training digits are neat, the others are turned, moved, larger or smaller. What made neat pictures into more "
        "of them in lesson 05?",
        "Put layers of augmentation behind the input: RandomTranslation, RandomRotation, RandomZoom, each with "
        "`fill_mode='constant'`. `keras.layers.Reshape((14, 14, 1))` comes before them.",
        "Then convolutions and pooling as in lesson 06, some dropout, 20 epochs or more.",
    ],
    errors={"positional argument": "The function is called with four things: x_train, y_train, x_val, y_val."},
)


def check(answer, rng, hidden=None):
    data, whose = draw_project(rng), "warped digits by other writers, drawn just now"
    if hidden:  # a teacher's own images x (n, 14, 14) and labels y (n,), which a grader brings
        data, whose = replace(data, x_test=hidden["x"], y_test=hidden["y"]), "pictures of your teacher's"
    accuracy, neat, model = accuracy_on(answer, data, int(rng.integers(2**31)))
    share, cause = share_of_points(accuracy), ""
    if neat < 0.5:
        cause = (
            "Even the neat digits that it was trained on are too much for it: train for longer, with a usual learning "
            "rate, and look at the loss."
        )
    elif neat > 0.85 and accuracy < neat - 0.25:  # three epochs of a sound recipe: 77 % of the neat ones at most
        cause = (
            "It is good at neat digits and lost with other ones. What it may meet has to be met in training: move, "
            "turn and resize the training pictures."
        )
    expect.that(
        share >= 1,
        tried=f"{len(data.y_test)} {whose}",
        cause=cause,
        got=f"{accuracy:.1%} right, {share:.0%} of the points; {neat:.1%} of the neat training digits",
        expected=f"{CURVE[-1][0]:.0%} for all points",
        share=share if share < 1 else 0,
        look="the rest is patience: more augmentation, more filters, more epochs, one change at a time",
    )
    return f"{accuracy:.1%} right on digits that nobody could foresee, with {model.n_parameters:,} parameters."
