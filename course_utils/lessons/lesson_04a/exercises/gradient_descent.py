"""All places on the path of gradient descent, from the start on."""

import numpy as np

from course_utils.checks import expect, hints
from course_utils.checks.exercise import Exercise
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_04a import learner_side

exercise = Exercise(
    points=2,
    hints=[
        "Begin with a list that contains only the start. In each step, append one new place.",
        "`gradient` is a function. Call it at every new place: `gradient(w)`.",
        "Subtract the learning rate times the gradient. Write `w = w - …`, because `w -= …` changes the array that is "
        "already in your list.",
    ],
    errors={
        "'NoneType'": hints.NONE,
        "unsupported operand type": "`gradient` is a function, not an array. Call it at a place: `gradient(w)`.",
    },
)


def check(answer, rng):
    # a bowl that is neither round nor parallel to the axes; rates that neither overshoot nor hardly move
    bowl = np.diag([3.0, 2.0, 1.0]) + 0.5 - 0.5 * np.eye(3)
    start = np.round(rng.uniform(1, 3, 3) * rng.choice([-1, 1], 3), 2)
    for n_steps in (6, 0):
        rate = float(np.round(rng.uniform(0.1, 0.2), 2))
        tried = (
            f"gradient_descent from start={expect.short(start)}, learning_rate={rate}, n_steps={n_steps}, on a "
            "bowl-shaped function of three weights"
        )
        got, _, after = answer.via(learner_side.descend, bowl, start, rate, n_steps)
        path = _descent(bowl, start, rate, n_steps)
        end = path[-1]
        expect.unchanged(
            start,
            after,
            tried=tried,
            look="`w = start` doesn't copy the array, so `w -= …` changes it; write `w = w - …`",
        )
        expect.close(
            got,
            path,
            tried=tried,
            look="the shape, which is (n_steps + 1, n), then the first place, and then each step",
            mistakes={
                "Your steps follow the gradient, which points uphill, so the function rises. Step in the "
                "opposite direction.": (_descent(bowl, start, -rate, n_steps)),
                "You returned only the last place. Return every place on the path, from start to finish.": end,
                "The start is missing. It is the first place of the path.": path[1:],
                "The last place is missing. A path of n_steps steps has n_steps + 1 places.": path[:-1],
                "Your path has one step too many. A path of n_steps steps has n_steps + 1 places, including the "
                "start.": (_descent(bowl, start, rate, n_steps + 1)),
                "All places of your path are equal to the last one. Your list contains the same array many times, "
                "and `-=` changes it.": Either((np.tile(end, (n_steps + 1, 1)), np.tile(end, (n_steps, 1)))),
                "You computed the gradient only at the start. It is different at every place.": np.array(
                    [start - k * rate * bowl @ start for k in range(n_steps + 1)]
                ),
                "Your function doesn't use the learning rate.": _descent(bowl, start, 1.0, n_steps),
                "All your steps begin at the start. Each step has to begin where the last one ended.": np.array(
                    [start] + [start - rate * bowl @ start] * n_steps
                ),
                "You returned the change in each step. Return the places, beginning with the start.": np.diff(
                    path, axis=0
                ),
                "You changed one coordinate after the other, and computed the gradient again in between. Compute it "
                "once for each step, and move all coordinates together.": _one_by_one(bowl, start, rate, n_steps),
                "All places are in a single row. `np.append` flattens arrays if you don't give it an axis. Collect the "
                "places in a list.": path.ravel(),
                "Your learning rate becomes smaller in each step. Here, it stays the same.": np.array(
                    _shrinking(bowl, start, rate, n_steps)
                ),
                "You collected the gradients. Collect the places.": np.array(
                    [start, *(bowl @ place for place in path[:-1])]
                ),
                "Your places are in the columns. Each place should be a row.": path.T,
            },
        )


def _one_by_one(bowl, start, rate, n_steps):
    """Return the path if each coordinate of a step moves along the gradient at the place so far."""
    path = [start]
    for _ in range(n_steps):
        w = path[-1].copy()
        for i in range(len(w)):
            w[i] -= rate * bowl[i] @ w
        path.append(w)
    return np.array(path)


def _shrinking(bowl, start, rate, n_steps):
    """Return the path if the learning rate is divided by the number of the step."""
    path = [start]
    for k in range(1, n_steps + 1):
        path.append(path[-1] - rate / k * bowl @ path[-1])
    return path


def _descent(bowl, start, rate, n_steps):
    """Return the path down the function ``w @ bowl @ w / 2``."""
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - rate * bowl @ path[-1])
    return np.array(path)
