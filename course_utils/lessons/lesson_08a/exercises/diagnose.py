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


# what tells the first of two names, the right one, from the second
_TELLS = {
    ("healthy", "overfitting"): "A gap between the curves is no overfitting: nearly every network is better on the "
    "rows that it has seen. Does the validation loss rise from its lowest value?",
    ("overfitting", "healthy"): "Where does the validation loss end, and how low has it been? The accuracy may still "
    "rise, or stay as it is, while the loss says that the network is more and more sure of its mistakes.",
    ("overfitting", "underfitting"): "A low accuracy in validation alone does not tell them apart. How good is this "
    "network on its own training rows?",
    ("underfitting", "overfitting"): "Has this network learned even its own training rows? One that is as bad on those "
    "has nothing learned by heart.",
    ("underfitting", "healthy"): "Curves that lie together and are flat are not all that is needed. How many of its "
    "own training rows are right at the end?",
    ("underfitting", "not learning"): "It did come below what guessing gives, ln K, by far. High is not the same as "
    "not learning.",
    ("not learning", "underfitting"): "Compare the loss with ln K, what guessing gives: from a loss at this level "
    "nothing was learned at all.",
    ("not learning", "overfitting"): "Compare the loss with ln K, what guessing gives: there is nothing learned that "
    "could be learned by heart.",
    ("not learning", "healthy"): "Flat, and both curves together; but compare the level with ln K, as guessing gives.",
    ("diverged", "healthy"): "nan is neither larger nor smaller than anything: every comparison with it is False. Ask "
    "`np.isfinite` first.",
    ("diverged", "not learning"): "Not learning stays near ln K, what guessing gives. Is this loss a number at all, or "
    "many times ln K?",
    ("diverged", "overfitting"): "Here training itself broke. Is this loss a number at all, or many times ln K?",
}


exercise = Exercise(
    points=3,
    trains=True,
    hints=[
        "Ask one question after the other, and `return` as soon as one is answered: the broken ones first, then those "
        "that learned nothing.",
        'A level means little by itself. Compare a loss with `np.log(history["num_classes"])`, what guessing gives, '
        "and the end of a curve with its own lowest value.",
        "What is left differs in two numbers: by how much the validation loss ends above its lowest value, and how "
        "many of the training rows are right.",
        "Try your rule on `check.known_trainings(case)`, look at the first that it takes for something else, and "
        "change one number.",
    ],
)


def check(answer, rng):
    seed = int(rng.integers(2**31))
    trainings = _shared.draw_many(seed)
    names = [training.name for training in trainings]
    diagnoses = [answer(copy.deepcopy(training.history)) for training in trainings]
    allowed = (*_labelled_runs.FIVE, NOT_SURE)
    not_allowed = [word for word in diagnoses if not (isinstance(word, str) and word in allowed)]
    expect.that(
        not not_allowed,
        tried=f"{len(diagnoses)} trainings",
        got=expect.short(not_allowed[0] if not_allowed else None),
        expected=f"one of {', '.join(map(repr, allowed))}",
        look="one name, a text, spelled as the table writes it; for every training",
    )
    reached = score(diagnoses, names)
    unsure = diagnoses.count(NOT_SURE)
    silent = unsure >= len(diagnoses) / 2
    tried = f"{len(diagnoses)} trainings: mean score {reached:.2f}, {PASSES} is asked for"
    share = max(reached, 0.0) if reached < PASSES else 0.0
    pairs = [(name, word) for name, word in zip(names, diagnoses, strict=True) if word not in (name, NOT_SURE)]
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
        else f"{worst[1]!r} for {pairs.count(worst)} of {names.count(worst[0])} that are {worst[0]!r}. The first of "
        f"them: training loss {loss[0]:.3g} in the first of {len(loss)} epochs and {loss[-1]:.3g} in the last; "
        f"validation loss {facts.val_best:.3g} at its lowest and {facts.val_end:.3g} in the last; "
        f"accuracy {facts.accuracy:.2f}, in validation {facts.val_accuracy:.2f}; "
        f"ln {example.history['num_classes']} = {facts.guessing:.2f}"
    )
    cause = (
        "To say nothing is better than to be wrong, but it earns nothing. Which of them are beyond doubt?"
        if silent
        else _TELLS.get(worst, "")
    )
    expect.that(
        reached >= PASSES,
        tried=tried,
        got=got,
        cause=cause,
        share=share,
        look="which number of this training tells the two names apart?",
    )
    return (
        f"your rule: a mean score of {reached:.2f}; the course's own `diagnose`, which knows five names more, on the "
        f"same trainings: {own_score(seed):.2f}"
    )
