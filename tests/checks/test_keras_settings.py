"""Settings of Keras that a notebook makes change no result, stay as they are, and are named where a check fails."""

import keras
import pytest
import tensorflow as tf

from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.preserve_state import undisturbed
from course_utils.checks.learner_side.serialize import pack, unpack
from course_utils.checks.lesson import lessons, solutions

LESSON = "02_sequential_mlp"
SETTINGS = {
    "dtype_policy to mixed_float16": lambda: keras.mixed_precision.set_global_policy("mixed_float16"),
    "dtype_policy to float64": lambda: keras.config.set_dtype_policy("float64"),
    "image_data_format to channels_first": lambda: keras.config.set_image_data_format("channels_first"),
    "floatx to float64": lambda: keras.config.set_floatx("float64"),
    "run_functions_eagerly to True": lambda: tf.config.run_functions_eagerly(True),
}


@pytest.fixture(params=SETTINGS)
def setting(request, tmp_path, monkeypatch):
    """Make a setting as a notebook does; return its name."""
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))
    with undisturbed():
        SETTINGS[request.param]()
        yield request.param
    tf.config.run_functions_eagerly(False)


def settings():
    own = (keras.config.floatx(), keras.config.image_data_format(), keras.config.dtype_policy().name)
    return (*own, tf.config.functions_run_eagerly())


def test_a_right_answer_passes_and_a_wrong_one_is_told_the_setting(setting):
    before = settings()
    names = {}
    exec("import keras\nfrom keras import layers\n" + solutions(LESSON)["build_digit_mlp"], names)
    exercise = lessons()[LESSON].build_digit_mlp
    assert exercise(names["build_digit_mlp"]).passed
    result = exercise(lambda *_: keras.Sequential([keras.Input((8, 8)), keras.layers.Dense(10)]))
    assert result.status == "not_yet"
    assert f"Your notebook sets {setting}. A check always uses the defaults of Keras" in str(result)
    assert settings() == before


def test_the_process_of_a_learner_names_it_as_well(setting):
    request = {"name": "f", "how": f"{calls.__name__}:call", "args": [], "kwargs": {}}
    reply = unpack(calls.serve({"f": lambda: list(settings())}, pack(request)))
    assert reply["value"] == ["float32", "channels_last", "float32", False]
    assert setting in reply["warnings"][0]
