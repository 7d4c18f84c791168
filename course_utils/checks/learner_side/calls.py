"""What runs beside the learner's answer, in the learner's process: called with plain data, answers with plain data.

The functions of this file are all that a check may ask of an answer. Each takes the learner's object first. None
knows an expected value, so nothing here is worth stealing, and nothing that they report is believed for its own
sake: a check compares values on inputs drawn just now. `serve` answers one request, in the notebook and in the
grader alike.
"""

import inspect
import linecache
import logging
import os
import site
import sysconfig
import tempfile
import warnings
from pathlib import Path

import numpy as np

from course_utils.checks.learner_side.models import ModelError, export, rebuild
from course_utils.checks.learner_side.serialize import PlainError, pack, to_plain, unpack
from course_utils.checks.learner_side.preserve_state import undisturbed


class Unfit(Exception):
    """The answer is not the kind of thing that was asked for; told in one sentence."""


def value(answer):
    """The answer itself: a number, a choice, an array, a dictionary."""
    return answer


def call(answer, *args, **kwargs):
    """What the learner's function returns."""
    return _function(answer)(*args, **kwargs)


ACTIVATIONS = {
    "linear": lambda z: np.asarray(z),
    "relu": lambda z: np.maximum(0, z),
    "sigmoid": lambda z: 1 / (1 + np.exp(-np.asarray(z))),
    "tanh": lambda z: np.tanh(z),
}


def with_functions(answer, *args):
    """What the learner's function returns when every ``{"function": name}`` in `args` is that one of `ACTIVATIONS`."""

    def given(part):
        if isinstance(part, dict):
            return ACTIVATIONS[part["function"]]
        return type(part)(map(given, part)) if isinstance(part, (list, tuple)) else part

    return _function(answer)(*map(given, args))


def call_and_arguments(answer, *args):
    """What the learner's function returns, and its arguments as they are afterwards (was one changed?)."""
    return _function(answer)(*args), list(args)


