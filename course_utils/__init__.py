"""The helper package of the course: importing it chooses TensorFlow for Keras, and lets TensorFlow start quietly.

It loads neither of them, nor matplotlib: they come when they are first needed.
"""

import os
import sys
import warnings

from course_utils import _tf_startup


def _choose_backend() -> None:
    chosen = os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    loaded = sys.modules["keras"].config.backend() if "keras" in sys.modules else chosen
    for backend in {chosen, loaded} - {"tensorflow"}:
        warnings.warn(
            f"Keras computes with {backend!r} here, and this course needs 'tensorflow'. Remove KERAS_BACKEND from the "
            "environment (or set it to tensorflow), restart the kernel, and import course_utils before keras.",
            stacklevel=3,
        )


_choose_backend()
# 3 keeps only what ends TensorFlow: the rest is no help to a learner, such as that a processor has no fast way for
# masks, and whatever is wrong raises as well.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
_tf_startup.install()
