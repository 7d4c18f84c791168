"""A rule that names what is wrong with a training run, judged on new runs."""

import copy
import functools

import numpy as np

from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
from course_utils.diagnosis import diagnose as own_diagnose
from course_utils.lessons.lesson_08a.exercises import _labelled_runs, _shared

# ---- a rule that reads curves

PASSES = 0.7  # the mean score to reach
NOT_SURE = "not sure"


def score(diagnoses, names):
    """Return the mean score of diagnoses: right 1, "not sure" 0, wrong −1."""
    return float(
        np.mean(
            [0 if word == NOT_SURE else 1 if word == name else -1 for word, name in zip(diagnoses, names, strict=True)]
        )
    )


@functools.lru_cache(32)
def own_score(seed):
    """Return the score of the course's own `diagnose` on the training runs of a seed."""
    diagnoses = []
    for training in _shared.draw_many(seed):
        curves = {name: values for name, values in training.history.items() if name != "num_classes"}
        diagnoses.append(own_diagnose(curves, num_classes=training.history["num_classes"]).name)
    return score(diagnoses, [training.name for training in _shared.draw_many(seed)])


# what distinguishes the first of two names, the right one, from the second
_TELLS = {
    ("healthy", "overfitting"): "A gap between the curves is not yet overfitting. Nearly every network is better on "
    "data that it was trained on. Does the validation loss rise from its lowest value?",
    ("overfitting", "healthy"): "Compare the end of the validation loss with its lowest value. The accuracy can "
    "stay as it is, while the loss shows that the network is more and more confident in its mistakes.",
    ("overfitting", "underfitting"): "A low validation accuracy alone doesn't distinguish the two. How good is this "
    "network on its own training set?",
    ("underfitting", "overfitting"): "Look at the training accuracy. A network that is bad on its own training set "
    "hasn't memorized anything.",
    ("underfitting", "healthy"): "Both curves are flat and close together, but that is not enough. What is the "
    "training accuracy at the end?",
    ("underfitting", "not learning"): "The training loss did fall far below chance level, ln K. A high loss is not "
    "the same as not learning.",
    ("not learning", "underfitting"): "Compare the training loss with chance level, ln K. A loss that stays there "
    "means that nothing was learned at all.",
    ("not learning", "overfitting"): "Compare the training loss with chance level, ln K. Nothing was learned, so "
    "nothing was memorized either.",
    ("not learning", "healthy"): "The curves are flat and close together, but at which level? Compare it with chance "
    "level, ln K.",
    ("diverged", "healthy"): "A run with a loss that is not finite, or ends at many times ln K, has diverged. "
    "Test this first, with `np.isfinite`, because every comparison with nan is False.",
    ("diverged", "not learning"): "A network that doesn't learn stays near chance level, ln K. Is this loss a "
    "finite number, and is it near ln K?",
    ("diverged", "overfitting"): "Here the training loss itself diverged. Is it a finite number, and how does it "
    "compare with ln K?",
}


exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Ask one question after the other, and `return` as soon as one is answered. Begin with the runs that "
        "diverged, then ask which runs learned nothing.",
        'A loss means little by itself. Compare it with chance level, `np.log(history["num_classes"])`, and compare '
        "the end of a curve with its lowest value.",
        "Two numbers distinguish the remaining names: how far the validation loss ends above its lowest value, and "
        "the training accuracy at the end.",
        "Try your rule on `check.known_trainings(case)`, look at the first run that it gets wrong, and change one "
        "number.",
    ],
)


def check(answer, rng):
    """Judge a rule on new runs; the course's own `diagnose` is not there for a submission."""
    seed = int(rng.integers(2**31))
    trainings = _shared.draw_many(seed)
    names = [training.name for training in trainings]
    diagnoses = [answer(copy.deepcopy(training.history)) for training in trainings]
    allowed = (*_labelled_runs.FIVE, NOT_SURE)
    not_allowed = [word for word in diagnoses if not (isinstance(word, str) and word in allowed)]
    expect.that(
        not not_allowed,
        tried=f"{len(diagnoses)} training runs",
        got=expect.short(not_allowed[0] if not_allowed else None),
        expected=f"one of {', '.join(map(repr, allowed))}",
        look="return one name for every run, as a text, spelled as in the table",
    )
    reached = score(diagnoses, names)
    unsure = diagnoses.count(NOT_SURE)
    tried = f"{len(diagnoses)} training runs: your mean score is {reached:.2f}, and {PASSES} is needed"
    share = max(reached, 0.0) if reached < PASSES else 0.0
    pairs = [(name, word) for name, word in zip(names, diagnoses, strict=True) if word not in (name, NOT_SURE)]
    silent = not pairs or unsure >= len(diagnoses) / 2
    worst = max(pairs, key=pairs.count, default=("", ""))
    example = next(
        (training for training, word in zip(trainings, diagnoses, strict=True) if (training.name, word) == worst),
        trainings[0],
    )
    facts = _labelled_runs.Facts(example.history)
    loss = example.history["loss"]
    got = (
        f"{NOT_SURE!r} for {unsure} of them"
        if silent
        else f"{worst[1]!r} for {pairs.count(worst)} of {names.count(worst[0])} runs that are {worst[0]!r}. The "
        f"first one: training loss {loss[0]:.3g} in the first and {loss[-1]:.3g} in the last of {len(loss)} epochs; "
        f"validation loss {facts.val_best:.3g} at its lowest and {facts.val_end:.3g} in the last; "
        f"accuracy {facts.accuracy:.2f}, in validation {facts.val_accuracy:.2f}; "
        f"ln {example.history['num_classes']} = {facts.guessing:.2f}"
    )
    cause = (
        f"A diagnosis of {NOT_SURE!r} is better than a wrong name, but it scores 0. Which other runs can your rule "
        "name?"
        if silent
        else _TELLS.get(worst, "")
    )
    expect.that(
        reached >= PASSES,
        tried=tried,
        got=got,
        cause=cause,
        share=share,
        look="which number of this run distinguishes the two names?",
    )
    return (
        f"Your rule has a mean score of {reached:.2f}. On the same runs, the `diagnose` of this course, which "
        f"distinguishes five more names, has {own_score(seed):.2f}."
    )