def sample(answer, args, seeds):
    """What a random function returns for each of `seeds`: as its `seed`, as its `rng`, or as NumPy's global seed."""
    function = _function(answer)
    try:
        names = set(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # built-in functions may have no signature
        names = set()
    results = []
    for seed in seeds:
        fresh = unpack(pack(args))  # the second call must not see what the first one did to its arguments
        if "seed" in names:
            results.append(function(*fresh, seed=seed))
        elif "rng" in names:
            results.append(function(*fresh, rng=np.random.default_rng(seed)))
        else:
            np.random.seed(seed)
            results.append(function(*fresh))
    return results


def steps(answer, settings, w, streams):
    """Weights after every update by a stateful class, one instance for each stream of gradients, in turns.

    `answer(**settings)` makes an instance; `instance.update(w, gradient)` returns the new weights. `streams` has the
    shape ``(instances, steps, weights)``; so has the result. In turns, because instances that share their memory by
    mistake then disturb each other.
    """
    instances = [_function(answer)(**settings) for _ in streams]
    weights = [w.copy() for _ in streams]
    path = [[] for _ in streams]
    for step in range(streams.shape[1]):
        for number, instance in enumerate(instances):
            weights[number] = _updated(instance, weights[number].copy(), streams[number, step].copy())
            path[number].append(weights[number])
    return path


def steps_and_arguments(answer, settings, w, gradients):
    """Weights after every update by one instance, and all its arguments as they are after the last update.

    `gradients` has the shape ``(steps, weights)``. Returns the weights after each update, the weights handed in and
    the gradients handed in, each of that shape (was one changed, then or later?).
    """
    instance = _function(answer)(**settings)
    path, handed_in, gradients = [], [], [gradient.copy() for gradient in gradients]
    for gradient in gradients:
        handed_in.append((path[-1] if path else w).copy())
        path.append(_updated(instance, handed_in[-1], gradient))
    return path, handed_in, gradients


def _updated(instance, w, gradient):
    """A copy of what ``instance.update(w, gradient)`` returns, as an array."""
    if not callable(getattr(instance, "update", None)):
        raise Unfit(f"`{type(instance).__name__}` has no method update(w, gradient)")
    weights = instance.update(w, gradient)
    if weights is None:
        raise Unfit("`update` returned None; it must return the new weights")
    weights = np.array(weights)
    if weights.shape != w.shape:
        raise Unfit(f"`update` returned something of shape {weights.shape}; the new weights have that of w, {w.shape}")
    return weights


def descend(answer, matrix, start, learning_rate, n_steps):
    """A learner's ``gradient_descent(gradient, start, learning_rate, n_steps)`` on ``w @ matrix @ w / 2``.

    Returns what came back, the points at which the gradient was asked for, and start as it is afterwards.
    """
    asked = []

    def gradient(w):
        asked.append(np.array(w, dtype="float64"))
        return matrix @ asked[-1]

    result = _function(answer)(gradient, start, learning_rate, n_steps)
    return result, asked, start


def slopes(answer, cubic, w, h):
    """A learner's ``numerical_gradient(f, w, h)`` for ``f(w) = sum(cubic * w**3) + sum(w)**2``.

    Returns what came back, and w afterwards.
    """

    def f(w):
        w = np.asarray(w, dtype="float64")
        if w.shape != cubic.shape:
            raise ValueError(f"f wants a w of shape {cubic.shape}, as it was given to you; this one has {w.shape}")
        return float((cubic * w**3).sum() + w.sum() ** 2)

    return _function(answer)(f, w, h), w


def batches(answer, args, limit):
    """The first `limit` batches of a learner's ``tf.data.Dataset``, in each of two passes."""
    dataset = _function(answer)(*args)
    passes = []
    for _ in range(2):
        found = []
        for batch in dataset:
            if len(found) == limit:
                break
            found.append(batch)
        passes.append(found)
    return passes


def in_folder(answer, files, name, *args):
    """What the learner's function returns for a path: of a folder with these files, or of one of them.

    `files` maps names, with ``/`` between folders, to bytes; a name that ends with ``/`` is an empty folder. `name` is
    that of the file, or "" for the folder. The path is relative, the folder holds nothing else and is gone afterwards.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, undisturbed():
        root = Path(place, "data")
        for inner, content in files.items():
            (root / inner).parent.mkdir(parents=True, exist_ok=True)
            if inner.endswith("/"):
                (root / inner).mkdir(exist_ok=True)
            else:
                (root / inner).write_bytes(content)
        os.chdir(place)  # error texts then name the file, and not a folder of ours
        return to_plain(_function(answer)("/".join(filter(None, ["data", name])), *args))


def model(answer, *args, seed=0):
    """The model that the learner's function returns, as data; its weights drawn from `seed`."""
    with undisturbed(seed):
        return export(_function(answer)(*args))


def fitted(answer, args, x, y, epochs, batch_size, seed=0):
    """The compiled model that the learner's function returns, as data, after `fit` with these examples."""
    with undisturbed(seed):
        network = _function(answer)(*args)
        export(network)  # what cannot be checked is not trained
        network.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0)
        return export(network)


def with_model(answer, exported, *args, seed=0):
    """What the learner's ``function(model, *args)`` returns for a model made anew from data, compiled if it was."""
    import keras  # noqa: F401 - only what is loaded is seeded

    with undisturbed(seed):
        return _function(answer)(_anew(exported), *args)


def weights_after(answer, exported, *args, seed=0):
    """What the learner's ``function(model, *args)`` returns for a model made anew from data, and its weights then.

    The model is compiled if it was.
    """
    import keras  # noqa: F401 - only what is loaded is seeded

    with undisturbed(seed):
        network = _anew(exported)
        return _function(answer)(network, *args), network.get_weights()


def _anew(exported):
    """A model made from data, compiled if it was."""
    network = rebuild(exported)
    if exported["compile"]:
        network.compile_from_config(exported["compile"])
    return network


