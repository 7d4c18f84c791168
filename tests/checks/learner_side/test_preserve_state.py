"""Does a check leave random numbers and settings as it found them, and is a seeded one repeatable?"""

import contextlib
import functools
import gc
import os
import random
import signal
import subprocess
import sys
import threading
import warnings

import keras
import matplotlib.pyplot as plt
import numpy as np
import pytest
import tensorflow as tf

from course_utils.checks.learner_side import preserve_state as module
from course_utils.checks.learner_side.preserve_state import undisturbed

X = np.linspace(-1, 1, 80, dtype="float32").reshape(20, 4)
CANNOT_DROP = keras.__version__.startswith("3.12.")  # set_random_seed keeps Keras's global generator there


class OwnGenerator(keras.random.SeedGenerator):
    """A learner's own kind."""


@pytest.fixture(autouse=True)
def notebook(monkeypatch):
    """The names of a learner's notebook."""
    names = {"rng": np.random.default_rng(1), "mersenne": np.random.Generator(np.random.MT19937(1))}
    names |= {"legacy": np.random.RandomState(1), "python": random.Random(1), "unforeseen": random.SystemRandom()}
    names |= {"used": [], "may make a generator": True}
    for name, thing in names.items():
        monkeypatch.setattr(sys.modules["__main__"], name, thing, raising=False)


@pytest.fixture(autouse=True)
def interruptible():
    """As in a kernel; a process that was started in the background ignores interrupts."""
    found = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, found)


