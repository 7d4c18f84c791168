"""A Keras model as plain data: taken apart in the learner's process, made again from Keras's own layers only."""

import inspect
import json
from typing import Any

import numpy as np

MAX_LAYERS = 100
MAX_PARAMETERS = 10_000_000  # weights travel as bytes
MAX_SIZE = 1_000_000  # the largest whole number that a configuration may hold: units, filters, shapes

_REFUSED = {  # Keras's own layers that hold a function or a model of somebody else's, or read files
    "FlaxLayer",
    "IntegerLookup",
    "JaxLayer",
    "Lambda",
    "StringLookup",
    "TFSMLayer",
    "TextVectorization",
    "TorchModuleWrapper",
}
_MODULES = {  # module -> class names, None for every public class of it
    "keras": {"DTypePolicy", "Sequential"},
    "keras.src.models.functional": {"Functional"},
    "keras.layers": None,
    "keras.initializers": None,
    "keras.regularizers": None,
    "keras.constraints": None,
}
_ACTIVATIONS = {  # TensorFlow's name -> Keras's
    "exp": "exponential",
    "identity": "linear",
    "log_softmax_v2": "log_softmax",
    "softmax_v2": "softmax",
    "swish": "silu",
}
_MASK = ("keras.src.ops.numpy", "NotEqual")  # what Keras itself writes down for `mask_zero` in a functional model


class ModelError(ValueError):
    """A model that cannot be taken for checking, told in one sentence to the person who built it."""


def export(model: Any) -> dict[str, Any]:
    """Take a model apart into plain data: configuration, weights, how it was compiled.

    Parameters
    ----------
    model : keras.Model
        Sequential or functional, of Keras's own layers, built (begun with ``keras.Input``).

    Returns
    -------
    dict
        ``config`` and ``compile`` (nested dicts as Keras serialises them, ``compile`` may be None) and
        ``weights`` (list of arrays in the order of ``model.get_weights()``).

    Raises
    ------
    ModelError
        When it is not such a model.
    """
    import keras

    if model is None:
        raise ModelError(
            "You returned None, not a Keras model. Is there a `return`? `model.compile` and `model.summary` "
            "return None, so return the model itself."
        )
    if not isinstance(model, keras.Model):
        raise ModelError(f"expected a Keras model, got {type(model).__name__}")
    own = type(model)
    base: Any = next((each for each in own.__mro__ if each.__name__ in ("Sequential", "Functional")), None)
    if base is None or own.call is not base.call or own.__call__ is not base.__call__:
        raise ModelError(
            f"expected a Sequential or functional model of Keras's own layers; {own.__name__} is a different class"
        )
    if not model.built:
        raise ModelError(
            "The model is not built yet, because it doesn't know the shape of its input. Begin with `keras.Input`."
        )
    kind = base.__name__
    if own is not base and kind == "Functional":  # a class of the learner's own that only chooses the layers
        model = _functional(model)
    if len(model.layers) > MAX_LAYERS:
        raise ModelError(f"the model has {len(model.layers)} layers; at most {MAX_LAYERS} can be checked")
    for layer in model.layers:
        function = getattr(layer, "activation", None)
        if callable(function) and not _keras_own(function):  # it would be written down by its name
            named = getattr(function, "__name__", type(function).__name__)
            raise ModelError(
                f"an activation of the model is your own function {named}; use one of the "
                "activations of Keras instead, given as a name in quotes"
            )
    if model.count_params() > MAX_PARAMETERS:
        raise ModelError(
            f"the model has {model.count_params():,} parameters; at most {MAX_PARAMETERS:,} can be checked. "
            "Is the shape of its input that of one example, without the batch?"
        )
    try:
        config = json.loads(model.to_json())
    except TypeError:  # a loss given as a class: Keras trains with it and cannot write it down
        if not isinstance(getattr(model, "loss", None), type):
            raise
        module = "keras" if kind == "Sequential" else "keras.src.models.functional"
        config = {"module": module, "class_name": kind, "config": model.get_config()}
        config = json.loads(json.dumps(keras.saving.serialize_keras_object(config)))
        optimizer = keras.optimizers.serialize(model.optimizer)
        config["compile_config"] = {"loss": model.loss.__name__, "optimizer": optimizer}
    if type(model).__name__ != kind:
        config |= {"module": "keras", "class_name": kind, "registered_name": None}
    compiled = config.pop("compile_config", None) or None
    loss = getattr(model, "loss", None)
    if compiled and inspect.isfunction(loss) and not _keras_own(loss):
        compiled["loss"] = f"{loss.__name__}, a function of your own"
    return {"config": _by_name(config), "weights": model.get_weights(), "compile": compiled}