def weights_after_failing(answer, exported, calls, *args):
    """The weights of a model, made anew from data, whose loss raised at the call after so many, inside ``function``.

    Returns the weights and what the learner's ``function(model, *args)`` raised, as a text; "" for nothing.
    """
    import keras

    network, done = rebuild(exported), []
    inner = keras.losses.get(exported["compile"]["loss"])

    def failing(y_true, y_pred):
        done.append(True)
        if len(done) > calls:
            raise RuntimeError("the training failed half-way")
        return inner(y_true, y_pred)

    # run_eagerly: the loss is called at each step, and not only when TensorFlow traces it
    network.compile(keras.optimizers.get(exported["compile"]["optimizer"]), failing, run_eagerly=True)
    try:
        _function(answer)(network, *args)
    except Exception as error:  # as it must, when the training failed; what counts is how the weights are left
        return network.get_weights(), f"{type(error).__name__}: {_text(error, 200)}"
    return network.get_weights(), ""


def go_on(answer, exported, before, after, *args):
    """Weights of a compiled model, made anew from data, after every step: some, the learner's function, some more.

    `before` and `after` are lists of steps, each with a gradient for each trainable weight; the model's optimizer
    applies them. Between the two comes ``function(model, *args)``; what it returns is left aside.
    """
    network, path = _anew(exported), []

    def apply(gradients):
        network.optimizer.apply(gradients, network.trainable_variables)
        path.append(network.get_weights())

    for gradients in before:
        apply(gradients)
    _function(answer)(network, *args)
    for gradients in after:
        apply(gradients)
    return path


def named(answer, *args):
    """What the learner's function returns; Keras's losses, activations and layers in it as Keras writes them down."""
    import keras

    def written(part):
        if isinstance(part, type) and issubclass(part, (keras.losses.Loss, keras.layers.Layer)):
            part = part()  # the class stands for an object of it, as in `compile`
        own = isinstance(part, (keras.losses.Loss, keras.layers.Layer)) or inspect.isfunction(part)
        return keras.saving.serialize_keras_object(part) if own else part

    result = _function(answer)(*args)
    return type(result)(map(written, result)) if type(result) in (tuple, list) else written(result)


def stops_at(answer, args, val_losses):
    """When a learner's callback stops a training with these validation losses, and which epoch's weights are left.

    Returns the number of epochs run and the epoch (from 0) whose weights the model holds at the end.
    """
    import keras

    callback = _function(answer)(*args)
    if not isinstance(callback, keras.callbacks.Callback):
        raise Unfit(f"expected a Keras callback, got {type(callback).__name__}")
    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    network.compile(loss="mse")
    callback.set_model(network)
    callback.set_params({"epochs": len(val_losses), "steps": 1, "verbose": 0})
    callback.on_train_begin()
    ran = 0
    for epoch, val_loss in enumerate(val_losses):
        callback.on_epoch_begin(epoch)
        network.set_weights([np.full((1, 1), epoch, "float32")])
        # the training loss falls all the way: who watches it instead of the validation loss never stops
        callback.on_epoch_end(epoch, {"loss": 1.0 / (epoch + 1), "val_loss": float(val_loss)})
        ran = epoch + 1
        if network.stop_training:
            break
    callback.on_train_end()
    return ran, float(network.get_weights()[0][0, 0])


def train_step(answer, exported, x, y, learning_rate, loss="MeanSquaredError"):
    """One step of a learner's ``train_step(model, optimizer, loss_fn, x, y)`` with plain SGD and a loss of Keras's.

    Returns the loss that came back and the model's weights afterwards.
    """
    import keras

    network = rebuild(exported)
    optimizer = keras.optimizers.SGD(float(learning_rate))
    cost = _function(answer)(network, optimizer, getattr(keras.losses, loss)(), x, y)
    return cost, network.get_weights()


def entries(answer, names):
    """What stands under these names in the learner's dictionary; None where nothing does."""
    if not isinstance(answer, dict):
        raise Unfit(f"a dictionary was expected, but the name holds {_named(answer)}")
    found = [answer.get(name) for name in names]
    return [None if value is ... else value for value in found]


def treated(answer, *args, seed=0):
    """What the function under "program" in the learner's dictionary returns; a History in it as its curves."""
    import keras  # only what is loaded is seeded

    def plain(part):
        part = part.history if isinstance(part, keras.callbacks.History) else part
        return {str(name): curve for name, curve in part.items()} if isinstance(part, dict) else part

    with undisturbed(seed):
        result = _function(answer.get("program"))(*args)
    return [*map(plain, result)] if isinstance(result, (tuple, list)) else plain(result)


