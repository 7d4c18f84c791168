"""The fit of the judge's weights: logistic regression on the tuning part, checked by five folds of configurations.

Each run is seen in eight ways, with and without accuracy, validation and the number of classes, so that the weights
know what to do without. Each name has the same weight in the sum. The penalty, the temperature that makes confidences
mean what they say, and the confidence from which an answer is sure come from the folds; the held-out part is not read.
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from course_utils import diagnosis
from course_utils.diagnosis.curves import read
from course_utils.diagnosis.measures import measure
from course_utils.diagnosis.model import NAMES, signs
from course_utils.numpy_mlp import softmax

FILE = Path(diagnosis.__file__).parent / "weights.json"
FOLDS = 5
PENALTIES = (0.0003, 0.001, 0.003, 0.01, 0.03)
NEEDS_VALIDATION = {"validation too easy", "too noisy"}


def examples(runs):
    """Return signs (m, s), right names as a mask (m, names), fold, as made or not, and weight of each example."""
    rows, masks, folds, plain, weights = [], [], [], [], []
    for run in runs:
        if not all(np.all(np.isfinite(run.history[name])) for name in ("loss", "val_loss")):
            continue  # a rule says diverged before the weights are asked
        mask = np.array([name in run.names for name in NAMES], float)
        for number in range(8):
            accuracy, val, with_classes = number & 1 == 0, number & 2 == 0, number & 4 != 0
            if (not val and set(run.names) & NEEDS_VALIDATION) or (not accuracy and "accuracy" not in run.history):
                continue
            curves = {
                name: values
                for name, values in run.history.items()
                if (accuracy or "accuracy" not in name) and (val or not name.startswith("val_"))
            }
            rows.append(list(signs(measure(read(curves), run.clueless if with_classes else None)).values()))
            masks.append(mask)
            folds.append(int(run.made["group"][:8], 16) % FOLDS)
            plain.append(accuracy and val and not with_classes)
            weights.append(1.0 if val else 0.4)
    masks = np.array(masks)
    weights = np.array(weights)
    first = masks / masks.sum(axis=1, keepdims=True)
    per_name = weights @ first
    weights = weights * (first @ (1 / np.maximum(per_name, 1e-9)))
    return np.array(rows), masks, np.array(folds), np.array(plain), weights / weights.sum()


def fitted(rows, masks, weights, penalty):
    """Return weights (names, s) and bias (names,) with the lowest penalized cross-entropy."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    x = (rows - mean) / np.maximum(spread, 0.05)
    names, count = masks.shape[1], x.shape[1]

    def loss(flat):
        w, b = flat[: names * count].reshape(names, count), flat[names * count :]
        p = softmax(x @ w.T + b)
        right = (p * masks).sum(axis=1)
        back = weights[:, None] * (p - p * masks / right[:, None])
        value = -weights @ np.log(right) + penalty * np.sum(w * w)
        return value, np.concatenate([(back.T @ x + 2 * penalty * w).ravel(), back.sum(axis=0)])

    flat = minimize(loss, np.zeros(names * (count + 1)), jac=True, method="L-BFGS-B", options={"maxiter": 800}).x
    w, b = flat[: names * count].reshape(names, count) / np.maximum(spread, 0.05), flat[names * count :]
    return w, b - w @ mean


def out_of_fold(data, penalty):
    """Return scores (m, names) of each example by weights that saw no run of its fold."""
    rows, masks, folds, _, weights = data
    scores = np.zeros(masks.shape)
    for fold in range(FOLDS):
        w, b = fitted(rows[folds != fold], masks[folds != fold], weights[folds != fold], penalty)
        scores[folds == fold] = rows[folds == fold] @ w.T + b
    return scores


def cross_entropy(scores, masks, weights):
    """Return the weighted mean cross-entropy of the right names."""
    return float(-weights @ np.log((softmax(scores) * masks).sum(axis=1) + 1e-12) / weights.sum())


def fit(runs):
    """Fit weights.json to runs of the tuning part, and say what the folds gave."""
    data = examples(runs)
    rows, masks, _, plain, weights = data
    scores_by_penalty = {penalty: out_of_fold(data, penalty) for penalty in PENALTIES}
    losses = {
        penalty: cross_entropy(scores[plain], masks[plain], weights[plain])
        for penalty, scores in scores_by_penalty.items()
    }
    penalty = min(losses, key=losses.get)
    sharpness = min(
        np.geomspace(0.5, 2, 29), key=lambda s: cross_entropy(s * scores_by_penalty[penalty], masks, weights)
    )
    w, b = fitted(rows, masks, weights, penalty)
    names = list(signs(measure(read({"loss": [1.0]}))))
    FILE.write_text(
        json.dumps(
            {"penalty": penalty, "signs": names, "bias": _by_name(sharpness * b), "weights": _by_name(sharpness * w)},
            indent=1,
        ).replace(",\n   ", ", ")
        + "\n",
        encoding="utf-8",
    )
    print(
        f"{plain.sum()} runs, {len(names)} signs; cross-entropy out of fold for each penalty:",
        {each: round(value, 3) for each, value in losses.items()},
        f"sharpness {sharpness:.2f}",
    )
    p, right = softmax(sharpness * scores_by_penalty[penalty][plain]), masks[plain]
    confidence, hit = p.max(axis=1), right[np.arange(len(p)), p.argmax(axis=1)]
    print("confidence  share of the runs  right among them (out of fold)")
    for low, high in ((0, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = (confidence >= low) & (confidence < high)
        print(
            f"{low:.1f} to {min(high, 1):.1f}  {inside.mean():16.0%}  {hit[inside].mean() if inside.any() else 0:6.0%}"
        )
    for limit in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7):
        sure = confidence >= limit
        print(f"sure from {limit:.2f}: {sure.mean():.0%} sure, {hit[sure].mean():.0%} of these right")
    return p, right


def _by_name(values):
    return {name: np.round(value, 4).tolist() for name, value in zip(NAMES, values, strict=True)}
