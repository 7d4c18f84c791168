"""The call that only the check of `gradient_descent` makes to an answer, run in the learner's process."""

from typing import Any

import numpy as np

from course_utils.checks.learner_side.calls import function_of, with_more


@with_more
def descend(
    answer: Any, matrix: np.ndarray, start: np.ndarray, learning_rate: float, n_steps: int
) -> tuple[Any, list, list]:
    """Call a learner's ``gradient_descent(gradient, start, learning_rate, n_steps)`` on ``w @ matrix @ w / 2``.

    Returns what came back, the arguments as they are afterwards, and the points at which the gradient was asked for.
    """
    asked = []

    def gradient(w: Any) -> np.ndarray:
        asked.append(np.array(w, dtype="float64"))
        return matrix @ asked[-1]

    result = function_of(answer)(gradient, start, learning_rate, n_steps)
    return result, [matrix, start, learning_rate, n_steps], asked
