"""A learning rate read off the curve of a range test, judged by a training run with it."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_04a.exercises._range_test import draw_tasks

exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Where does the curve reach its lowest point? There the training already begins to tip over: a good rate is "
        "smaller.",
        "How much smaller: a third is often enough, a tenth is safe. The rates are spaced by factors, so divide.",
        "`losses.argmin()` is a position; `rates[position]` is the rate there.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no; here each of the losses gives one.",
        "out of bounds": "The curves have different lengths: each ends where the loss explodes.",
    },
)


def check(answer, rng):
    tasks = draw_tasks(rng)
    picked = [answer(task.rates, task.losses) for task in tasks]
    for got, task in zip(picked, tasks, strict=True):
        number = isinstance(got, (int, float, np.ndarray)) and not isinstance(got, bool) and np.size(got) == 1
        number = bool(number and np.ndim(got) == 0 and np.isfinite(got) and got > 0)
        cause = ""
        if np.size(got) == 1 and np.ndim(got):
            cause = "The rate is in an array of one number. Return the number itself."
        elif np.size(got) > 1:
            cause = "Several numbers came back. Asked for is one rate, to train with."
        expect.that(
            number,
            tried=_curve(task),
            got=got,
            cause=cause,
            expected="one learning rate, above 0",
            look="the return line",
        )
    same = len({float(f"{got:.5g}") for got in picked}) == 1
    for got, task in zip(picked, tasks, strict=True):
        after = task.train(float(got))
        place = int(np.argmin(task.losses))
        cause = ""
        if got in (place, len(task.losses) - 1 - place):
            cause = "That is a position in the list. Which rate stands at that position?"
        elif np.isclose(got, task.losses[place], rtol=1e-9):
            cause = "That is the lowest loss. Asked for is a rate."
        elif same:
            cause = (
                "You returned the same rate for every task. The features of some are large numbers, of others small "
                "ones: what is right for one is wrong for another. Read the rate off the curve."
            )
        elif np.isclose(got, task.rates[place]):
            cause = (
                "That is the rate at the lowest point of the curve. In the range test one step was made with it; a "
                "whole training tips over. Go further down with the rate."
            )
        elif got > task.good:
            cause = "This rate is too large here: the training jumps over the valley, or explodes."
        elif got < task.good:
            cause = "This rate is too small here: the loss hardly moves. Choose it where the curve has clearly fallen."
        loss = f"from {task.before:.3g} to {after.max():.3g}"
        expect.that(
            bool(after.max() < task.limit),
            tried=f"250 steps with your rate, four times; {_curve(task)}",
            got=f"with the rate {got:.2g}, the loss went {loss}",
            expected=f"below {task.limit:.2g}",
            cause=cause,
        )


def _curve(task):
    place = int(np.argmin(task.losses))
    return (
        f"a range test of {len(task.losses)} rates, loss {task.losses[0]:.3g} at first and lowest at the rate "
        f"{task.rates[place]:.2g}"
    )
