"""All places on the path of gradient descent, from the start on."""

import numpy as np

from course_utils.checks import hints
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise
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
    look="the shape, which is (n_steps + 1, n), then the first place, and then each step",
    keeps="`w = start` doesn't copy the array, so `w -= …` changes it; write `w = w - …`",
    via=learner_side.descend,
)


def reference(gradient, start, learning_rate, n_steps, fade=lambda step: 1):
    path = [start]
    for step in range(1, n_steps + 1):
        path.append(path[-1] - learning_rate * fade(step) * gradient(path[-1]))
    return np.array(path)


def _coordinates_in_turn(gradient, start, learning_rate, n_steps):
    path = [start]
    for _ in range(n_steps):
        w = path[-1].copy()
        for i in range(len(w)):
            w[i] -= learning_rate * gradient(w)[i]
        path.append(w)
    return np.array(path)


mistakes = {
    "Your steps follow the gradient, which points uphill, so the function rises. Step in the opposite direction.": (
        lambda gradient, start, rate, n_steps: reference(gradient, start, -rate, n_steps)
    ),
    "You returned only the last place. Return every place on the path, from start to finish.": (
        lambda *arguments: reference(*arguments)[-1]
    ),
    "The start is missing. It is the first place of the path.": lambda *arguments: reference(*arguments)[1:],
    "The last place is missing. A path of n_steps steps has n_steps + 1 places.": (
        lambda *arguments: reference(*arguments)[:-1]
    ),
    "Your path has one step too many. A path of n_steps steps has n_steps + 1 places, including the start.": (
        lambda gradient, start, rate, n_steps: reference(gradient, start, rate, n_steps + 1)
    ),
    "All places of your path are equal to the last one. Your list contains the same array many times, and `-=` changes "
    "it.": (
        lambda *arguments: [reference(*arguments)[-1] for _ in reference(*arguments)],
        lambda *arguments: [reference(*arguments)[-1] for _ in reference(*arguments)[1:]],
    ),
    "You computed the gradient only at the start. It is different at every place.": (
        lambda gradient, start, *settings: reference(lambda w: gradient(start), start, *settings)
    ),
    "Your function doesn't use the learning rate.": (
        lambda gradient, start, rate, n_steps: reference(gradient, start, 1.0, n_steps)
    ),
    "All your steps begin at the start. Each step has to begin where the last one ended.": (
        lambda gradient, start, rate, n_steps: [start] + [start - rate * gradient(start)] * n_steps
    ),
    "You returned the change in each step. Return the places, beginning with the start.": (
        lambda *arguments: np.diff(reference(*arguments), axis=0)
    ),
    "You changed one coordinate after the other, and computed the gradient again in between. Compute it once for each "
    "step, and move all coordinates together.": _coordinates_in_turn,
    "All places are in a single row. `np.append` flattens arrays if you don't give it an axis. Collect the places in a "
    "list.": lambda *arguments: reference(*arguments).ravel(),
    "Your learning rate becomes smaller in each step. Here, it stays the same.": (
        lambda *arguments: reference(*arguments, fade=lambda step: 1 / step)
    ),
    "You collected the gradients. Collect the places.": (
        lambda gradient, start, *settings: [start, *map(gradient, reference(gradient, start, *settings)[:-1])]
    ),
    "Your places are in the columns. Each place should be a row.": lambda *arguments: reference(*arguments).T,
}


def cases(rng):
    # a bowl that is neither round nor parallel to the axes; rates that neither overshoot nor hardly move
    bowl = np.diag([3.0, 2.0, 1.0]) + 0.5 - 0.5 * np.eye(3)
    start = np.round(rng.uniform(1, 3, 3) * rng.choice([-1, 1], 3), 2)
    for n_steps in (6, 0):
        yield Case(
            "gradient_descent from start={start}, learning_rate={learning_rate}, n_steps={n_steps}, on a bowl-shaped "
            "function of three weights",
            bowl=bowl,
            start=start,
            learning_rate=float(np.round(rng.uniform(0.1, 0.2), 2)),
            n_steps=n_steps,
        )
