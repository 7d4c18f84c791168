"""The share of right and of sure diagnoses, and which names are taken for which."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from benchmarks.diagnosis import data_sets, fit
from course_utils.diagnosis import NAMES, diagnose
from course_utils.diagnosis.curves import read
from course_utils.diagnosis.judge import chances_of, is_sure

NOT_SURE = "not sure"
HEAD = "{:<42} {:>4} {:>6} {:>10} {:>16} {:>10}"
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
    false_healthy : int
        How often a run that has a problem was surely called healthy.
    confusion : dict of (str, str) to int
        (true name, answer) to a number of runs; an answer may be "not sure". A run with two right names counts for
        the one that was answered, else for the first.
    """

    runs: int
    balanced: float
    sure: float
    right: float
    false_healthy: int
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


def answers(runs, way="as made", weights=None):
    """Yield the likeliest name of each run, and whether that is sure.

    Parameters
    ----------
    runs : list of Run
    way : str
        One of `WAYS`.
    weights : dict of str to (numpy.ndarray, numpy.ndarray), optional
        For each data set the weights to judge its runs by, instead of the stored ones.
    """
    for run in runs:
        history, arguments = shown(run, way)
        if weights is None:
            diagnosis = diagnose(history, **arguments)
            yield diagnosis.likeliest[0], diagnosis.sure
        else:
            clueless = np.log(arguments["num_classes"]) if arguments else None
            chances = chances_of(read(history), clueless, weights[run.data])
            name = max(chances, key=chances.__getitem__)
            yield name, is_sure(read(history), name, chances[name])


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
        false_healthy=sum(count for (true, name), count in confusion.items() if name == "healthy" != true),
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
    shares = f"{result.sure:.0%}", f"{result.right:.0%}", result.false_healthy, f"{result.balanced:.0%}"
    return HEAD.format(label, result.runs, *shares)


def matrix(result):
    """Format the confusion matrix as lines of text: a row for each true name, a column for each answer."""
    columns = (*NAMES, NOT_SURE)
    yield " " * 24 + " ".join(f"{_letter(name):>4}" for name in columns)
    for true in NAMES:
        cells = " ".join(f"{result.confusion.get((true, answer), 0) or '.':>4}" for answer in columns)
        yield f"{_letter(true)} {true:<22}{cells}"


def _letter(name):
    return "–" if name == NOT_SURE else "ABCDEFGHIJ"[NAMES.index(name)]


def report(judged, unseen):
    """Yield all that the command prints, line by line."""
    tuning, first, second = ([run for run in judged if run.part == part] for part in data_sets.PARTS)
    two = sum(len(run.names) > 1 for run in judged)
    configurations = len({run.made["key"] for run in judged})
    yield f"{len(judged)} runs of {configurations} configurations; {two} of them have two right names or three."
    yield ""
    yield HEAD.format("", "runs", "sure", "right of", "faulty runs", "balanced")
    yield HEAD.format("", "", "", "the sure", "called healthy", "accuracy")
    left_out = list(answers(tuning, weights=fit.stored_left_out(tuning)))
    of_first, of_second = list(answers(first)), list(answers(second))
    yield "data sets for tuning, each judged by weights that have not seen it"
    yield from _by_data_set(tuning, data_sets.TUNING, left_out)
    yield "first test: an earlier version was scored here, and one of its runs led to two new rules"
    yield from _test(first, data_sets.FIRST_TEST, tuning, of_first)
    yield "second test: these data sets were scored once, after everything had been fixed"
    yield from _test(second, data_sets.SECOND_TEST, tuning, of_second)
    yield ""
    yield from matrix(score(second, of_second))
    names = Counter(name if sure else NOT_SURE for name, sure in answers(unseen))
    yield ""
    yield (
        f"What curves cannot show: in {len(unseen)} runs, validation rows are copies of training rows. Answers: "
        + ", ".join(f"{name} {count}" for name, count in names.most_common())
        + "."
    )


def _test(runs, functions, tuning, answered):
    yield from _by_data_set(runs, functions, answered)
    for way in WAYS[1:]:
        yield line(f"  all of these, {way}", score(runs, answers(runs, way)))
    single = _score_where(runs, answered, lambda run: len(run.names) == 1)
    yield line("  all of these with one right name", single)
    yield line("  always the commonest name of tuning", score(runs, commonest(runs, tuning)))
    yield line("  validation above training: overfitting", score(runs, naive(runs)))


def _by_data_set(runs, functions, answered):
    for function in functions:
        name = function.__name__
        yield line(f"  {name}", _score_where(runs, answered, lambda run, name=name: run.data == name))
    yield line("  all of these", score(runs, answered))


def _score_where(runs, answered, chosen):
    pairs = [(run, answer) for run, answer in zip(runs, answered, strict=True) if chosen(run)]
    return score(*zip(*pairs, strict=True))
