"""Each test of an answer begins with a clean memory: what an answer before has built would make every walk longer."""

import gc
import time

import keras  # noqa: F401 - what is imported later would be walked through every time
import pytest

from course_utils.checks import rebuilt_model  # noqa: F401 - loads what every check of a model needs
from course_utils.checks.learner_side.preserve_state import settle

settle()
QUICK = 0.2  # seconds


@pytest.fixture(autouse=True)
def clean_memory():
    """Networks hold themselves in cycles, so that only a collection ends them; a quick test has built none."""
    started = time.perf_counter()
    yield
    if time.perf_counter() - started > QUICK:
        gc.collect()
