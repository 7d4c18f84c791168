"""The units and activation of the output layer, and the loss, that fit a problem."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_03 import learner_side
from course_utils.lessons.lesson_03.exercises import _shared
from course_utils.lessons.lesson_03.exercises._output_problems import draw_problems, read_activation, read_loss

exercise = Exercise(
    points=3,
    hints=[
        'First the units: one for "yes or no"; one for each class; else one for each number in a row of y.',
        "Then what an output must be: any number; a probability; shares that sum to 1; above 0.",
        'With "one of K", `y.ndim` tells how the labels are written: whole numbers, or one-hot rows.',
    ],
)


def check(answer, rng):
    for problem in draw_problems(rng):
        arguments = problem.arguments
        task, y, classes = arguments["task"], arguments["y"], arguments["classes"]
        got = _shared.parts(
            answer.via(learner_side.named, arguments), ("units", "activation", "loss"), problem.description
        )
        units = got[0] if isinstance(got[0], (int, float)) else None
        activation, (loss, logits) = read_activation(got[1]), read_loss(got[2])
        choice = f"units {expect.short(got[0])}, activation {activation}, loss {loss}" + ", from_logits=True" * logits
        understood = activation is not None and loss is not None
        expect.that(
            understood,
            tried=problem.description,
            got=expect.short(got),
            look="names as Keras writes them, or Keras's own objects",
            expected='for instance 1, "sigmoid", "binary_crossentropy"',
        )
        cross_entropy, cause = loss.endswith("crossentropy"), ""
        look = "does the activation allow what the targets need, and does the loss expect what the activation gives?"
        if units not in {fit[0] for fit in problem.fits}:
            look = "how many numbers must the network give for one example?"
            if classes and units == 1:
                cause = (
                    "One unit cannot answer for K classes: as one number, class 2 would be twice class 1, and halfway "
                    "to class 4. A unit for each class."
                )
            elif task == "one of K" and units == np.max(y) + 1:
                cause = "You counted the classes in these few targets. The largest class is absent here: use `classes`."
            elif units == len(y):
                cause = "That is the number of examples. A unit is for what is said of one example."
        elif task == "a number":
            if loss == "poisson":
                cause = "The Poisson loss is for counts. These numbers may be negative."
            elif cross_entropy:
                cause = (
                    "A cross-entropy compares probabilities. These targets are numbers: how far off is a prediction?"
                )
            elif activation != "linear":
                cause = "This activation cannot reach all targets: some are negative, some far above 1."
        elif task == "a count":
            if cross_entropy:
                cause = "A cross-entropy compares probabilities; a count is no probability."
            elif loss != "poisson":
                cause = (
                    "With this loss, 3 too many is as bad at 2 as at 200. The likelihood of a count has a loss of its "
                    "own: which distribution do counts have?"
                )
            elif activation in ("sigmoid", "softmax", "tanh"):
                cause = "A count can be larger than 1, and this activation cannot."
            else:
                cause = (
                    "The loss takes the logarithm of the mean count, so the output must stay above 0: this activation "
                    "allows 0 or less."
                )
        elif loss in ("mean_squared_error", "mean_absolute_error", "huber", "log_cosh"):
            cause = (
                "With this loss the gradient vanishes where the network is most wrong. For probabilities of classes "
                "there are the cross-entropies."
            )
        elif activation == "softmax" and units == 1:
            cause = "Softmax makes the outputs sum to 1. With a single output that is always exactly 1."
        elif logits and activation != "linear":
            cause = (
                "`from_logits=True` promises raw scores, but this activation makes probabilities of them already. One "
                "of the two."
            )
        elif activation == "linear" and not logits:
            cause = (
                "Raw scores can be any number, but this loss expects probabilities. Add the activation, or tell the "
                "loss that these are logits."
            )
        elif task == "any of K" and activation == "softmax":
            cause = "Softmax makes the outputs share a sum of 1, but here two classes can both be true: both 0.9?"
        elif task == "any of K" and loss != "binary_crossentropy":
            cause = "This loss expects exactly one right class in each row. Here every class is a yes or no of its own."
        elif activation == "sigmoid" and task == "one of K":
            cause = (
                "The classes exclude each other, so their probabilities must sum to 1. A sigmoid looks at each unit "
                "alone."
            )
        elif loss == "binary_crossentropy" and task == "one of K":
            cause = (
                "The binary loss asks K separate yes-or-no questions. One of K is a single question: the loss with "
                "categories."
            )
        elif task == "one of K" and y.ndim == 1 and loss == "categorical_crossentropy":
            cause = "This loss wants one-hot rows. Does one label of this y look like 2, or like [0, 0, 1]?"
        elif task == "one of K" and y.ndim == 2 and loss == "sparse_categorical_crossentropy":
            cause = "Sparse says how the label is written down: as one whole number. These are one-hot rows."
        expect.that(
            (units, activation, loss, logits) in problem.fits,
            tried=problem.description,
            got=choice,
            cause=cause,
            look=look,
        )
