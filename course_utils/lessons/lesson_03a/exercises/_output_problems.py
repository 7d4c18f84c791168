"""Problems drawn for `output_and_loss`: what is to be predicted, how the targets are written, and what fits them."""

from dataclasses import dataclass

import numpy as np

TASKS = ("yes or no", "one of K", "any of K", "a number", "a count")
_LOGITS = {"binary_crossentropy": "sigmoid", "categorical_crossentropy": "softmax"}  # what each loss expects
_SAME = {"exp": "exponential", "identity": "linear"}  # functions of NumPy, TensorFlow and keras.ops as activations
_SHORT = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "bce": "binary_crossentropy",
    "logcosh": "log_cosh",
    "kld": "kl_divergence",
    "k_l_divergence": "kl_divergence",
}
_OF_NUMBERS = ("mean_squared_error", "mean_absolute_error", "huber", "log_cosh")


@dataclass(frozen=True)
class Problem:
    """One problem.

    Attributes
    ----------
    arguments : dict
        What the learner's function is given: ``task``, ``y`` (targets of a few examples), ``classes`` (int or None).
    description : str
        The same in few words.
    fits : frozenset of tuple
        Every right ``(units, activation, loss, from_logits)``.
    """

    arguments: dict
    description: str
    fits: frozenset


def draw_problems(rng):
    """Draw one problem of each form, in mixed order and size; the largest class is never among the targets."""
    classes, several = int(rng.integers(5, 9)), int(rng.integers(2, 4))
    rows = 10  # neither a number of classes nor of outputs
    single = rng.permutation(np.resize(np.arange(classes - 1), rows))  # at least four classes, the last one absent
    answers = rng.permutation(np.resize([0, 1], rows))
    many = np.zeros((rows, classes), "int64")
    many[:, :3] = rng.permutation(np.resize([[1, 1, 0], [0, 0, 0], [0, 1, 1]], (rows, 3)))
    numbers = np.round(rng.normal(0, 30, (rows, several)), 1)
    numbers[0] = -np.abs(numbers[0]) - 1  # some are surely negative
    counts = rng.poisson(6, rows)
    drawn = [
        ("yes or no", answers, None, 1),
        ("one of K", single, classes, classes),
        ("one of K", np.eye(classes, dtype="int64")[single], classes, classes),
        ("any of K", many, classes, classes),
        ("a number", numbers[:, 0], None, 1),
        ("a number", numbers, None, several),
        ("a count", counts, None, 1),
    ]
    return [_problem(*drawn[i]) for i in rng.permutation(len(drawn))]


def _problem(task, y, classes, outputs):
    if task == "yes or no":  # two classes are also one of 2, with the labels 0 and 1 as they are
        pairs = _cross_entropy(1, "binary_crossentropy") | _cross_entropy(2, "sparse_categorical_crossentropy")
    elif task == "one of K":
        name = "sparse_categorical_crossentropy" if y.ndim == 1 else "categorical_crossentropy"
        pairs = _cross_entropy(outputs, name)
        if y.ndim == 2:
            pairs |= {(outputs, "softmax", "kl_divergence", False)}  # the same number for one-hot rows
    elif task == "any of K":
        pairs = _cross_entropy(outputs, "binary_crossentropy")
    elif task == "a number":
        pairs = {(outputs, "linear", loss, False) for loss in _OF_NUMBERS}
    else:
        pairs = {(outputs, activation, "poisson", False) for activation in ("exponential", "softplus")}
    written = f"y of shape {y.shape}, y[0] = {y[0].tolist()}"
    description = f'the task "{task}"' + (f" with {classes} classes" if classes else "") + f", {written}"
    return Problem({"task": task, "y": y, "classes": classes}, description, frozenset(pairs))


def _cross_entropy(units, loss):
    activation = _LOGITS[loss.removeprefix("sparse_")]
    return {(units, activation, loss, False), (units, "linear", loss, True)}


def read_activation(activation):
    """Return an activation's name, given its name, None, a function or a layer; None when it is none of these."""
    if activation is None:
        return "linear"
    if isinstance(activation, dict):
        kind, config = activation.get("class_name"), activation.get("config")
        if kind == "Activation" and isinstance(config, dict):
            return read_activation(config.get("activation"))
        activation = config if kind == "function" else kind
    if not isinstance(activation, str):
        return None
    name = activation.lower().replace("_", "").removesuffix("v2")  # tf.nn's softmax_v2
    return _SAME.get(name, name)


def read_loss(loss):
    """Return (name, from_logits) of a loss, given its name, class, object or function; else (None, False)."""
    from_logits = False
    if isinstance(loss, dict):
        config = loss.get("config")
        from_logits = isinstance(config, dict) and bool(config.get("from_logits", False))
        loss = config if isinstance(config, str) else _snake(str(loss.get("class_name")))
    if not isinstance(loss, str):
        return None, False
    name = _snake(loss).replace("_focal", "")
    return _SHORT.get(name, name), from_logits


def _snake(name):
    """Turn BinaryCrossentropy into binary_crossentropy and MSE into mse; leave other names as they are."""
    if name.isupper():
        return name.lower()
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
