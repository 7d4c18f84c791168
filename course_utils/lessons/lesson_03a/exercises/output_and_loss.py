"""The units and activation of the output layer, and the loss, that fit a problem."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_03a import learner_side
from course_utils.lessons.lesson_03a.exercises._output_problems import draw_problems, read_activation, read_loss

exercise = Exercise(
    points=3,
    hints=[
        'Choose the units first: one for "yes or no"; one for each class; otherwise one for each number in a row of y.',
        "Then think about the values an output may have: any number, a probability, probabilities that add up "
        "to 1, or a positive number.",
        'For "one of K", `y.ndim` shows whether the labels are whole numbers or one-hot rows.',
    ],
)


_NOT_PROBABILITIES = {"elu", "exponential", "gelu", "leakyrelu", "relu", "selu", "silu", "softplus", "tanh"}


def _is_known(get, name):
    """Return whether Keras's function `get` knows a name; objects and functions are known."""
    try:
        get(name)
    except ValueError:
        return False
    return True


def check(answer, rng):
    import keras

    for problem in draw_problems(rng):
        arguments = problem.arguments
        task, y, classes = arguments["task"], arguments["y"], arguments["classes"]
        got = expect.parts(
            answer.via(learner_side.named, arguments), ("units", "activation", "loss"), tried=problem.description
        )
        units = got[0] if isinstance(got[0], (int, float)) else None
        activation, (loss, logits) = read_activation(got[1]), read_loss(got[2])
        choice = f"units {expect.short(got[0])}, activation {activation}, loss {loss}" + ", from_logits=True" * logits
        understood = activation is not None and loss is not None
        expect.that(
            understood,
            tried=problem.description,
            got=expect.short(got),
            look="use names as Keras writes them, or Keras's own objects",
            expected='for instance 1, "sigmoid", "binary_crossentropy"',
        )
        cross_entropy, cause = loss.endswith("crossentropy"), ""
        look = (
            "can the output have the values that the targets have, and does the loss expect what the activation gives?"
        )
        if units not in {fit[0] for fit in problem.fits}:
            look = "how many numbers must the network give for one example?"
            if classes and units == 1:
                cause = (
                    "One unit can't represent K classes. As a single number, class 2 would be twice class 1. "
                    "Use one unit for each class."
                )
            elif task == "one of K" and units == np.max(y) + 1:
                cause = (
                    "You counted the classes in these few targets, but the largest class doesn't occur here. Use "
                    "`classes`."
                )
            elif units == len(y):
                cause = "This is the number of examples. The units are the outputs for *one* example."
        elif isinstance(got[1], str) and not _is_known(keras.activations.get, got[1]):
            cause = "Keras has no activation function with this name. Its names have lowercase letters and no spaces."
        elif isinstance(got[2], str) and not _is_known(keras.losses.get, got[2]):
            cause = (
                "Keras has no loss with this name. The names of its cross-entropies end in `crossentropy`, which is "
                "one word."
            )
        elif task == "a number":
            if loss == "poisson":
                cause = "The Poisson loss is for counts, but these numbers can be negative."
            elif cross_entropy:
                cause = (
                    "A cross-entropy compares probabilities, but these targets are numbers. Which loss measures"
                    " how far off a predicted number is?"
                )
            elif activation != "linear":
                cause = "This activation can't give all targets: some are negative, and some are far above 1."
        elif task == "a count":
            if cross_entropy:
                cause = "A cross-entropy compares probabilities, and a count is not a probability."
            elif loss != "poisson":
                cause = (
                    "This loss isn't meant for counts. With the squared error, for example, an error of 3 is as bad "
                    "for a count of 2 as for a count of 200. The lesson's table has a loss for counts."
                )
            elif activation in ("sigmoid", "softmax", "tanh"):
                cause = "A count can be larger than 1, but the output of this activation function never is."
            else:
                cause = (
                    "This loss takes the logarithm of the output, so the output must be positive. This "
                    "activation allows 0 or less."
                )
        elif loss in ("mean_squared_error", "mean_absolute_error", "huber", "log_cosh"):
            cause = "This loss is for numbers. For the probabilities of classes, use a cross-entropy."
        elif activation == "softmax" and units == 1:
            cause = "Softmax makes the outputs add up to 1, so a single output is always exactly 1."
        elif task == "yes or no" and units == 1 and loss.endswith("categorical_crossentropy"):
            cause = "This loss needs one output for each class, but you chose a single unit."
        elif task == "yes or no" and units == 2 and loss == "binary_crossentropy":
            cause = (
                "Binary cross-entropy takes each output as a separate question with the answer yes or no. Here there "
                "is only one question, so it needs one unit."
            )
        elif logits and activation != "linear":
            cause = (
                "`from_logits=True` is for outputs without an activation function, but you chose one. Use only one "
                "of the two."
            )
        elif activation == "linear" and not logits:
            cause = (
                "Without an activation function, an output can be any number, but this loss expects probabilities. "
                "Add the activation function, or create the loss with `from_logits=True`."
            )
        elif activation in _NOT_PROBABILITIES:
            cause = "This activation can return numbers below 0 or above 1, but the loss expects probabilities."
        elif task == "any of K" and activation == "softmax":
            cause = (
                "Softmax makes the outputs add up to 1, so two outputs can't both be 0.9. But here, two properties "
                "can both be true."
            )
        elif task == "any of K" and loss != "binary_crossentropy":
            cause = (
                "This loss expects exactly one true class in each row. Here every property is a separate question "
                "with the answer yes or no."
            )
        elif activation == "sigmoid" and (task == "one of K" or units == 2):
            cause = (
                "Exactly one class is true, so the probabilities have to add up to 1. A sigmoid looks at each "
                "unit separately."
            )
        elif loss == "binary_crossentropy" and task == "one of K":
            cause = (
                "Binary cross-entropy asks K separate yes-or-no questions. One of K classes is a single "
                "question, and it has a categorical loss."
            )
        elif task in ("one of K", "yes or no") and y.ndim == 1 and loss == "categorical_crossentropy":
            cause = "This loss expects one-hot rows. Does a label of this y look like 1, or like [0, 1]?"
        elif task == "one of K" and y.ndim == 2 and loss == "sparse_categorical_crossentropy":
            cause = "A sparse loss expects labels that are whole numbers, but these are one-hot rows."
        expect.that(
            (units, activation, loss, logits) in problem.fits,
            tried=problem.description,
            got=choice,
            cause=cause,
            look=look,
        )
