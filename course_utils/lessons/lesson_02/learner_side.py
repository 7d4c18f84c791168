"""Calls that only the checks of lesson 02 make to an answer, run in the learner's process."""

from typing import Any

import numpy as np

from course_utils.checks.learner_side.calls import function_of

ACTIVATIONS = {
    "linear": lambda z: np.asarray(z),
    "relu": lambda z: np.maximum(0, z),
    "sigmoid": lambda z: 1 / (1 + np.exp(-np.asarray(z))),
    "tanh": lambda z: np.tanh(z),
}


def with_functions(answer: Any, *args: Any) -> Any:
    """Call the learner's function with each ``{"function": name}`` in `args` replaced by that one of `ACTIVATIONS`."""

    def with_activations(part: Any) -> Any:
        if isinstance(part, dict):
            return ACTIVATIONS[part["function"]]
        return type(part)(map(with_activations, part)) if isinstance(part, (list, tuple)) else part

    return function_of(answer)(*map(with_activations, args))