def _functional(model: Any) -> Any:
    """Return the functional model with the same layers, compiled with the same loss and optimizer if it was."""
    import keras

    ends = (tensors[0] if len(tensors) == 1 else tensors for tensors in (model.inputs, model.outputs))
    same = keras.Model(*ends, name=model.name)
    if model.compiled:
        same.compile(model.optimizer, model.loss)
    return same


def _keras_own(function: Any) -> bool:
    return (getattr(function, "__module__", None) or "").split(".")[0] in ("keras", "tensorflow")


def _by_name(node: Any) -> Any:
    """Return the configuration with TensorFlow's functions that are Keras's activations, too, under Keras's names."""
    if isinstance(node, dict):
        if node.get("class_name") == "function" and node.get("config") in _ACTIVATIONS:
            return _ACTIVATIONS[node["config"]]
        return {key: _by_name(value) for key, value in node.items()}
    return [_by_name(value) for value in node] if isinstance(node, list) else node


def rebuild(exported: dict) -> Any:
    """Make the Keras model that `export` took apart, from Keras's own layers only.

    Parameters
    ----------
    exported : dict
        What `export` returns, or what somebody made up.

    Returns
    -------
    keras.Model
        With the exported weights, not compiled.

    Raises
    ------
    ModelError
        When a layer is not in the table, a size is out of bounds, or the weights do not fit.
    """
    model = build(exported["config"])
    fill(model, exported["weights"])
    return model


def build(config: dict) -> Any:
    """Make the model of an exported configuration, with weights drawn at random.

    Raises
    ------
    ModelError
    """
    import tensorflow as tf

    _allow(config)
    try:
        return _from_config(config)
    except (MemoryError, tf.errors.ResourceExhaustedError) as error:
        raise ModelError("this model needs more memory than there is for checking one") from error
    except Exception as error:  # Keras raises all kinds for a configuration that somebody made up
        raise ModelError(f"Keras cannot rebuild this model: {str(error)[:200]}") from error


def fill(model: Any, exported_weights: list) -> None:
    """Give a model that `build` has made its exported weights.

    Raises
    ------
    ModelError
    """
    try:
        weights = [np.asarray(weight) for weight in exported_weights]  # a number, too
    except ValueError as error:  # lists of different lengths
        raise ModelError("some of the model's weights are not arrays") from error
    wanted = [tuple(weight.shape) for weight in model.get_weights()]
    got = [weight.shape for weight in weights]
    if wanted != got:
        raise ModelError(f"the model's weights have the shapes {got}; its layers need {wanted}")
    if any(weight.dtype.kind not in "biuf" for weight in weights):
        raise ModelError("some of the model's weights are not numbers")
    if not all(np.isfinite(weight).all() for weight in weights):
        raise ModelError("some of the model's weights are NaN or infinite")
    model.set_weights(weights)


def _from_config(config: dict) -> Any:
    """Return the model of a configuration; Keras would build a Sequential one again after each of its layers."""
    import keras

    own = config["config"]
    if config["class_name"] != "Sequential" or own["layers"][0]["class_name"] != "InputLayer":
        return keras.models.model_from_json(json.dumps(config))
    return keras.Sequential([keras.layers.deserialize(layer) for layer in own["layers"]], name=own["name"])


def _allow(node: Any) -> None:
    """Refuse a configuration with anything that is not Keras's own, or too large."""
    if isinstance(node, dict):
        name, module = node.get("class_name"), node.get("module")
        if not all(isinstance(text, str | None) for text in (name, module)):
            raise ModelError("a class or module of the model's configuration is not a name")
        if name is not None and name != "__keras_tensor__":
            allowed = _MODULES.get(str(module), set())
            if (module, name) == _MASK:
                pass
            elif str(module).startswith("keras.src.ops."):
                raise ModelError(f"this model holds {name} as a bare operation; expected layers, from keras.layers")
            elif name == "function":
                raise ModelError(
                    f"an activation of this model is the function {str(node.get('config'))[:100]}, which is none of "
                    "Keras's activations"
                )
            elif module == "keras.layers" and name in _REFUSED:
                raise ModelError(
                    f"this model holds {name}, which cannot be rebuilt from data because it runs code or reads files"
                )
            elif module not in _MODULES or (allowed is not None and name not in allowed):
                raise ModelError(f"expected Keras's own layers only; this model holds {name}")
        for key, value in node.items():
            if key != "seed" or not isinstance(value, int):  # any number is a seed
                _allow(value)
    elif isinstance(node, (list, tuple)):
        if len(node) > 10_000:
            raise ModelError(f"a list of {len(node)} entries in the model's configuration")
        for value in node:
            _allow(value)
    elif isinstance(node, int) and abs(node) > MAX_SIZE:
        raise ModelError(f"the model's configuration holds the number {node}; at most {MAX_SIZE} is allowed")