def network():
    layers = [keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.compile("adam", "mse", run_eagerly=True)  # tracing takes seconds; `session` has a traced function
    return model


def fitted(model):
    model.fit(X, X[:, 0], batch_size=8, verbose=0)
    return [w.copy() for w in model.get_weights()]


def from_global_generator():
    return keras.random.uniform((2,)).numpy()


def session(shared):
    """Start a learner's session; returns what draws from everything that there is to draw from."""
    keras.utils.clear_session(free_memory=False)  # Keras has no global generator now
    keras.utils.set_random_seed(3)
    model, dropout = network(), keras.layers.Dropout(0.5)
    hidden = {"layer": [keras.layers.GaussianNoise(1)], "own": lambda mine=OwnGenerator(2, name="mine"): mine}  # noqa: B008
    traced = tf.function(lambda: [keras.random.uniform((2,)), dropout(X, training=True)])
    python, rngs = random.Random(1), [np.random.default_rng(1), np.random.Generator(np.random.MT19937(1))]
    names = vars(sys.modules["__main__"])
    names.update(python=python, rng=rngs[0], mersenne=rngs[1], legacy=np.random.RandomState(1))
    used = [lambda: dropout(X, training=True), lambda: hidden["layer"][0](X, training=True)]
    used += [lambda: keras.random.uniform((2,), seed=hidden["own"]()), lambda: python.gauss(0, 1)]
    names["used"] = [*used, *(rng.normal for rng in (*rngs, names["legacy"]))]
    if shared:
        names["used"].append(traced)
        traced()
    gc.collect()  # the older a thing is, the harder it is to find

    def draw(keras_too):
        found = [random.random(), random.gauss(0, 1), np.random.normal(size=3)]  # both keep a number back
        found += [python.gauss(0, 1), *(names[n].normal(size=3) for n in ("rng", "mersenne", "legacy"))]
        found += [tf.random.uniform([2]).numpy(), list(tf.data.Dataset.range(9).shuffle(9).as_numpy_iterator())]
        found += [dropout(X, training=True).numpy(), hidden["layer"][0](X, training=True).numpy()]
        found += [keras.random.uniform((2,), seed=hidden["own"]()).numpy()]
        if keras_too:
            found += [from_global_generator(), *(part.numpy() for part in traced()), from_global_generator()]
        return [*found, random.random(), *network().get_weights(), *fitted(model)]

    return draw


def transcript(shared, between):
    """Three draws of a session, with something between. Keras's global generator is there from the start, or late."""
    draw = session(shared)
    found = [draw(keras_too=shared)]
    for _ in range(2):
        between()
        found.append(draw(keras_too=True))
    return found


@functools.cache
def expected(shared):
    return transcript(shared, lambda: None)


# ---- What may happen inside a check


def draws():
    random.gauss(0, 1)
    np.random.normal()
    tf.random.normal([2])
    if vars(sys.modules["__main__"])["may make a generator"]:
        from_global_generator()
    list(tf.data.Dataset.range(5).shuffle(5))
    for use in vars(sys.modules["__main__"])["used"]:
        use()


def trains():
    fitted(network())


def reseeds():
    keras.utils.set_random_seed(99)
    draws()
    tf.random.set_seed(98)


def clears():
    keras.utils.clear_session(free_memory=False)


def clears_and_draws():
    clears()
    draws()


def nests():
    draws()
    with undisturbed(3):
        draws()
        with undisturbed():
            reseeds()
    draws()


def raises():
    draws()
    raise ZeroDivisionError


def is_interrupted():
    draws()
    signal.raise_signal(signal.SIGINT)


INSIDE = {draws: None, trains: None, reseeds: None, clears: None, clears_and_draws: None, nests: None}
INSIDE |= {raises: ZeroDivisionError, is_interrupted: KeyboardInterrupt}


@pytest.mark.parametrize(
    ("shared", "inside"),
    [*((True, inside) for inside in INSIDE), (False, draws), (False, reseeds), (False, clears_and_draws)],
    ids=lambda given: getattr(given, "__name__", "shared" if given else "no shared"),
)
def test_draws_go_on_as_if_there_had_been_no_check(shared, inside):
    if CANNOT_DROP and (not shared or inside is clears_and_draws):
        vars(sys.modules["__main__"])["may make a generator"] = False

    def check():
        for seed in (None, 11):
            expectation = pytest.raises(INSIDE[inside]) if INSIDE[inside] else contextlib.nullcontext()
            with expectation, undisturbed(seed):
                inside()

    np.testing.assert_equal(transcript(shared, check), expected(shared))


def test_without_the_block_each_kind_of_draw_is_disturbed():
    """Otherwise the test above could pass with a block that puts nothing back."""
    found, wanted = transcript(True, lambda: (draws(), reseeds()))[1], expected(True)[1]
    same = [np.array_equal(got, want) for got, want in zip(found, wanted, strict=True) if np.any(want)]
    assert not any(same)


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "no shared"])
def test_without_a_seed_the_inside_goes_on_from_where_the_session_stands(shared):
    first = session(shared)
    wanted = [first(keras_too=shared), first(keras_too=True)]
    draw = session(shared)
    found = [draw(keras_too=shared)]
    with undisturbed():
        found.append(draw(keras_too=True))
    np.testing.assert_equal(found, wanted)


# ---- TensorFlow


@pytest.mark.parametrize("inside", [draws, reseeds], ids=lambda inside: inside.__name__)
@pytest.mark.parametrize("seed", [0, 7, -3, 2**31 - 1, 2**31 + 5, 2**40])
def test_op_seeds(seed, inside):
    def draw():
        return [tf.random.uniform([2]).numpy(), tf.compat.v1.get_seed(None), tf.compat.v1.get_seed(5)]

    tf.random.set_seed(seed)
    wanted = [draw() for _ in range(3)]
    tf.random.set_seed(seed)
    found = [draw()]
    for _ in range(2):
        with undisturbed():
            inside()
        found.append(draw())
    np.testing.assert_equal(found, wanted)


@pytest.mark.parametrize("seed", [None, 11])
def test_no_tensorflow_seed_stays_no_seed(seed):
    tf.random.set_seed(None)
    with undisturbed(seed):
        reseeds()
    assert tf.compat.v1.get_seed(None) == (None, None)


def test_without_a_seed_set_inside_even_the_counts_of_kernels_are_kept():
    def start():
        keras.utils.set_random_seed(3)
        traced = tf.function(lambda: tf.random.uniform([2]))
        return lambda: [traced().numpy(), tf.random.uniform([2], seed=1).numpy()]

    draw = start()
    wanted = [draw() for _ in range(3)]
    draw = start()
    found = [draw()]
    for _ in range(2):
        with undisturbed():
            fitted(network())
        found.append(draw())
    np.testing.assert_equal(found, wanted)


