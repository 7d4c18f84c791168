"""The share of right and of sure diagnoses, and which names are taken for which."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from course_utils.diagnosis import NAMES, diagnose

NOT_SURE = "not sure"
WAYS = ("as made", "with num_classes", "without accuracy", "without validation")


@dataclass(frozen=True)
class Score:
    """Of answers to runs.

    Attributes
    ----------
    runs : int
    balanced : float
        Balanced accuracy of the likeliest name, sure or not: the mean over the names of the share that is right.
    sure : float
        The share of sure answers.
    right : float
        The share of right ones among the sure answers; 0 if there are none.
    wrong : float
        The share of answers that are sure and wrong, among all.
    confusion : dict of (str, str) to int
        (true name, answer) to a number of runs; an answer may be "not sure". A run with two right names counts for
        the one that was answered, else for the first.
    """

    runs: int
    balanced: float
    sure: float
    right: float
    wrong: float
    confusion: dict


def shown(run, way="as made"):
    """Return a run's history, and the arguments of `diagnose` that go with it."""
    history, arguments = run.history, {}
    if way == "with num_classes" and run.classes:
        arguments = {"num_classes": run.classes}
    if way == "without accuracy":
        history = {name: values for name, values in history.items() if "accuracy" not in name}
    if way == "without validation":
        history = {name: values for name, values in history.items() if not name.startswith("val_")}
    return history, arguments


def answers(runs, way="as made"):
    """Yield the likeliest name of each run, and whether that is sure."""
    for run in runs:
        history, arguments = shown(run, way)
        diagnosis = diagnose(history, **arguments)
        yield diagnosis.likeliest[0], diagnosis.sure


def score(runs, answered):
    """Compute the `Score` of (name, sure) for each run."""
    confusion, likeliest, rights = Counter(), {name: [] for name in NAMES}, []
    for run, (name, sure) in zip(runs, answered, strict=True):
        true = name if name in run.names else run.names[0]
        likeliest[true].append(name == true)
        confusion[true, name if sure else NOT_SURE] += 1
        if sure:
            rights.append(name == true)
    return Score(
        runs=len(runs),
        balanced=float(np.mean([np.mean(hits) for hits in likeliest.values() if hits])),
        sure=len(rights) / len(runs),
        right=float(np.mean(rights)) if rights else 0.0,
        wrong=(len(rights) - sum(rights)) / len(runs),
        confusion=dict(confusion),
    )


def commonest(runs, tuning):
    """Answer without a look at the run: always the commonest name of the tuning part."""
    counts = Counter(run.names[0] for run in tuning)
    name = max(NAMES, key=lambda each: counts[each])
    return [(name, True) for _ in runs]


def naive(runs):
    """Answer by one rule: validation loss above training loss at the end is overfitting, else all is well."""
    for run in runs:
        above = run.history["val_loss"][-1] > run.history["loss"][-1]
        yield ("overfitting" if above else "healthy"), True


def line(label, result):
    """Format a score as one line of text."""
    return (
        f"{label:<42} {result.runs:4d} runs   balanced accuracy {result.balanced:4.0%}   sure {result.sure:4.0%}   "
        f"sure and right {result.right:4.0%}"
    )


def matrix(result):
    """Format the confusion matrix as lines of text: a row for each true name, a column for each answer."""
    columns = (*NAMES, NOT_SURE)
    yield " " * 24 + " ".join(f"{_letter(name):>4}" for name in columns) + "   right of sure"
    for number, true in enumerate(NAMES):
        row = [result.confusion.get((true, answer), 0) for answer in columns]
        cells = " ".join(f"{count or '.':>4}" for count in row)
        sure = sum(row[:-1])
        yield (
            f"{_letter(true)} {true:<22}{cells}   {row[number] / sure:.0%}"
            if sure
            else f"{_letter(true)} {true:<22}{cells}"
        )


def _letter(name):
    return "–" if name == NOT_SURE else "ABCDEFGHIJ"[NAMES.index(name)]


def report(judged, unseen):
    """Yield all that the command prints, line by line."""
    parts = {part: [run for run in judged if run.part == part] for part in ("tuning", "held-out")}
    two = sum(len(run.names) > 1 for run in judged)
    keras = sum(run.made["backend"] == "keras" for run in judged)
    yield f"{len(judged)} runs, {keras} of them by Keras; {two} have two right names."
    for part, runs in parts.items():
        yield ""
        yield f"{part}: {len(runs)} runs"
        for way in WAYS:
            yield line(f"  diagnose, {way}", score(runs, answers(runs, way)))
        for which, chosen in (
            ("runs by Keras", [run for run in runs if run.made["backend"] == "keras"]),
            ("runs with one right name", [run for run in runs if len(run.names) == 1]),
        ):
            yield line(f"  diagnose, {which}", score(chosen, answers(chosen)))
        yield line("  always the commonest name", score(runs, commonest(runs, parts["tuning"])))
        yield line("  validation above training: overfitting", score(runs, naive(runs)))
        yield ""
        yield from matrix(score(runs, answers(runs)))
    names = Counter(name if sure else NOT_SURE for name, sure in answers(unseen))
    yield ""
    yield (
        f"What curves cannot show: {len(unseen)} runs whose validation rows are copies of training rows are called "
        + ", ".join(f"{name} {count}" for name, count in names.most_common())
        + "."
    )