HOW = {
    f.__name__: f
    for f in (
        value,
        call,
        call_and_arguments,
        sample,
        steps,
        steps_and_arguments,
        descend,
        fitted,
        slopes,
        batches,
        in_folder,
        entries,
        treated,
        model,
        with_functions,
        with_model,
        weights_after,
        weights_after_failing,
        go_on,
        named,
        stops_at,
        train_step,
    )
}


def _function(answer):
    if not callable(answer):
        held = f"the name holds {_named(answer)}; hand over the function itself, without brackets"
        raise Unfit(f"a function was expected, but {held}")
    return answer


def _named(thing):
    kind = type(thing).__name__
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"


def serve(objects, request):
    """Answer one request about one of `objects`.

    Parameters
    ----------
    objects : mapping
        The learner's names.
    request : bytes
        Packed ``{"name", "how", "args", "kwargs"}``; `how` is the name of a function of this file.

    Returns
    -------
    bytes
        Packed ``{"status": "ok", "value", "warnings"}``, ``{"status": "missing"}``, or ``{"status": "error", "kind",
        "text", "line", "code", "warnings"}``. Only KeyboardInterrupt is let through.
    """
    asked = unpack(request)
    answer = objects.get(asked["name"])
    if answer is None or answer is ...:
        return pack({"status": "missing"})
    log = logging.getLogger("tensorflow")
    log.addFilter(_no_retracing)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            reply = {"status": "ok", "value": HOW[asked["how"]](answer, *asked["args"], **asked["kwargs"])}
            reply["warnings"] = _told(caught)
            return pack(reply)
        except (Unfit, PlainError, ModelError) as error:
            text = _text(error, 500)
            return pack({"status": "error", "kind": "", "text": text, "line": None, "code": "", "warnings": []})
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # whatever else the learner's code raises is told, never raised on
            return pack(_failed(error) | ({"warnings": _told(caught)}))
        finally:
            log.removeFilter(_no_retracing)


def _no_retracing(record):
    """Checks make models anew; that TensorFlow must trace each again is not the learner's doing."""
    return "retracing" not in record.getMessage()


def _told(caught):
    """The first few different warnings as texts; what a library itself should write otherwise is left out."""
    told = [w for w in caught if not issubclass(w.category, DeprecationWarning) or _is_learners(w.filename)]
    return list(dict.fromkeys(f"{w.category.__name__}: {_text(w.message, 200)}" for w in told))[:3]


def _text(error, limit):
    """What an exception or a warning says, as a text that can be sent."""
    try:
        text = str(error)
    except Exception:  # one whose own text fails still has a name
        text = "its text cannot be shown"
    return text[:limit].encode("utf-8", "backslashreplace").decode()  # half a character cannot be sent


def _failed(error):
    frames, trace = [], error.__traceback__
    while trace is not None:
        frames.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    own = [frame for frame in frames if _is_learners(frame[0])]
    if isinstance(error, NotImplementedError) and own and own[-1] == frames[-1]:
        return {"status": "missing"}
    name, line = own[-1] if own else ("", None)
    code = linecache.getline(name, line).strip()[:200] if own else ""
    return {"status": "error", "kind": type(error).__name__, "text": _text(error, 500), "line": line, "code": code}


_NOT_THE_LEARNERS = [
    Path(place).resolve()
    for place in {
        *sysconfig.get_paths().values(),
        *site.getsitepackages(),
        site.getusersitepackages(),
        Path(__file__).parents[1],
    }
]


def _is_learners(filename):
    """Whether a line of this file was written by the learner: not Python's, not a library's, not the course's."""
    if filename.startswith("<frozen"):
        return False
    place = Path(filename)
    if not place.is_absolute():  # "<string>" and the like: typed in, not imported
        return True
    place = place.resolve()
    return not any(place.is_relative_to(root) for root in _NOT_THE_LEARNERS)
