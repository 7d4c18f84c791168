"""Random states and settings of a kernel, put back after somebody's code has run."""

import operator
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import numpy as np


@contextmanager
def undisturbed(seed: int | None = None) -> Iterator[None]:
    """Run the block, then put back random states and settings, also after an exception or an interrupt.

    Put back exactly: Python's and NumPy's global random states; NumPy's error and print settings; warning filters;
    working folder; environment variables; Keras's floatx, epsilon, image data format and dtype policy; the current
    figure. Figures opened inside are closed.

    TensorFlow and Keras go on from a new seed, the next one of TensorFlow's own sequence, so a notebook that sets a
    seed gives the same numbers whenever it is run from the top; without a seed, TensorFlow stays without one.
    Generators that the block's code reaches by itself (a global ``rng``, a Dropout layer) stay where it left them,
    and so does the global generator of Keras 3.12, which no public function can restart.

    Parameters
    ----------
    seed : int, optional
        From 0 to 2**32 - 1. Makes the inside repeatable, as ``keras.utils.set_random_seed(seed)`` does:
        initial weights, shuffling, dropout. TensorFlow and Keras are seeded if they are loaded; nothing is
        imported here.
    """
    with ExitStack() as undo:
        with _no_interrupt():  # the last noted is put back first: seeding TensorFlow disturbs Python and NumPy
            _note_settings(undo)
            undo.callback(random.setstate, random.getstate())
            undo.callback(np.random.set_state, np.random.get_state(legacy=False))
            undo.callback(_seed_tensorflow, _next_tensorflow_seed())
            if seed is not None:
                random.seed(operator.index(seed))
                np.random.seed(seed)
                _seed_tensorflow(operator.index(seed))
        try:
            yield
        finally:
            with _no_interrupt():
                undo.close()


_DEFAULTS = {"floatx": "float32", "epsilon": 1e-7, "image_data_format": "channels_last", "dtype_policy": "float32"}


@contextmanager
def keras_defaults() -> Iterator[str]:
    """Run the block with Keras's default settings, then put the learner's back.

    Yields
    ------
    str
        A sentence on the settings that were different; "" where none was, or Keras is not loaded.
    """
    keras, tf = sys.modules.get("keras"), sys.modules.get("tensorflow")
    if keras is None or tf is None:
        yield ""
        return
    before = {name: getattr(keras.config, name)() for name in _DEFAULTS}
    eager = tf.config.functions_run_eagerly()
    now = {name: getattr(setting, "name", setting) for name, setting in before.items()}
    changed = [f"{name} to {now[name]}" for name, default in _DEFAULTS.items() if now[name] != default]
    changed += ["run_functions_eagerly to True"] if eager else []
    with ExitStack() as undo:
        for name, default in _DEFAULTS.items():
            undo.callback(getattr(keras.config, f"set_{name}"), before[name])
            getattr(keras.config, f"set_{name}")(default)
        undo.callback(tf.config.run_functions_eagerly, eager)
        tf.config.run_functions_eagerly(False)
        rule = "A check always uses the defaults of Keras, so remove what sets this"
        yield f"Your notebook sets {' and '.join(changed)}. {rule}." if changed else ""


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Hold an interrupt of the kernel back for the milliseconds in which states are read or put back."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is None or threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is interrupted, and only it may say by what
        return
    held = []
    signal.signal(signal.SIGINT, lambda *_: held.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if held:
            signal.raise_signal(signal.SIGINT)


def _note_settings(undo: ExitStack) -> None:
    undo.enter_context(warnings.catch_warnings())
    undo.enter_context(np.errstate())
    undo.enter_context(np.printoptions())
    undo.callback(os.chdir, os.getcwd())
    undo.callback(_put_back_environment, dict(os.environ), "tensorflow" in sys.modules)
    plt = sys.modules.get("matplotlib.pyplot")
    figures = plt.get_fignums() if plt else []
    undo.callback(_put_back_figures, figures, plt.gcf().number if plt and figures else None)
    if keras := sys.modules.get("keras"):
        for name in ("floatx", "epsilon", "image_data_format", "dtype_policy"):
            undo.callback(getattr(keras.config, f"set_{name}"), getattr(keras.config, name)())


def _put_back_environment(environment: dict[str, str], had_tensorflow: bool) -> None:
    if had_tensorflow or "tensorflow" not in sys.modules:  # it needs the variables that it sets on import
        for name in os.environ.keys() - environment.keys():
            del os.environ[name]
    os.environ.update(environment)


def _put_back_figures(figures: list[int], current: int | None) -> None:
    if plt := sys.modules.get("matplotlib.pyplot"):
        for number in set(plt.get_fignums()) - set(figures):
            plt.close(number)
        if current in plt.get_fignums():
            plt.figure(current)


def _next_tensorflow_seed() -> int | None:
    """Return the next op seed of the learner's TensorFlow, or None where no seed was set."""
    tf = sys.modules.get("tensorflow")
    with suppress(RuntimeError):  # under op determinism TensorFlow says so if there is no seed
        return tf.compat.v1.get_seed(None)[1] if tf else None
    return None


def _seed_tensorflow(seed: int | None) -> None:
    """Seed TensorFlow and Keras, as far as they are loaded; None takes TensorFlow's seed away."""
    if keras := sys.modules.get("keras"):
        keras.utils.set_random_seed(seed or 0)  # Keras draws its next own seed from Python's random state
    if tf := sys.modules.get("tensorflow"):
        tf.random.set_seed(seed)
