"""The fit of the judge's weights: logistic regression on the tuning data sets, checked by leaving each of them out.

Each run is seen in eight ways, with and without accuracy, validation and the number of classes, so that the weights
know what to do without. Rare names get a little more weight, by the fourth root of their number. The penalty, the
temperature that makes confidences mean what they say, and the confidence from which an answer is sure come from data
sets that the weights had not seen.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from course_utils import diagnosis
from course_utils.diagnosis.curves import read
from course_utils.diagnosis.measures import measure
from course_utils.diagnosis.model import NAMES, has_diverged, ruled_out, signs
from course_utils.numpy_mlp import softmax

FILE = Path(diagnosis.__file__).parent / "weights.json"
PENALTIES = (0.003, 0.006, 0.01, 0.02, 0.04)
NEEDS_VALIDATION = {"validation too easy", "too noisy"}


@dataclass(frozen=True, eq=False)
class Examples:
    """What the weights are fitted to, m runs as they are seen in one way each.

    Attributes
    ----------
    signs : numpy.ndarray, shape (m, signs)
    right : numpy.ndarray, shape (m, names)
        1 for each name that is right.
    data : numpy.ndarray of str, shape (m,)
        Data sets.
    plain : numpy.ndarray of bool, shape (m,)
        Whether the run is seen as it was made.
    weights : numpy.ndarray, shape (m,)
        Less than 1 where validation is left out.
    """

    signs: np.ndarray
    right: np.ndarray
    data: np.ndarray
    plain: np.ndarray
    weights: np.ndarray

    def where(self, chosen):
        """Return some of the examples."""
        return Examples(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def examples(runs):
    """Return the `Examples` of runs; those that a rule answers are none."""
    rows, masks, data, plain, weights = [], [], [], [], []
    for run in runs:
        if not all(np.all(np.isfinite(run.history[name])) for name in ("loss", "val_loss")):
            continue
        for number in range(8):
            accuracy, val, with_classes = number & 1 == 0, number & 2 == 0, number & 4 != 0
            if (not val and set(run.names) & NEEDS_VALIDATION) or (not accuracy and "accuracy" not in run.history):
                continue
            curves = {
                name: values
                for name, values in run.history.items()
                if (accuracy or "accuracy" not in name) and (val or not name.startswith("val_"))
            }
            measures = measure(read(curves), run.chance if with_classes else None)
            names = set(run.names) - ruled_out(measures)
            if has_diverged(measures) or not names:
                continue
            rows.append(list(signs(measures).values()))
            masks.append([name in names for name in NAMES])
            data.append(run.data)
            plain.append(accuracy and val and not with_classes)
            weights.append(1.0 if val else 0.4)
    return Examples(np.array(rows), np.array(masks, float), np.array(data), np.array(plain), np.array(weights))


def weights_of(given):
    """Return how much each example counts (m,): their sum is 1, and rare names count a little more."""
    shares = given.right / given.right.sum(axis=1, keepdims=True)
    weights = given.weights * (shares @ np.maximum(shares.sum(axis=0), 1) ** -0.25)
    return weights / weights.sum()


def fitted(given, penalty, start=None):
    """Return weights (names, signs) and bias (names,) with the lowest penalized cross-entropy."""
    mean, spread = given.signs.mean(axis=0), np.maximum(given.signs.std(axis=0), 0.05)
    x, names, count = (given.signs - mean) / spread, len(NAMES), given.signs.shape[1]
    weights = weights_of(given)

    def loss(flat):
        w, b = flat[: names * count].reshape(names, count), flat[names * count :]
        p = softmax(x @ w.T + b)
        right = (p * given.right).sum(axis=1)
        back = weights[:, None] * (p - p * given.right / right[:, None])
        value = -weights @ np.log(right) + penalty * np.sum(w * w)
        return value, np.concatenate([(back.T @ x + 2 * penalty * w).ravel(), back.sum(axis=0)])

    first = np.zeros(names * (count + 1))
    if start is not None:
        w, b = start
        first = np.concatenate([(w * spread).ravel(), b + w @ mean])
    with threadpool_limits(1):  # more threads would mostly wait for each other: these matrices are small
        flat = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 800}).x
    w, b = flat[: names * count].reshape(names, count) / spread, flat[names * count :]
    return w, b - w @ mean


def left_out(given, penalty, sharpness=1.0):
    """Return the weights for each data set that were fitted to all others: a dictionary of weights and bias."""
    start, found = fitted(given, penalty), {}
    for name in sorted(set(given.data)):
        w, b = fitted(given.where(given.data != name), penalty, start)
        found[name] = sharpness * w, sharpness * b
    return found


def stored_left_out(runs):
    """Return `left_out` of runs with the penalty and the sharpness that are stored."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return left_out(examples(runs), stored["penalty"], stored["sharpness"])


def scores_left_out(given, penalty):
    """Return scores (m, names) of each example, by weights that saw no run of its data set."""
    scores = np.zeros(given.right.shape)
    for name, (w, b) in left_out(given, penalty).items():
        scores[given.data == name] = given.signs[given.data == name] @ w.T + b
    return scores


def cross_entropy(scores, given):
    """Return the weighted mean cross-entropy of the right names."""
    return float(-weights_of(given) @ np.log((softmax(scores) * given.right).sum(axis=1) + 1e-12))


def fit(runs):
    """Fit weights.json to runs of the tuning data sets, and say what leaving each of them out gave."""
    given = examples(runs)
    scores_by_penalty = {penalty: scores_left_out(given, penalty) for penalty in PENALTIES}
    losses = {penalty: cross_entropy(scores, given) for penalty, scores in scores_by_penalty.items()}
    penalty = min(losses, key=losses.get)
    scores = scores_by_penalty[penalty]
    sharpness = float(min(np.geomspace(0.5, 2, 29), key=lambda factor: cross_entropy(factor * scores, given)))
    w, b = fitted(given, penalty)
    stored = {
        "penalty": penalty,
        "sharpness": round(sharpness, 3),
        "signs": list(signs(measure(read({"loss": [1.0]})))),
    }
    stored |= {"bias": _by_name(sharpness * b), "weights": _by_name(sharpness * w)}
    FILE.write_text(json.dumps(stored, indent=1).replace(",\n   ", ", ") + "\n", encoding="utf-8")
    print(
        f"{given.plain.sum()} runs, {given.signs.shape[1]} signs; cross-entropy on data sets left out, by penalty:",
        {each: round(value, 3) for each, value in losses.items()},
        f"sharpness {sharpness:.2f}",
    )


def _by_name(values):
    return {name: np.round(value, 4).tolist() for name, value in zip(NAMES, values, strict=True)}