# ---- Seeded


def everything():
    """What one check may draw; the network is initialised, shuffled and dropped out at random."""
    found = [random.random(), np.random.normal(size=3), tf.random.uniform([2]).numpy(), from_global_generator()]
    return [*found, *fitted(network()), random.random(), from_global_generator()]


def test_the_same_seed_repeats_the_inside():
    found = []
    for n, seed in enumerate([5, 5, 5, np.int64(5), 6]):
        keras.utils.clear_session(free_memory=False)
        tf.random.set_seed([None, 1, 2, 3, 4][n])
        random.seed(n)
        if n % 2 and not CANNOT_DROP:
            from_global_generator()
        with undisturbed(seed):
            found.append(everything())
    for other in found[1:4]:
        np.testing.assert_equal(other, found[0])
    assert not any(np.array_equal(a, b) for a, b in zip(found[0], found[4], strict=True) if np.any(a))


def test_seeded_inside_is_what_set_random_seed_gives():
    with undisturbed():
        keras.utils.clear_session(free_memory=False)
        keras.utils.set_random_seed(5)
        wanted = everything()
        keras.utils.clear_session(free_memory=False)
    keras.utils.clear_session(free_memory=False)
    with undisturbed(5):
        np.testing.assert_equal(everything(), wanted)


@pytest.mark.parametrize(("seed", "error"), [(-1, ValueError), (2**32, ValueError), ("5", TypeError), (0.5, TypeError)])
def test_what_is_no_seed_is_refused_and_nothing_changes(seed, error):
    random.seed(1)
    wanted = random.getstate()
    with pytest.raises(error), undisturbed(seed):
        pytest.fail("the block was run")
    assert random.getstate() == wanted


# ---- Finding generators


def test_memory_is_walked_through_only_for_new_generators(monkeypatch):
    walks = []

    class Watched:
        def get_objects(generation):
            walks.append(generation)
            return gc.get_objects(generation)

    kept = keras.layers.Dropout(0.5)
    with undisturbed():
        kept(X, training=True)
    monkeypatch.setattr(module, "gc", Watched)
    for _ in range(3):
        with undisturbed():
            kept(X, training=True)
    assert walks == []
    new = keras.layers.Dropout(0.5)
    gc.collect()
    with undisturbed():
        new(X, training=True)
    assert walks == [0, 1, 2]


def test_generators_that_cannot_be_read_are_left_alone():
    with pytest.raises(ValueError, match="must be an integer") as half_made:
        keras.random.SeedGenerator("seven")
    with tf.Graph().as_default():
        in_graph = keras.random.SeedGenerator(7)
    with undisturbed():
        draws_of_python = random.random()
    assert draws_of_python == random.random()
    del half_made, in_graph


# ---- Settings


def test_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("OF_A_LEARNER", "as it was")
    config = keras.config
    keras.config.set_dtype_policy("mixed_bfloat16")

    def look():
        keras_has = [config.floatx(), config.epsilon(), config.image_data_format(), config.dtype_policy().name]
        numpy_has = [np.geterr(), np.get_printoptions()]
        return [*keras_has, *numpy_has, warnings.filters[:], os.getcwd(), dict(os.environ)]

    try:
        wanted = look()
        with undisturbed():
            config.set_floatx("float64")
            config.set_epsilon(1e-3)
            config.set_image_data_format("channels_first")
            config.set_dtype_policy("float64")
            np.seterr(all="ignore")
            np.set_printoptions(precision=2)
            warnings.simplefilter("ignore")
            os.chdir(tmp_path)
            os.environ["OF_A_LEARNER"] = "new"
            os.environ["NEW"] = "new"
            del os.environ["PATH"]
            inside = look()
        assert look() == wanted
        assert all(a != b for a, b in zip(inside, wanted, strict=True))
    finally:
        config.set_dtype_policy("float32")


