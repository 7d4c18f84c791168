"""Calls that only the checks of lesson 08b make to an answer, run in the learner's process."""

from typing import Any

import numpy as np

from course_utils.checks.learner_side.calls import WrongKind, function_of, named_type, text_of
from course_utils.checks.learner_side.export_model import rebuild
from course_utils.checks.learner_side.preserve_state import undisturbed


def weights_after_failing(answer: Any, exported: dict, calls: int, *args: Any) -> tuple[list, str]:
    """Return a rebuilt model's weights after its loss raised, `calls` calls into the learner's function.

    Returns the weights and what the learner's ``function(model, *args)`` raised, as a text; "" for nothing.
    """
    import keras

    network, calls_so_far = rebuild(exported), []
    working_loss = keras.losses.get(exported["compile"]["loss"])

    def failing(y_true: Any, y_pred: Any) -> Any:
        calls_so_far.append(True)
        if len(calls_so_far) > calls:
            raise RuntimeError("the training failed half-way")
        return working_loss(y_true, y_pred)

    # run_eagerly: the loss is called at each step, and not only when TensorFlow traces it
    network.compile(keras.optimizers.get(exported["compile"]["optimizer"]), failing, run_eagerly=True)
    variables, told = [*network.weights], ""  # read without the model's own methods, which the learner's can replace
    try:
        function_of(answer)(network, *args)
    except Exception as error:  # as it must, when the training failed; what counts is how the weights are left
        told = f"{type(error).__name__}: {text_of(error, 200)}"
    return [np.array(variable) for variable in variables], told


def entries(answer: Any, names: list[str]) -> list:
    """Return the values under these names in the learner's dictionary; None for a name that it doesn't have."""
    if not isinstance(answer, dict):
        raise WrongKind(f"a dictionary was expected, but the name holds {named_type(answer)}")
    values = [answer.get(name) for name in names]
    return [None if value is ... else value for value in values]


def treated(answer: Any, *args: Any, seed: int = 0) -> Any:
    """Call the function under "program" in the learner's dictionary; return a History in its result as its curves."""
    import keras  # only what is loaded is seeded

    def plain(part: Any) -> Any:
        part = part.history if isinstance(part, keras.callbacks.History) else part
        return {str(name): curve for name, curve in part.items()} if isinstance(part, dict) else part

    with undisturbed(seed):
        result = function_of(answer.get("program"))(*args)
    return [*map(plain, result)] if isinstance(result, (tuple, list)) else plain(result)
