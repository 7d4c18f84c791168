"""How does a check run somebody's code and leave the kernel's random numbers and settings as it found them?

Only public functions of TensorFlow and Keras are used. With those, three things cannot be put back:

- A call of ``tf.random.set_seed`` inside (by the learner's code, or for ``seed=``) restarts what the kernels
  of TensorFlow's stateful operations count, as in ``tf.random.uniform([], seed=1)`` or ``tf.random`` in a
  ``tf.function``. The sequence of op seeds, ``tf.data`` and all of Keras are not touched by this.
- Keras's numbering of names (``dense_3``) goes on, and a dtype policy that nobody has looked at gets fixed.
- Keras 3.12 cannot drop its global generator: one that is made inside stays. Keras 3.13 and later can.
"""

import gc
import operator
import os
import random
import signal
import sys
import threading
import warnings
from contextlib import ExitStack, contextmanager, suppress
from weakref import WeakSet

import numpy as np

_known, _others = {}, {}  # see _generators


@contextmanager
def undisturbed(seed=None):
    """Run the block, then put back random states and settings, also after an exception or an interrupt.

    Put back are: Python's and NumPy's global random states; generators that have a name in the notebook;
    TensorFlow's global seed and sequence of op seeds; every ``keras.random.SeedGenerator`` (those in layers,
    too, and Keras's global one); Keras's floatx, epsilon, image data format and dtype policy; NumPy's error and
    print settings; warning filters; working folder; environment variables; the current figure. Figures opened
    inside are closed.

    Parameters
    ----------
    seed : int, optional
        From 0 to 2**32 - 1. Makes the inside repeatable, as ``keras.utils.set_random_seed(seed)`` does:
        initial weights, shuffling, dropout. TensorFlow and Keras are seeded if they are loaded; nothing is
        imported here. The learner's own generators go on from where they stand, and ``numpy.random.default_rng()``
        without a seed asks the operating system.
    """
    with ExitStack() as undo:
        with _no_interrupt():  # the last noted is put back first: putting Keras back disturbs those before it
            _note_process(undo)
            _note_python_and_numpy(undo)
            _note_tensorflow(undo)
            shared = _note_keras(undo)
            if seed is not None:
                _set_seeds(operator.index(seed), shared)
        try:
            yield
        finally:
            with _no_interrupt():
                undo.close()


def settle():
    """Take all that lives now out of later walks through memory: for a process that checks one answer after the other.

    With TensorFlow loaded a walk takes about 0.1 s, and there is one for each check that makes layers. Call it when
    everything is imported and nothing of a learner's is there yet; what lives then is never collected.
    """
    _generators()
    gc.collect()
    gc.freeze()


@contextmanager
def _no_interrupt():
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


def _loaded():
    """TensorFlow and Keras, or None for what is not loaded. Keras needs TensorFlow here."""
    tf = sys.modules.get("tensorflow")
    return tf, tf and sys.modules.get("keras")


def _note_process(undo):
    folder, environment, had_tensorflow = os.getcwd(), dict(os.environ), "tensorflow" in sys.modules
    plt = sys.modules.get("matplotlib.pyplot")
    figures = plt.get_fignums() if plt else []
    current = plt.gcf().number if figures else None

    def put_back():
        os.chdir(folder)
        if had_tensorflow or "tensorflow" not in sys.modules:  # it needs the variables that it sets on import
            for name in os.environ.keys() - environment.keys():
                del os.environ[name]
        os.environ.update({name: text for name, text in environment.items() if os.environ.get(name) != text})
        if plt := sys.modules.get("matplotlib.pyplot"):
            for number in set(plt.get_fignums()) - set(figures):
                plt.close(number)
            if current in plt.get_fignums():
                plt.figure(current)

    undo.callback(put_back)
    undo.enter_context(warnings.catch_warnings())


def _note_python_and_numpy(undo):
    undo.enter_context(np.errstate())
    undo.enter_context(np.printoptions())
    undo.callback(random.setstate, random.getstate())
    undo.callback(np.random.set_state, np.random.get_state(legacy=False))
    for thing in list(vars(sys.modules["__main__"]).values()):
        if type(thing) is random.Random:
            undo.callback(thing.setstate, thing.getstate())
        elif type(thing) is np.random.RandomState:
            undo.callback(thing.set_state, thing.get_state(legacy=False))
        elif type(thing) is np.random.Generator:
            undo.callback(setattr, thing.bit_generator, "state", thing.bit_generator.state)