def test_figures():
    plt.close("all")
    with undisturbed():
        plt.figure()
    assert plt.get_fignums() == []
    first, second = plt.figure(), plt.figure()
    plt.figure(first)
    with undisturbed():
        plt.figure()
        plt.figure(second)
    assert plt.gcf() is first
    assert plt.get_fignums() == [first.number, second.number]
    plt.close("all")


# ---- Interrupts


@pytest.mark.parametrize("moment", ["get_state", "set_state"], ids=["while noting", "while putting back"])
def test_an_interrupt_waits_until_all_is_noted_or_put_back(moment, monkeypatch):
    handler = signal.getsignal(signal.SIGINT)
    random.seed(1)
    np.random.seed(1)
    wanted = random.getstate(), np.random.get_state()
    entered = []
    original = getattr(np.random, moment)

    def interrupted(*args, **kwargs):
        signal.raise_signal(signal.SIGINT)
        return original(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(np.random, moment, interrupted)
        with pytest.raises(KeyboardInterrupt), undisturbed():
            entered.append((random.random(), np.random.normal()))
    assert len(entered) == (moment == "set_state")
    np.testing.assert_equal((random.getstate(), np.random.get_state()), wanted)
    assert signal.getsignal(signal.SIGINT) is handler


def test_in_a_thread():
    def run():
        with undisturbed(5):
            found.append(random.random())

    found = []
    random.seed(1)
    wanted = random.getstate()
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == [random.Random(5).random()]
    assert random.getstate() == wanted


# ---- Fresh processes


def fresh(lines):
    """What a new Python prints."""
    source = "import os, random, sys\nfrom course_utils.checks.learner_side.preserve_state import undisturbed\n" + lines
    clean = {name: text for name, text in os.environ.items() if name != "TF2_BEHAVIOR"}  # which TensorFlow set here
    command = [sys.executable, "-c", source]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, env=clean).stdout


def test_nothing_is_imported():
    lines = "import numpy as np\nwith undisturbed(1): print(random.random(), np.random.normal())\n"
    lines += "print({'tensorflow', 'keras', 'matplotlib'} & set(sys.modules))"
    assert fresh(lines).split() == [str(random.Random(1).random()), str(np.random.RandomState(1).normal()), "set()"]


def test_tensorflow_stays_unstarted():
    lines = "import keras, tensorflow as tf\nwith undisturbed(): pass\n"
    lines += "tf.config.threading.set_intra_op_parallelism_threads(1)\nprint('not too late')"
    assert fresh(lines) == "not too late\n"


def test_op_determinism_without_a_seed():
    lines = "import keras, tensorflow as tf\ntf.config.experimental.enable_op_determinism()\n"
    lines += "with undisturbed(): pass\nwith undisturbed(1): print(tf.compat.v1.get_seed(5))\n"
    lines += "print(tf.compat.v1.get_seed(5))"
    assert fresh(lines) == "(1, 5)\n(87654321, 5)\n"


@pytest.mark.skipif(CANNOT_DROP, reason="Keras 3.12 cannot drop its global generator")
def test_loaded_inside():
    later = "import keras, tensorflow as tf\nprint(os.environ['TF2_BEHAVIOR'], tf.compat.v1.get_seed(None))\n"
    later += "random.seed(5)\nprint(float(keras.random.uniform(())), random.random())"
    inside = "import keras\n    keras.utils.set_random_seed(9)\n    keras.random.uniform(())\n"
    assert fresh(f"with undisturbed(11):\n    {inside}{later}") == fresh(later)


@pytest.mark.skipif(CANNOT_DROP, reason="Keras 3.12 cannot drop its global generator")
def test_a_session_that_never_set_a_seed():
    first = "import keras, tensorflow as tf\nlayer = keras.layers.Dropout(0.5)\nrandom.seed(5)\n"
    check = "    keras.random.uniform(())\n    keras.layers.Dense(3).build((2, 2))\n    random.random()\n"
    later = "print(float(keras.random.uniform(())), random.random(), tf.compat.v1.get_seed(None))"
    assert fresh(f"{first}with undisturbed():\n{check}with undisturbed(11):\n{check}{later}") == fresh(first + later)
