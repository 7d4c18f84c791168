"""Calls that only the checks of lesson 04b make to an answer, run in the learner's process."""

from typing import Any

import numpy as np

from course_utils.checks.learner_side.calls import WrongKind, function_of, rebuild_compiled


def steps(answer: Any, settings: dict, w: np.ndarray, streams: np.ndarray) -> np.ndarray:
    """Return each weight after every update by a stateful class, one instance for each stream of gradients, in turns.

    `answer(**settings)` makes an instance; `instance.update(w, gradient)` returns the new weights. `streams` has the
    shape ``(instances, steps, weights)``, and the result ``(instances, weights, steps)``, so that what is shown of it
    begins with the path of one weight. In turns, because instances that share their memory by mistake then disturb each
    other.
    """
    instances = [function_of(answer)(**settings) for _ in streams]
    weights = [w.copy() for _ in streams]
    path: list[list] = [[] for _ in streams]
    for step in range(streams.shape[1]):
        for number, instance in enumerate(instances):
            weights[number] = _updated(instance, weights[number].copy(), streams[number, step].copy())
            path[number].append(weights[number])
    return np.array(path).swapaxes(1, 2)


def steps_and_arguments(answer: Any, settings: dict, w: np.ndarray, gradients: np.ndarray) -> tuple[list, list, list]:
    """Return the weights after every update by one instance, and all its arguments as the last update left them.

    `gradients` has the shape ``(steps, weights)``. Returns the weights after each update, the weights handed in and
    the gradients handed in, each of that shape (was one changed, then or later?).
    """
    instance = function_of(answer)(**settings)
    path: list = []
    handed_in: list = []
    copies = [gradient.copy() for gradient in gradients]
    for gradient in copies:
        handed_in.append((path[-1] if path else w).copy())
        path.append(_updated(instance, handed_in[-1], gradient))
    return path, handed_in, copies


def _updated(instance: Any, w: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Return a copy of what ``instance.update(w, gradient)`` returns, as an array."""
    if not callable(getattr(instance, "update", None)):
        raise WrongKind(f"`{type(instance).__name__}` has no method update(w, gradient)")
    weights = instance.update(w, gradient)
    if weights is None:
        raise WrongKind("`update` returned None; it must return the new weights")
    weights = np.array(weights)
    if weights.shape != w.shape:
        raise WrongKind(
            f"`update` returned something of shape {weights.shape}; the new weights have that of w, {w.shape}"
        )
    return weights


def go_on(answer: Any, exported: dict, before: list, after: list, *args: Any) -> list:
    """Return a rebuilt model's weights after every step, with a call of the learner's function between the steps.

    `before` and `after` are lists of steps, each with a gradient for each trainable weight; the model's optimizer
    applies them. Between the two comes ``function(model, *args)``; what it returns is left aside.
    """
    network, path = rebuild_compiled(exported), []

    def apply(gradients: list[np.ndarray]) -> None:
        network.optimizer.apply(gradients, network.trainable_variables)
        path.append(network.get_weights())

    for gradients in before:
        apply(gradients)
    function_of(answer)(network, *args)
    for gradients in after:
        apply(gradients)
    return path
