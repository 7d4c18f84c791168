"""A learning rate chosen from a range test, and judged by training with it."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.lessons.lesson_04a.exercises._range_test import draw_tasks

exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Find the lowest point of the curve. There, the explosion is already near, so a good learning rate is smaller.",
        "A third is often small enough, and a tenth is safer. Divide, because the rates grow by factors.",
        "`losses.argmin()` is a position, and `rates[position]` is the learning rate at this position.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but your comparison gives one for each loss.",
        "only integers": "A position is a whole number, such as the one that `np.argmin(losses)` returns.",
        "out of bounds": "The curves have different lengths, because each test ends when the loss explodes.",
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
            cause = "You returned an array with one number. Return the number itself."
        elif np.size(got) > 1:
            cause = "You returned several numbers. Return one learning rate."
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
            cause = "You returned a position. Which learning rate is at this position?"
        elif np.isclose(got, task.losses[place], rtol=1e-9):
            cause = "You returned the lowest loss. Return a learning rate."
        elif same:
            cause = (
                "You returned the same learning rate for every data set. Some have large features and some have "
                "small ones, so use the curve to choose a learning rate for each."
            )
        elif np.isclose(got, task.rates[place]):
            cause = (
                "You returned the learning rate at the lowest point of the curve. The range test takes only one step "
                "with it, but a whole training run can explode. Choose a smaller one."
            )
        elif got > task.good:
            cause = "This learning rate is too large here. The loss explodes, or it stops falling too early."
        elif got < task.good:
            cause = (
                "This learning rate is too small here, so the loss hardly falls during training. Choose a place "
                "where the curve falls clearly."
            )
        loss = f"from {task.before:.3g} to {after.max():.3g}"
        expect.that(
            bool(after.max() < task.limit),
            tried=f"four training runs of 250 steps with your learning rate; {_curve(task)}",
            got=f"with the learning rate {got:.2g}, the loss of the worst run went {loss}",
            expected=f"below {task.limit:.2g}",
            cause=cause,
        )


def _curve(task):
    place = int(np.argmin(task.losses))
    return (
        f"a range test with {len(task.losses)} steps, whose loss is {task.losses[0]:.3g} at first and lowest at the "
        f"rate {task.rates[place]:.2g}"
    )