def _note_tensorflow(undo):
    """Op seeds come from a `random.Random` inside TensorFlow: putting that back spares a ``set_seed``."""
    tf, _ = _loaded()
    source, state = _source_of_op_seeds(tf) if tf else (None, None)
    seed = None
    if source:
        source.setstate(state)
        seed, _ = tf.compat.v1.get_seed(1)  # given an op seed, it draws none

    def put_back():
        tf, _ = _loaded()
        if tf is None:
            return
        now, _ = _source_of_op_seeds(tf)
        if now is not source:  # set_seed was called, which makes a new one
            tf.random.set_seed(seed)
            now, _ = _source_of_op_seeds(tf)
        if now:
            now.setstate(state)

    undo.callback(put_back)


def _source_of_op_seeds(tf):
    """The generator that moves when TensorFlow draws an op seed, and its state before, if there is a seed."""
    before = [(thing, thing.getstate()) for thing in _generators() if type(thing) is random.Random]
    with suppress(RuntimeError):  # under op determinism it says that there is no seed
        tf.compat.v1.get_seed(None)
    return next(((rng, state) for rng, state in before if rng.getstate() != state), (None, None))


def _note_keras(undo):
    """Return Keras's global generator, or None if no draw without a seed has made one yet."""
    tf, keras = _loaded()
    saved, shared = {}, None
    if keras:
        for name in ("floatx", "epsilon", "image_data_format", "dtype_policy"):
            undo.callback(getattr(keras.config, f"set_{name}"), getattr(keras.config, name)())
        saved = {generator: _state(generator) for generator in _generators() if _has_state(tf, generator)}
        if _draw_without_seed(tf, keras):
            shared = next((generator for generator in saved if _state(generator) != saved[generator]), None)
        if shared:
            shared.state.assign(saved[shared])

    def put_back():
        tf, keras = _loaded()
        if not keras:
            return
        for generator, state in saved.items():
            if _state(generator) != state:
                generator.state.assign(state)
        drawn = _draw_without_seed(tf, keras)
        if (drawn or shared) and not (shared and _state(shared) != saved[shared]):  # another one, or none
            keras.utils.set_random_seed(0)  # drops it
            if shared:  # a new one around the old variable, which traced functions know
                with tf.variable_creator_scope(lambda *_, **__: shared.state.value):
                    keras.random.uniform(())
        if shared:
            shared.state.assign(saved[shared])

    undo.callback(put_back)
    return shared


def _has_state(tf, generator):
    """Not so where __init__ failed, or in a graph, and in no `random.Random`."""
    value = getattr(getattr(generator, "state", None), "value", None)
    return isinstance(value, tf.Variable) and not tf.is_symbolic_tensor(value.handle)


def _state(generator):
    return generator.state.numpy().tolist()


def _draw_without_seed(tf, keras):
    """Draw from Keras's global generator; return False, and make none, if there is none."""

    def refuse(*_, **__):
        raise _NoGenerator

    if not any(isinstance(generator, keras.random.SeedGenerator) for generator in _generators()):
        return False  # asked without TensorFlow, which may not have run anything yet
    python_state = random.getstate()  # from there a generator about to be made takes its seed
    try:
        with tf.variable_creator_scope(refuse):
            keras.random.uniform(())
    except _NoGenerator:
        return False
    finally:
        random.setstate(python_state)
    return True


class _NoGenerator(Exception):
    """The draw would have made a generator first."""


def _set_seeds(seed, shared):
    tf, keras = _loaded()
    random.seed(seed)
    np.random.seed(seed)
    if keras:
        keras.utils.set_random_seed(seed)
    elif tf:
        tf.random.set_seed(seed)
    if shared:  # Keras 3.12 does not drop it
        shared.state.assign([seed, 0])


def _generators():
    """All living generators of Python's and Keras's, without a walk through memory if there are no new ones.

    Each instance holds a reference to its class. As long as the others that refer to the class are as many as
    they were, we know all instances. With TensorFlow loaded a walk takes about 0.1 s; young objects come first.
    """
    _, keras = _loaded()
    for cls in (random.Random, *([keras.random.SeedGenerator] if keras else [])):
        for kind in (cls, *cls.__subclasses__()):
            _known.setdefault(kind, WeakSet())
    for generation in range(3):
        if _count_others() == _others:
            break
        for thing in gc.get_objects(generation):
            if type(thing) in _known:
                _known[type(thing)].add(thing)
    else:
        _others.update(_count_others())
    return [thing for known in _known.values() for thing in known]


def _count_others():
    return {id(kind): sys.getrefcount(kind) - len(known) for kind, known in _known.items()}
