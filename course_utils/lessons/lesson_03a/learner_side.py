"""Calls that only the checks of lesson 03a make to an answer, run in the learner's process."""

import inspect
from typing import Any

from course_utils.checks.learner_side.calls import function_of


def named(answer: Any, *args: Any) -> Any:
    """Call the learner's function; return its Keras losses, activations and layers in Keras's serialized form."""
    import keras

    def serialized(part: Any) -> Any:
        if isinstance(part, type) and issubclass(part, (keras.losses.Loss, keras.layers.Layer)):
            part = part()  # the class stands for an object of it, as in `compile`
        own = isinstance(part, (keras.losses.Loss, keras.layers.Layer)) or inspect.isfunction(part)
        return keras.saving.serialize_keras_object(part) if own else part

    result = function_of(answer)(*args)
    if not isinstance(result, (tuple, list)):
        return serialized(result)
    return (list if isinstance(result, list) else tuple)(map(serialized, result))  # a namedtuple, too
