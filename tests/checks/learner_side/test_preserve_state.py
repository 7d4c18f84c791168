"""Random states and settings after a check, and the repeatability of a seeded one."""

import os
import random
import signal
import subprocess
import sys
import threading
import warnings
from contextlib import nullcontext

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
import tensorflow as tf

from course_utils.checks.learner_side.preserve_state import undisturbed

X = np.linspace(-1, 1, 80, dtype="float32").reshape(20, 4)


@pytest.fixture(autouse=True)
def interruptible():
    """Handle interrupts as a kernel does; a process that was started in the background ignores them."""
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


def trained_weights():
    layers = [keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.compile("adam", "mse", run_eagerly=True)
    model.fit(X, X[:, 0], batch_size=8, verbose=0)
    return model.get_weights()


def draw():
    """Draw from every global generator; Python's and NumPy's keep one normal number back."""
    numbers = [random.random(), random.gauss(0, 1), np.random.normal(size=3), tf.random.uniform([2]).numpy()]
    if not keras.__version__.startswith("3.12."):  # no public function restarts its global generator
        numbers.append(keras.random.uniform((2,)).numpy())
    return [*numbers, list(tf.data.Dataset.range(9).shuffle(9).as_numpy_iterator())]


def nest():
    draw()
    with undisturbed(3):
        trained_weights()
        with undisturbed():
            keras.utils.set_random_seed(99)
            draw()


def interrupt():
    draw()
    signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("seed", [None, 11])
@pytest.mark.parametrize(("inside", "ending"), [(nest, nullcontext()), (interrupt, pytest.raises(KeyboardInterrupt))])
def test_python_and_numpy_go_on_as_if_there_had_been_no_check(inside, ending, seed):
    tf.random.set_seed(None)
    before = random.getstate(), np.random.get_state()
    with ending, undisturbed(seed):
        inside()
    np.testing.assert_equal((random.getstate(), np.random.get_state()), before)
    assert tf.compat.v1.get_seed(None) == (None, None)  # there was none


@pytest.mark.parametrize("seed", [None, 11])
def test_the_same_notebook_gives_the_same_weights_and_other_numbers_after_each_check(seed):
    def notebook():
        keras.utils.set_random_seed(3)
        cells = [[*draw(), *trained_weights()]]
        for _ in range(2):
            with undisturbed(seed):
                nest()
            cells.append([*draw(), *trained_weights()])
        return cells

    first, again = notebook(), notebook()
    np.testing.assert_equal(again, first)
    assert not any(np.array_equal(a, b) for a, b in zip(*first[1:], strict=True) if np.any(a))


def test_the_same_seed_repeats_what_set_random_seed_gives():
    keras.utils.set_random_seed(5)
    expected = [*draw(), *trained_weights()]
    for seed in (5, np.int64(5), 6):
        with undisturbed(seed):
            numbers = [*draw(), *trained_weights()]
        assert (str(numbers) == str(expected)) == (seed == 5)


@pytest.mark.parametrize(("seed", "error"), [(-1, ValueError), (2**32, ValueError), ("5", TypeError), (0.5, TypeError)])
def test_what_is_not_a_seed_is_refused_and_nothing_changes(seed, error):
    state = random.getstate()
    with pytest.raises(error), undisturbed(seed):
        pytest.fail("the block was run")
    assert random.getstate() == state


def test_settings(tmp_path, monkeypatch):
    def settings():
        of_keras = [config.floatx(), config.epsilon(), config.image_data_format(), config.dtype_policy().name]
        of_numpy_and_python = [np.geterr(), np.get_printoptions(), warnings.filters[:]]
        return [*of_keras, *of_numpy_and_python, os.getcwd(), dict(os.environ), plt.get_fignums(), plt.gcf().number]

    config = keras.config
    monkeypatch.setenv("OF_A_LEARNER", "as it was")
    plt.figure(plt.figure().number - 1)  # the last but one is the current figure
    before = settings()
    with undisturbed():
        config.set_floatx("float64")
        config.set_epsilon(1e-3)
        config.set_image_data_format("channels_first")
        config.set_dtype_policy("mixed_bfloat16")
        np.seterr(all="ignore")
        np.set_printoptions(precision=2)
        warnings.simplefilter("ignore")
        os.chdir(tmp_path)
        os.environ.update(OF_A_LEARNER="new", NEW="new")
        del os.environ["PATH"]
        plt.figure()
        inside = settings()
    assert settings() == before
    assert all(a != b for a, b in zip(inside, before, strict=True))
    plt.close("all")


@pytest.mark.parametrize("moment", ["get_state", "set_state"], ids=["while noting", "while putting back"])
def test_an_interrupt_waits_until_all_is_noted_or_put_back(moment, monkeypatch):
    original, numbers = getattr(np.random, moment), []

    def interrupted(*args, **kwargs):
        signal.raise_signal(signal.SIGINT)
        return original(*args, **kwargs)

    states = random.getstate(), np.random.get_state()
    with monkeypatch.context() as patch:
        patch.setattr(np.random, moment, interrupted)
        with pytest.raises(KeyboardInterrupt), undisturbed():
            numbers.append((random.random(), np.random.normal()))
    assert len(numbers) == (moment == "set_state")
    np.testing.assert_equal((random.getstate(), np.random.get_state()), states)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_in_a_thread():
    numbers, state = [], random.getstate()
    thread = threading.Thread(target=undisturbed(5)(lambda: numbers.append(random.random())))
    thread.start()
    thread.join()
    assert numbers == [random.Random(5).random()]
    assert random.getstate() == state


def fresh(lines):
    """Return what a new Python process prints."""
    source = "import os, random, sys\nfrom course_utils.checks.learner_side.preserve_state import undisturbed\n" + lines
    clean = {name: text for name, text in os.environ.items() if name != "TF2_BEHAVIOR"}  # which TensorFlow set here
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True, env=clean).stdout


def test_nothing_is_imported():
    printed = fresh("with undisturbed(1): print(random.random())\nprint({'tensorflow', 'keras'} & set(sys.modules))")
    assert printed.split() == [str(random.Random(1).random()), "set()"]


def test_tensorflow_is_neither_started_nor_missed():
    lines = "with undisturbed(11):\n    import keras\n    keras.utils.set_random_seed(9)\nimport tensorflow as tf\n"
    lines += "print(os.environ['TF2_BEHAVIOR'], tf.compat.v1.get_seed(None))\nwith undisturbed(): pass\n"
    lines += "tf.config.threading.set_intra_op_parallelism_threads(1)\ntf.config.experimental.enable_op_determinism()\n"
    lines += "with undisturbed(1): print(tf.compat.v1.get_seed(5))\nprint(tf.compat.v1.get_seed(5))"
    assert fresh(lines) == "1 (None, None)\n(1, 5)\n(87654321, 5)\n"
