"""A learner's model as a check sees it: rebuilt from data, looked at and run on the check's side."""

import functools
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_utils.checks import replies
from course_utils.checks.learner_side.export_model import ModelError, build, fill
from course_utils.checks.learner_side.serialize import PlainError

_ACTIVATION_LAYERS = {"ReLU": "relu", "Softmax": "softmax", "LeakyReLU": "leaky_relu", "ELU": "elu"}


def facts(exported: dict) -> dict[str, Any]:
    """Return what a check may know of a model, measured on the rebuilt one.

    Returns
    -------
    dict
        ``layers`` (list of ``[kind, settings, size]``), ``input_shape``, ``output_shape`` (tuples with None for the
        batch), ``n_parameters`` (int), ``penalty`` (float, what the regularizers add to the loss).
    """
    model = _rebuilt(exported)
    layers: list[list[Any]] = []
    for layer in _layers_of(model):
        kind, settings = type(layer).__name__, layer.get_config()
        if kind == "InputLayer":
            continue
        activation = settings.get("activation") if kind == "Activation" else _ACTIVATION_LAYERS.get(kind)
        if activation is not None and layers and layers[-1][1].get("activation") == "linear":
            layers[-1][1]["activation"] = activation  # Dense(8) then ReLU() is Dense(8, "relu")
            continue
        inner = settings.get("activation")
        if isinstance(inner, dict):  # Dense(8, activation=keras.layers.ReLU())
            own = (inner.get("config") or {}).get("activation")
            settings["activation"] = own or _ACTIVATION_LAYERS.get(str(inner.get("class_name")))
        simple = (bool, int, float, str, tuple, list, type(None))
        known = {key: value for key, value in settings.items() if isinstance(value, simple)}
        layers.append([kind, known, _size(layer)])
    return {
        "layers": layers,
        "input_shape": tuple(model.input_shape),
        "output_shape": tuple(model.output_shape),
        "n_parameters": model.count_params(),
        "penalty": float(sum(model.losses)),
    }


def _layers_of(model: Any) -> Iterator[Any]:
    """Yield the layers of a model; in place of a model among them, the layers of that model."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from _layers_of(layer)
        else:
            yield layer


def _size(layer: Any) -> int | None:
    """Return how many numbers a layer gives for one example; None where that depends on it, or for several outputs."""
    shape = getattr(layer.output, "shape", (None, None))[1:]
    return None if None in shape else math.prod(shape)


def predict(exported: dict, x: np.ndarray) -> np.ndarray:
    """Return the rebuilt model's outputs for `x` (array), in inference mode, as an array."""
    return np.asarray(_rebuilt(exported)(x, training=False))


def without(exported: dict, kinds: tuple[str, ...]) -> dict:
    """Return an exported model in which all weights of the layers of these kinds are 0."""
    model = _rebuilt(exported)
    silent = {id(weight) for layer in _layers_of(model) if type(layer).__name__ in kinds for weight in layer.weights}
    pairs = zip(model.weights, exported["weights"], strict=True)
    weights = [np.zeros_like(value) if id(weight) in silent else value for weight, value in pairs]
    return {**exported, "weights": weights}


_last: tuple[Any, Any] = (None, None)  # a check looks at one model after the other, at each more than once


def _rebuilt(exported: dict) -> Any:
    """Return the model with the weights of `exported`, for use until another model is asked for."""
    global _last
    if _last[0] is not exported:
        try:
            plain = replies.model(exported)
            config = json.dumps(plain["config"])
        except (PlainError, TypeError) as error:
            raise ModelError(f"what came back is not a model: {error}") from None
        stateful = '"stateful": true' in config  # it would remember the last batch of somebody else's
        model = build(json.loads(config)) if stateful else _built(config)
        for what, shape in (("input", model.input_shape), ("output", model.output_shape)):
            if not all(size is None or isinstance(size, int) for size in (shape or [...])):
                raise ModelError(
                    f"the model has more than one {what}, or gives its {what} a name; expected a single array"
                )
        fill(model, plain["weights"])
        _last = (exported, model)
    return _last[1]


@functools.lru_cache(maxsize=8)
def _built(config: str) -> Any:
    """Return the model of a configuration: a class builds the same few networks, and building one takes longest."""
    return build(json.loads(config))


@dataclass(frozen=True)
class Layer:
    """One layer of a model: its kind ("Dense") and its settings; ``layer["units"]`` reads one of them.

    `size` says how many numbers it gives for one example, None where that depends on the example.
    """

    kind: str
    settings: dict = field(repr=False)
    size: int | None = None

    def __getitem__(self, name: str) -> Any:
        return self.settings.get(name)


class Model:
    """A learner's model as a check sees it: data, never a Keras object of the learner's.

    Parameters
    ----------
    exported : dict
        What `export` made.
    """

    def __init__(self, exported: dict):
        self._exported = exported
        known = facts(exported)
        self.layers = [Layer(*layer) for layer in known["layers"]]
        self.input_shape, self.output_shape = known["input_shape"], known["output_shape"]
        self.n_parameters, self.penalty = known["n_parameters"], known["penalty"]
        self.weights = exported["weights"]  # their shapes fit the layers: `facts` has rebuilt the model
        compiled = exported["compile"] or {}
        self.loss, self.from_logits = _loss(compiled.get("loss"))
        optimizer = compiled.get("optimizer")
        optimizer = optimizer if isinstance(optimizer, dict) else {}
        settings = optimizer.get("config")
        self.optimizer = optimizer.get("class_name")
        self.learning_rate = settings.get("learning_rate") if isinstance(settings, dict) else None

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Return the outputs for `x`, in inference mode."""
        return predict(self._exported, x)

    def with_weights(self, weights: list[np.ndarray]) -> "Model":
        """Return the same model with other weights, a list of arrays of the same shapes."""
        return Model({**self._exported, "weights": weights})


_LOSSES = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "bce": "binary_crossentropy"}


def _loss(loss: Any) -> tuple[str | None, bool]:
    """Return (name, from_logits) of a compiled loss: a name, class, object, function or list of one."""
    if isinstance(loss, (list, tuple)) and len(loss) == 1:
        loss = loss[0]
    if isinstance(loss, dict) and "class_name" not in loss and len(loss) == 1:  # {name of the output: loss}
        loss = next(iter(loss.values()))
    if isinstance(loss, dict) and loss.get("class_name") == "function":
        return _loss(loss.get("config"))
    if isinstance(loss, dict):
        config, own = loss.get("config"), loss.get("module") == "keras.losses"
        config = config if isinstance(config, dict) else {}
        name = loss.get("class_name") if own else config.get("name")
        return _loss(name)[0], bool(config.get("from_logits", False))
    if not isinstance(loss, str):
        return None, False
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", loss).lower()  # BinaryCrossentropy -> binary_crossentropy
    return _LOSSES.get(name, name), False
