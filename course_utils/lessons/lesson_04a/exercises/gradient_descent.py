"""All points that gradient descent visits, from the start on."""

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_04a import learner_side

exercise = Exercise(
    points=2,
    hints=[
        "Begin with a list that holds the start. Each step makes one new point from the last one.",
        "`gradient` is a function: ask it again at every new point, `gradient(w)`.",
        "The gradient points uphill, so its `learning_rate`-fold is subtracted. Write `w = w - …`, which makes a new "
        "array; `w -= …` writes over the one that is already in your list.",
    ],
    errors={
        "unsupported operand type": "`gradient` is a function, not an array. Ask it at a point: `gradient(w)`.",
    },
)


def check(answer, rng):
    # a bowl that is neither round nor in line with the axes, rates that neither overshoot nor nearly stand still
    bowl = np.diag([3.0, 2.0, 1.0]) + 0.5 - 0.5 * np.eye(3)
    start = np.round(rng.uniform(1, 3, 3) * rng.choice([-1, 1], 3), 2)
    for n_steps in (6, 0):
        rate = float(np.round(rng.uniform(0.1, 0.2), 2))
        tried = (
            f"gradient_descent from start={expect.short(start)}, learning_rate={rate}, n_steps={n_steps}, on a bowl in "
            "three dimensions"
        )
        got, _, after = answer.via(learner_side.descend, bowl, start, rate, n_steps)
        path = _descent(bowl, start, rate, n_steps)
        end = path[-1]
        expect.unchanged(
            start, after, tried=tried, look="`w = start` makes no copy, and `w -= …` writes into the caller's array"
        )
        expect.close(
            got,
            path,
            tried=tried,
            look="the shape, (n_steps + 1, n), the first point, and then each step",
            mistakes={
                "You walked uphill: the gradient points to where the function grows fastest.": (
                    _descent(bowl, start, -rate, n_steps)
                ),
                "This is where the path ends. Asked for is the whole path, with every point on the way.": end,
                "The start is missing: it is the first point of the path.": path[1:],
                "The last point is missing: n_steps steps pass through n_steps + 1 points.": path[:-1],
                "One step too many: n_steps steps pass through n_steps + 1 points, with the start.": (
                    _descent(bowl, start, rate, n_steps + 1)
                ),
                "Every point of your path is the same one, the last. Your list holds one array many times: `-=` writes "
                "over it.": Either((np.tile(end, (n_steps + 1, 1)), np.tile(end, (n_steps, 1)))),
                "The gradient was asked for at the start only. It is another one at every point.": np.array(
                    [start - k * rate * bowl @ start for k in range(n_steps + 1)]
                ),
                "The learning rate is not in it.": _descent(bowl, start, 1.0, n_steps),
                "Each point is one step from the start. The next step begins where the last one ended.": np.array(
                    [start] + [start - rate * bowl @ start] * n_steps
                ),
                "These are the steps. Asked for are the points between which they lead.": np.diff(path, axis=0),
                "One point belongs to one row, not to one column.": path.T,
            },
        )


def _descent(bowl, start, rate, n_steps):
    """Return the path down the function ``w @ bowl @ w / 2``."""
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - rate * bowl @ path[-1])
    return np.array(path)
