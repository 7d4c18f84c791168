"""The checks of lesson 08: the best epoch, curves to read, a rule that reads them, one learned batch, patients."""

import copy
import functools
import math
from dataclasses import dataclass, field

import numpy as np

from course_utils import numpy_mlp
from course_utils.lessons.lesson_08.exercises import _labelled_runs, _datasets
from course_utils.checks.learner_side import calls, models
from course_utils.checks import expect
from course_utils.checks.answer import LearnerError, NotAttempted
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either, NotYet
from course_utils.diagnosis import diagnose as own_diagnose

lesson = Lesson("08_diagnosing_overfitting")
progress = lesson.progress


# ---- the best epoch


def _curves(rng, epochs, best):
    """A history whose validation loss is lowest at the index `best`; all else has its best at places of its own."""
    n = np.arange(epochs)
    loss = 2.2 * 0.8**n + rng.uniform(0.02, 0.05, epochs)
    loss[-2:] = loss[-1], loss[-1] + 0.02
    val_loss = 0.6 + 0.12 * np.abs(n - best) ** 1.2 + rng.uniform(0, 0.03, epochs)
    val_loss[0], val_loss[best] = val_loss.max() + 0.2, rng.uniform(0.5, 0.55)
    accuracy = np.clip(1 - 0.35 * loss, 0, 1)
    val_accuracy = np.clip(0.6 + 0.02 * n + rng.uniform(0, 0.01, epochs), 0, 1)
    val_accuracy[-3] = val_accuracy.max() + 0.01
    columns = {"loss": loss, "accuracy": accuracy, "val_loss": val_loss, "val_accuracy": val_accuracy}
    return {name: np.round(values, 4).tolist() for name, values in columns.items()}


@lesson.exercise(
    points=2,
    hints=[
        'Which number says how good the network is on rows that it was not trained on? `history["val_loss"]`, and '
        "small is good.",
        "`np.argmin` gives the place, counted from 0; for an epoch's number add 1. The gap is read at this place of "
        "both curves.",
        "Where a training broke, its last losses are nan, and `np.argmin` takes the first nan for the smallest. "
        "`np.nanargmin` passes over them.",
    ],
    errors={
        "'numpy.ndarray' object has no attribute 'index'": "The curves may be arrays as well as lists, and arrays have "
        "no `index`. `np.argmin` and its like take both.",
        "index out of range": "The last epoch has the number len(loss) and the place len(loss) − 1: which of the two "
        "is in the square brackets?",
        "out of bounds": "The last epoch has the number len(loss) and the place len(loss) − 1: which of the two is in "
        "the square brackets?",
    },
)
def gap_at_best_epoch(answer, rng):
    """The epoch with the lowest validation loss, counted from 1, and validation minus training loss there."""
    epochs = int(rng.integers(10, 13))
    best = int(rng.integers(4, epochs - 4))
    plain = _curves(rng, epochs, best)
    tie = copy.deepcopy(plain)
    tie["val_loss"][best + 2] = tie["val_loss"][best]
    broken = copy.deepcopy(plain)
    broken["loss"][-2:], broken["val_loss"][-2:] = [math.inf, math.nan], [math.inf, math.nan]
    last = {name: np.array(values[: best + 1]) for name, values in plain.items()}
    cases = (
        ("", plain),
        ("the lowest validation loss occurs twice; ", tie),
        ("the training broke; ", broken),
        ("the last epoch is the best, the curves are arrays; ", last),
    )
    for what, history in cases:
        loss, val_loss = (np.array(history[name]) for name in ("loss", "val_loss"))
        tried = f"{what}loss = {expect.short(loss)}, val_loss = {expect.short(val_loss)}"
        got = answer(copy.deepcopy(history))
        pair = isinstance(got, (tuple, list, np.ndarray)) and np.shape(got) == (2,)
        expect.that(pair, tried=tried, got=expect.short(got), expected="(epoch, gap)",
                    look="two numbers: first the epoch, then the gap")  # fmt: skip
        epoch, gap = got
        lowest_loss, val_accuracy = int(np.nanargmin(loss)), int(np.argmax(history["val_accuracy"]))
        final = len(loss)
        expect.close(
            epoch,
            best + 1,
            tried=f"{tried}: the epoch",
            look="where is the validation loss lowest? Count from 1, and take the first of equal ones",
            mistakes={
                "This is the place in the list, which is counted from 0. The number of the epoch is one more, as "
                "`fit` prints it.": best,
                "`np.argmin` takes nan for the smallest number of all. What is not finite is no candidate.": Either(
                    [final, final - 1] if what.startswith("the training") else []
                ),
                "Of two equal epochs this is the later one. The network was as good before, and has since learned by "
                "heart.": Either([best + 3] if what.startswith("the lowest") else []),
                "This is the last epoch. Training longer does not always make a network better: look where the "
                "validation loss is lowest.": Either([] if final == best + 1 else [final]),
                "This is the worst epoch: of a loss, the smallest value is the best.": int(np.nanargmax(val_loss)) + 1,
                "Here the training loss is lowest. It falls on and on; what counts is the loss on rows that the "
                "network was not trained on.": lowest_loss + 1,
                "Here the validation accuracy is highest. It can rise while the validation loss rises, too: asked for "
                "is the loss.": val_accuracy + 1,
            },
        )
        at_best = val_loss[best] - loss[best]
        accuracies = np.array(history["accuracy"]) - np.array(history["val_accuracy"])
        with np.errstate(invalid="ignore"):
            differences = val_loss - loss
        expect.close(
            gap,
            at_best,
            tried=f"{tried}: the gap",
            atol=2e-5,
            look="validation loss minus training loss, both of the best epoch",
            mistakes={
                "This is the gap at the last epoch. Asked for is that of the best one, whose weights one would "
                "keep.": differences[-1],
                "Each curve's own lowest value is in it, and these are of different epochs.": np.nanmin(val_loss)
                - np.nanmin(loss),
                "The sign is turned over: validation minus training, so that a network that is worse on new rows has "
                "a gap above 0.": -at_best,
                "This is made of accuracies. The gap is one of losses.": Either((accuracies[best], -accuracies[best])),
                "This is the gap of the epoch after the best one: a number that counts from 1 used as a "
                "place.": Either(differences[best + 1 : best + 2]),
                "This is the validation loss itself. Take the training loss of the same epoch from it.": val_loss[best],
            },
        )


# ---- curves to read

LETTERS = "ABCDEF"


@functools.lru_cache(4)
def draw_case(case):
    """The six trainings of a case: a dict from letter to `ailments.Training`.

    Parameters
    ----------
    case : int
        From 0 to 9999.

    Raises
    ------
    ValueError
        For another case.
    """
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    rng = np.random.default_rng(case)
    names = rng.permutation([*_labelled_runs.NAMES, *_labelled_runs.NAMES])[: len(LETTERS)].tolist()  # one may come twice
    return dict(zip(LETTERS, _labelled_runs.draw_trainings(rng, names), strict=True))


@lesson.shows
def six_trainings(case):
    """The curves of six trainings made from a number of your choice.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each makes others.

    Returns
    -------
    dict of str to dict
        "A" to "F", each a history: "loss", "accuracy", "val_loss", "val_accuracy", a number for each epoch; and
        "num_classes".
    """
    return {letter: copy.deepcopy(training.history) for letter, training in draw_case(case).items()}


@lesson.exercise(
    points=1,
    hints=[
        "Ask in this order. Are there losses that are no numbers, or far above guessing? Did the training loss come "
        "below guessing at all? Does it jump?",
        "Then compare: does validation lie below training all the time? Does it rise from its lowest value while "
        "training falls?",
        "What is left differs at the end: still falling, flat with many training rows wrong, or flat with nearly all "
        "rows right.",
    ],
)
def read_the_curves(answer, rng):
    """What six trainings suffer from."""
    got = answer.value
    form = isinstance(got, dict) and {"case", *LETTERS} <= set(got)
    expect.that(form, got=expect.short(got), tried="the form of your answer",
                expected='{"case": case, "A": "…", …, "F": "…"}',
                look="seven names, each with a value: case, and the six letters")  # fmt: skip
    case = got["case"]
    expect.that(isinstance(case, int) and not isinstance(case, bool) and 0 <= case <= 9999, tried="the case",
                got=expect.short(case), look="write `case`, the variable: no quotes, no number of other curves",
                expected="the whole number, from 0 to 9999, that you gave to check.six_trainings")  # fmt: skip
    said = {letter: got[letter].strip().lower() if isinstance(got[letter], str) else "" for letter in LETTERS}
    for letter, name in said.items():
        expect.that(name in _labelled_runs.NAMES, tried=f"case {case}: {letter}", got=expect.short(got[letter]),
                    expected=f"one of {', '.join(ailments.NAMES)}",
                    look="the names as the table above writes them, in quotes")  # fmt: skip
    drawn = draw_case(case)
    wrong = [letter for letter in LETTERS if said[letter] != drawn[letter].name]
    for letter in wrong:
        reply = _labelled_runs.against(said[letter], drawn[letter].history)
        expect.that(False, tried=f"case {case}, {len(LETTERS) - len(wrong)} of {len(LETTERS)} are right: {letter}",
                    got=repr(said[letter]), cause=f"Look again at {letter}: {reply}.",
                    share=1 - len(wrong) / len(LETTERS))  # fmt: skip


# ---- a rule that reads curves

PASSES = 0.7  # the mean score to reach
_COUNTS = {"healthy": 5, "overfitting": 5, "underfitting": 5, "not learning": 5, "diverged": 4}
NOT_SURE = "not sure"


@functools.lru_cache(32)
def draw_many(seed):
    """The 24 trainings of a seed in mixed order, a tuple of `ailments.Training`."""
    rng = np.random.default_rng(seed)
    names = [name for name, count in _COUNTS.items() for _ in range(count)]
    return tuple(_labelled_runs.draw_trainings(rng, rng.permutation(names).tolist()))


@lesson.shows
def known_trainings(case):
    """The curves of 24 trainings made from a number of your choice, with their names, to try a rule on.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each makes others.

    Returns
    -------
    list of (str, dict)
        The name, one of five, and the history: "loss", "accuracy", "val_loss", "val_accuracy", a number for each
        epoch; and "num_classes".
    """
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    return [(training.name, copy.deepcopy(training.history)) for training in draw_many(case)]


def score(said, names):
    """The mean score of diagnoses: right 1, "not sure" 0, wrong −1."""
    return float(np.mean([0 if word == NOT_SURE else 1 if word == name else -1
                          for word, name in zip(said, names, strict=True)]))  # fmt: skip


@functools.lru_cache(32)
def own_score(seed):
    """The score of the course's own `diagnose` on the trainings of a seed."""
    said = []
    for training in draw_many(seed):
        curves = {name: values for name, values in training.history.items() if name != "num_classes"}
        said.append(own_diagnose(curves, num_classes=training.history["num_classes"]).name)
    return score(said, [training.name for training in draw_many(seed)])


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


@lesson.exercise(
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
def diagnose(answer, rng):
    """A rule that names what a training suffers from, judged on trainings made just now."""
    seed = int(rng.integers(2**31))
    trainings = draw_many(seed)
    names = [training.name for training in trainings]
    said = [answer(copy.deepcopy(training.history)) for training in trainings]
    allowed = (*_labelled_runs.FIVE, NOT_SURE)
    strange = [word for word in said if not (isinstance(word, str) and word in allowed)]
    expect.that(not strange, tried=f"{len(said)} trainings", got=expect.short(strange[0] if strange else None),
                expected=f"one of {', '.join(map(repr, allowed))}",
                look="one name, a text, spelled as the table writes it; for every training")  # fmt: skip
    reached = score(said, names)
    unsure = said.count(NOT_SURE)
    silent = unsure >= len(said) / 2
    tried = f"{len(said)} trainings: mean score {reached:.2f}, {PASSES} is asked for"
    share = max(reached, 0.0) if reached < PASSES else 0.0
    pairs = [(name, word) for name, word in zip(names, said, strict=True) if word not in (name, NOT_SURE)]
    worst = max(pairs, key=pairs.count, default=("", ""))
    example = next((training for training, word in zip(trainings, said, strict=True)
                    if (training.name, word) == worst), trainings[0])  # fmt: skip
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
    expect.that(reached >= PASSES, tried=tried, got=got, cause=cause, share=share,
                look="which number of this training tells the two names apart?")  # fmt: skip
    return (
        f"your rule: a mean score of {reached:.2f}; the course's own `diagnose`, which knows five names more, on the "
        f"same trainings: {own_score(seed):.2f}"
    )


# ---- one batch by heart

ROWS = 40  # more than the batch size that fit takes when it is told none
MOMENTUM = 0.9


@dataclass(frozen=True, eq=False)
class Batch:
    """A network and one batch to learn by heart.

    Attributes
    ----------
    what : str
    weights : list of numpy.ndarray
        Of two Dense layers.
    x, y : numpy.ndarray, shapes (ROWS, features) and (ROWS,)
    learning_rate : float
    steps : int
    settings : dict
        ``dropout``, ``trainable``, ``metrics`` where they are not as usual.
    """

    what: str
    weights: list
    x: np.ndarray
    y: np.ndarray
    learning_rate: float
    steps: int
    settings: dict = field(default_factory=dict)

    @functools.cached_property
    def losses(self):
        """The loss before and after each update with the whole batch, without dropout."""
        rate = self.learning_rate if self.settings.get("trainable", True) else 0.0
        return _path(self.weights, self.x, self.y, rate, self.steps)[0]

    def model(self):
        """The compiled Keras classifier, as data."""
        import keras

        trainable, dropout = self.settings.get("trainable", True), self.settings.get("dropout")
        inputs, units, classes = len(self.weights[0]), len(self.weights[1]), len(self.weights[3])
        hidden = keras.layers.Dense(units, activation="relu", trainable=trainable)
        between = [keras.layers.Dropout(dropout)] if dropout else []
        last = keras.layers.Dense(classes, activation="softmax", trainable=trainable)
        network = keras.Sequential([keras.Input((inputs,)), hidden, *between, last])
        network.set_weights(self.weights)
        optimizer = keras.optimizers.SGD(self.learning_rate, momentum=MOMENTUM)
        network.compile(optimizer, "sparse_categorical_crossentropy", metrics=self.settings.get("metrics"))
        return models.export(network)


def _path(weights, x, y, learning_rate, steps):
    """The loss before and after each of so many updates with the whole batch, and whether all rows are right then."""
    weights = [weight.copy() for weight in weights]
    velocity = [np.zeros_like(weight) for weight in weights]
    losses, all_right = [], []
    for _ in range(steps + 1):
        loss, right, gradients = numpy_mlp.loss_and_gradients(weights, x, y)
        losses.append(loss)
        all_right.append(right == 1)
        for weight, speed, gradient in zip(weights, velocity, gradients, strict=True):
            speed[:] = MOMENTUM * speed - learning_rate * gradient
            weight += speed
    return np.array(losses), np.array(all_right)


def _rows(rng, features, classes, spread):
    """`ROWS` rows around one point for each class."""
    y = rng.permutation(np.resize(np.arange(classes), ROWS))
    points = rng.normal(size=(classes, features))
    points *= 2.5 / np.linalg.norm(points, axis=1, keepdims=True)
    return (points[y] + spread * rng.normal(size=(ROWS, features))).astype("float32"), y


def draw_batches(rng):
    """What `overfit_one_batch` is tried on: six of `Batch`, of which the first and the last are learned by heart."""
    features, classes, units = int(rng.integers(8, 13)), int(rng.integers(3, 6)), int(rng.integers(30, 50))
    rate, steps = float(np.round(rng.uniform(0.08, 0.12), 3)), int(rng.integers(8, 13))

    def weights(scale=1.0, width=units):
        start = numpy_mlp.start((features, width, classes), int(rng.integers(1 << 30)))
        return [np.float32(scale) * weight for weight in start]

    x, y = _rows(rng, features, classes, 0.7)
    if rng.random() < 0.5:
        start = weights()
        start[1] = start[1] - np.float32(100)
        hopeless = Batch("a network whose hidden units are dead, with biases of −100", start, x, y, rate, steps)
    else:
        hopeless = Batch("a batch whose inputs are all 0", weights(), 0 * x, y, rate, steps)
    return [
        _high_start(rng, weights, (features, classes), rate),
        _few_steps(rng, weights, (features, classes), rate),
        Batch("a network with dropout and the learning rate 0", weights(), x, y, 0.0, steps, {"dropout": 0.5}),
        hopeless,
        Batch("a network without a layer that can be trained", weights(), x, y, rate, steps, {"trainable": False}),
        _mixed_labels(weights, x, rng.permutation(y), rate),
    ]


def _high_start(rng, weights, sizes, rate):
    """Learned, though the loss is still above 0.1 and above a tenth of ln K: it began so high."""
    while True:
        start, (x, y) = weights(scale=2.0), _rows(rng, *sizes, 0.7)
        losses, _ = _path(start, x, y, rate, 60)
        steps = int(np.argmax(losses < 0.08 * losses[0]))  # the first
        far = losses[steps] > 1.1 * max(0.1, 0.1 * math.log(sizes[1])) and losses[steps] < losses[steps - 1] - 0.004
        if steps >= 8 and far:
            return Batch("a sound network that begins with a high loss", start, x, y, rate, steps)


def _few_steps(rng, weights, sizes, rate):
    """Not learned, though all rows are right and the loss has fallen."""
    while True:
        start, (x, y) = weights(), _rows(rng, *sizes, 0.4)
        losses, all_right = _path(start, x, y, rate, 40)
        fit = np.flatnonzero(all_right & (losses < 0.6 * losses[0]) & (losses > 0.2 * losses[0]))
        if len(fit) and fit[-1] >= 4:
            return Batch("a sound network and few steps", start, x, y, rate, int(fit[-1]), {"metrics": ["accuracy"]})


def _mixed_labels(weights, x, y, rate):
    """Learned, though there is nothing to understand in it."""
    while True:
        start = weights(scale=1.5, width=128)
        losses, _ = _path(start, x, y, rate, 200)
        steps = int(np.argmax(losses < 0.05 * losses[0]))
        if steps:
            return Batch("a large network and labels in a wrong order", start, x, y, rate, steps)


@lesson.exercise(
    points=3,
    trains=True,
    hints=[
        "Keep `model.get_weights()` first, and the loss before: "
        "`model.evaluate(x, y, verbose=0, return_dict=True)[\"loss\"]`.",
        "`steps` updates with all rows at once: `model.train_on_batch(x, y)` in a loop, or `fit` with `epochs=steps` "
        "and `batch_size=len(x)`. Then `evaluate` again: what `fit` says of an epoch was measured before the update.",
        "`try: … finally: model.set_weights(kept)` puts the weights back whatever happens in between.",
    ],
    errors={
        "unsupported operand type(s) for /: 'list'": "`evaluate` returns a list where `compile` was told a metric, "
        "else the loss alone. `return_dict=True` gives a dictionary in both cases.",
        "'<' not supported between instances of 'list'": "`evaluate` returns a list where `compile` was told a metric, "
        "else the loss alone. `return_dict=True` gives a dictionary in both cases.",
        "'float' object is not subscriptable": "`evaluate` returns a list only where `compile` was told a metric, else "
        "the loss alone. `return_dict=True` gives a dictionary in both cases.",
        "not enough values to unpack": "Is this from the model without a layer that can be trained? It has no "
        "gradients, so there is nothing to hand to the optimizer.",
    },
)
def overfit_one_batch(answer, rng):
    """Whether a network learns one batch by heart, and how far it came; its weights are put back."""
    batches = draw_batches(rng)
    for batch in batches:
        losses, steps, model = batch.losses, batch.steps, batch.model()
        before, want = losses[0], losses[-1]
        tried = f"{batch.what}, {ROWS} rows, {steps} steps, loss {before:.3f} before"
        seed = int(rng.integers(1000))
        got, after = answer.via(calls.weights_after, model, batch.x, batch.y, steps, seed=seed)
        pair = isinstance(got, (tuple, list)) and len(got) == 2
        expect.that(pair, tried=tried, got=expect.short(got), expected="(learned, loss)",
                    look="both are asked for: True or False, then the final loss")  # fmt: skip
        learned, loss = got
        same = all(np.array_equal(one, other) for one, other in zip(model["weights"], after, strict=True))
        expect.that(same, tried=f"{tried}: the weights afterwards", got="other weights than before the call",
                    expected="those that the model came with",
                    look="this was a test, and whoever handed you the model wants to train it from where it was: keep "
                    "the weights first, set them again at the end")  # fmt: skip
        one_too_few = Either([] if before == want else [losses[-2]])
        expect.close(
            loss,
            want,
            tried=f"{tried}: the final loss",
            atol=1e-3,
            rtol=2e-3,
            look="the loss of this batch after the last update, as `evaluate` measures it",
            mistakes={
                "This is the loss before the last update: what `fit` and `train_on_batch` report is measured first, "
                "and then the weights move. `evaluate` after the last step.": one_too_few,
                "This is the loss before the training.": Either([] if before == want else [before]),
                "So it is after a single update. `steps` says how many there are.": Either(
                    [] if before == want else [losses[1]]
                ),
                "This is an accuracy, or one of several numbers that came back: the loss is the first of "
                "them.": Either([] if want == 1 else [1.0]),
                "Nothing can move in this network, and still the loss is not what it was. It was measured with "
                "dropout at work; `evaluate` switches it off.": Either(
                    [loss] if before == want and isinstance(loss, float) and loss != before else []
                ),
                f"The loss is lower than {steps} updates can make it. A step is one update with all {ROWS} rows; with "
                "`fit`, a batch has 32 rows unless you say otherwise, and that makes two updates of an epoch.": Either(
                    [loss] if isinstance(loss, float) and loss < want else []
                ),
            },
        )
        right = bool(want < before / 10)
        boolean = np.ndim(learned) == 0 and np.asarray(learned).dtype.kind in "bi"
        cause = (
            "This is no yes or no: True or False comes first, then the loss."
            if not boolean
            else "All rows are right, but the loss is not yet below a tenth of what it was: an accuracy cannot say it."
            if batch.settings.get("metrics")
            else ""
        )
        expect.that(bool(boolean and learned == right), tried=f"{tried}, {want:.3f} after: learned",
                    got=expect.short(learned), expected=str(right), cause=cause,
                    look="the final loss against a tenth of this network's own loss before")  # fmt: skip
    batch, model = batches[0], batches[0].model()
    after, _ = answer.via(calls.weights_after_failing, model, 4, batch.x, batch.y, batch.steps)
    same = all(np.array_equal(one, other) for one, other in zip(model["weights"], after, strict=True))
    expect.that(same, tried="a training that raises an error in one of its steps: the weights afterwards",
                got="other weights than before the call", expected="those that the model came with",
                look="`finally` is run whether the lines before it end well or not")  # fmt: skip


# ---- extras


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "Two questions: which number of an epoch counts, and which epoch?",
        "Of each network the lowest validation loss, as early stopping would keep those weights. Then the name with "
        "the smallest of these numbers: `min(histories, key=…)`.",
    ],
)
def choose_model(answer, rng):
    """Which of several trained networks to use, by their histories."""
    low, high = np.sort(rng.uniform(0.3, 0.9, 2)), rng.uniform(1.0, 1.5)
    right, big, late, sure = rng.permutation(["small", "wide", "deep", "huge"]).tolist()
    base = float(low[0])

    def curves(loss, val_loss, accuracy, val_accuracy):
        columns = {"loss": loss, "val_loss": val_loss, "accuracy": accuracy, "val_accuracy": val_accuracy}
        return {name: np.round(values, 3).tolist() for name, values in columns.items()}

    histories = {
        right: curves([1.2, 0.7, 0.5, 0.4], [1.1, base, base + 0.2, base + 0.5], [0.5, 0.7, 0.8, 0.85],
                      [0.5, 0.8, 0.79, 0.78]),
        big: curves([0.9, 0.3, 0.05, 0.01], [0.9, base + 0.2, base + 0.6, high + 1], [0.7, 0.9, 0.99, 1.0],
                    [0.6, 0.76, 0.75, 0.74]),
        late: curves([1.3, 0.9, 0.7, 0.6], [1.3, 0.9 + base, base + 0.2, base + 0.1], [0.4, 0.6, 0.7, 0.75],
                     [0.4, 0.6, 0.7, 0.76]),
        sure: curves([1.0, 0.5, 0.3, 0.2], [1.0, base + 0.15, base + 0.3, base + 0.7], [0.6, 0.8, 0.88, 0.9],
                     [0.6, 0.8, 0.84, 0.86]),
    }  # fmt: skip
    order = rng.permutation(list(histories)).tolist()
    histories = {name: histories[name] for name in order}
    broken = {name: copy.deepcopy(histories[name]) for name in [big, *(name for name in order if name != big)]}
    for curve in ("loss", "val_loss"):
        broken[big][curve][-1] = math.nan
    for given in (histories, broken):
        said = [f"{name}: val_loss {expect.short(run['val_loss'])}" for name, run in given.items()]
        tried = f"choose_model, {'; '.join(said)}"
        got = answer(given)
        known = isinstance(got, str) and got in given
        expect.that(known, tried=tried, got=expect.short(got), expected=f"one of {', '.join(map(repr, given))}",
                    look="the name of the network, a key of the dictionary")  # fmt: skip
        cause = {
            big: "nan is no low loss, and no comparison with it is true: pass over it."
            if given is broken
            else "This one is best on the training rows. Which of its numbers says something about new ones?",
            late: "This one has the lowest validation loss in the last epoch. Another was better than that before, and "
            "those weights can be kept.",
            sure: "This one has the highest validation accuracy. Asked for is the loss, which also counts how sure a "
            "network is of its mistakes.",
            right: "",
        }[got]
        expect.that(got == right, tried=tried, got=expect.short(got), cause=cause)


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "How often does each class occur among the predictions? `np.unique(predicted)` lists those that occur.",
        "Two conditions: all predictions are of one class, and the true labels are not.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no: `np.all` or `np.any` makes one of many.",
    },
)
def collapsed(answer, rng):
    """Whether a network gives one and the same class to everything."""
    common, rare = rng.permutation(np.arange(1, 6))[:2].tolist()
    n = int(rng.integers(40, 60))
    y = rng.permutation(np.r_[np.full(n, common), np.full(n // 8, rare)])
    mixed = rng.permutation(np.resize([common, rare, 0], n))
    cases = (
        ("one class for all, and nearly all rows are of it", y, np.full(len(y), common), True),
        ("one class for all, a rare one", y, np.full(len(y), rare), True),
        ("two classes where there are three", mixed, np.where(mixed == 0, common, mixed), False),
        ("nearly all wrong", mixed, np.where(mixed == common, rare, common), False),
        ("all rows are of one class, and so are the predictions", np.full(n, rare), np.full(n, rare), False),
    )
    for what, labels, predicted, want in cases:
        got = answer(labels, predicted)
        tried = f"{what}: y = {expect.short(labels, 60)}, predicted = {expect.short(predicted, 60)}"
        boolean = isinstance(got, (bool, int))
        cause = {
            cases[0][0]: "The accuracy is high, and still this network has one answer for everything. Look at the "
            "predictions, not at how many are right.",
            cases[1][0]: "Every prediction is the same class. Which class it is, does not matter.",
            cases[2][0]: "One class is never predicted. That is a fault, too, but this network does tell rows apart.",
            cases[3][0]: "This network is wrong nearly everywhere, but it does not give one answer to everything.",
            cases[4][0]: "Here there is only one class to predict. One answer for everything is right.",
        }[what] if boolean else "This is no yes or no: one True or False for the whole network."
        expect.that(boolean and got == want, tried=tried, got=expect.short(got), expected=str(want), cause=cause)


# ---- patients: which illness, and a program without it

ILLNESSES = ("overfitting", "underfitting", "unscaled inputs", "shuffled labels", "wrong loss", "dead units",
             "leaking validation", "exploding rate")  # fmt: skip
TOLD_BY = {
    "ranges": "the smallest and the largest value of each column",
    "rows": "a few rows beside their labels",
    "loss": "the loss read beside the last layer and the labels",
    "activations": "what the hidden units give for many rows",
    "twins": "which rows stand in both parts",
    "rate": "the learning rate at each epoch",
}
_FIRST_LOOK = {"unscaled inputs": "ranges", "shuffled labels": "rows", "wrong loss": "loss", "dead units":
               "activations", "leaking validation": "twins", "exploding rate": "rate"}  # fmt: skip
NAMED = 1 / 3  # of a patient's points are for the illness and what told it, the others for the cure


class _Treatment:
    """One try at a patient: what the learner calls the illness, and runs of the mended program."""

    def __init__(self, answer, rng, illness, epochs):
        self.answer, self.rng, self.illness, self.epochs = answer, rng, illness, epochs
        self.said, self.told_by = answer.via(calls.entries, ["illness", "told_by"])
        self.named = self.said == illness and self.told_by == _FIRST_LOOK[illness]
        self.share = NAMED if self.named else 0.0

    def run(self, rows, what):
        """The curves that the mended program returns, and what it predicts for the new rows."""
        tried = f"your program on {what} drawn just now"
        try:
            got = self.answer.via(calls.treated, rows.x, rows.y, rows.x_new, self.epochs,
                                  seed=int(self.rng.integers(2**31)))  # fmt: skip
        except NotAttempted:
            if not self.named:
                raise
            raise NotYet(tried, "no program yet", share=self.share, cause="The illness is named. Now the cure: "
                         "copy the sick program into yours, and mend it.") from None  # fmt: skip
        except LearnerError as error:
            if not self.named or not error.kind:
                raise
            where = f"line {error.line}, `{error.code}`: " if error.line else ""
            raise NotYet(tried, f"{where}{error.kind}: {error.text}", share=self.share,
                         look="the illness is named; mend what stops the program") from None  # fmt: skip
        two = isinstance(got, (tuple, list)) and len(got) == 2 and isinstance(got[0], dict)
        curves = two and all(_is_curve(got[0].get(name)) for name in ("loss", "val_loss"))
        expect.that(curves, tried=tried, got=expect.short(got), expected="(history.history, predicted)",
                    share=self.share, look="the curves of the training with loss and val_loss, and what "
                    "is predicted for x_new, as the sick program returns them")  # fmt: skip
        history, predicted = got[0], expect.numbers(got[1])
        numbers = predicted is not None and predicted.dtype.kind in "iufb"
        fits = numbers and predicted.shape == rows.y_new.shape
        shape = f", of shape {predicted.shape}" if numbers else ""
        expect.that(fits, tried=tried, got=f"{expect.short(got[1])}{shape}",
                    expected=f"shape {rows.y_new.shape}", share=self.share,
                    look="one prediction for each row of x_new: a label or an amount, not probabilities")  # fmt: skip
        finite = all(np.isfinite(history[name]).all() for name in ("loss", "val_loss"))
        expect.that(finite, tried=tried, got=f"loss {_ends(history['loss'])}", expected="finite numbers",
                    share=self.share,
                    look="the loss is no number any more: the patient is as ill as before")  # fmt: skip
        return history, predicted.astype("float64")

    def promised(self, history, what):
        """The validation accuracy that the program ends with."""
        curve = history.get("val_accuracy")
        expect.that(_is_curve(curve), tried=f"your program on {what} drawn just now", got=expect.short(list(history)),
                    expected="a curve val_accuracy", share=self.share,
                    look="compile with metrics=['accuracy'], and give fit its validation data")  # fmt: skip
        return float(curve[-1])

    def cured(self, condition, what, got, expected, *, look, cause=""):
        """Demand something of a mended program, and keep the points for a named illness."""
        expect.that(bool(condition), tried=f"your program on {what} drawn just now", got=got, expected=expected,
                    cause=cause, look=look, share=self.share)  # fmt: skip

    def name(self, replies):
        """Demand the illness and what told it; the program is cured already."""
        said = self.said if isinstance(self.said, str) else ""
        expect.that(self.said == self.illness, tried="the program is cured; its illness", got=expect.short(self.said),
                    expected="" if said in ILLNESSES else f"one of {', '.join(ILLNESSES)}", share=1 - NAMED,
                    cause=replies.get(said, ""), look="another illness: which one did your mend take "
                    "away?")  # fmt: skip
        expect.that(self.named, tried=f"the program is cured; what told you of {self.illness}",
                    got=expect.short(self.told_by),
                    expected="" if self.told_by in TOLD_BY else f"one of {', '.join(TOLD_BY)}",
                    share=1 - NAMED, look="which look shows the cause itself, and not what came of it?")  # fmt: skip


def _is_curve(value):
    curve = expect.numbers(value)
    return curve is not None and curve.ndim == 1 and len(curve) > 0 and curve.dtype.kind in "iuf"


def _last(history, name):
    """The last value of a curve that need not be there, or be one; then nan."""
    return float(history[name][-1]) if _is_curve(history.get(name)) else math.nan


def _ends(curve):
    return f"{curve[0]:.3g} at first, {curve[-1]:.3g} at last"


@lesson.shows
def rows(patient):
    """Rows to run a patient's program on; the check draws others.

    Parameters
    ----------
    patient : int
        1 to 6.

    Returns
    -------
    tuple of numpy.ndarray
        ``x, y, x_new, y_new``: the program gets the first three. A label -1 in `y_new` is not counted.
    """
    draws = _datasets.flats, _datasets.writing, _datasets.plants, _datasets.rents, _datasets.blood, _datasets.stars
    if isinstance(patient, bool) or patient not in range(1, len(draws) + 1):
        raise ValueError(f"patient must be a whole number from 1 to {len(draws)}, got {patient!r}")
    drawn = draws[patient - 1](np.random.default_rng(patient))
    return drawn.x, drawn.y, drawn.x_new, drawn.y_new


@lesson.exercise(
    points=3,
    trains=True,
    hints=[
        "Where does the loss start? A clueless network of three classes has ln 3 = 1.1. What makes a first loss of "
        "thousands?",
        "`x.min(axis=0)` and `x.max(axis=0)`, column by column: could one step size suit all of these weights?",
        "Every column minus its mean, divided by its standard deviation: both from the rows that the network learns "
        "from, and the same two numbers for `x_new`. A `Normalization` layer after `adapt(x)` does it, too.",
    ],
)
def patient_1(answer, rng):
    """Flats of three districts, in columns of five different units."""
    case, drawn = _Treatment(answer, rng, "unscaled inputs", epochs=20), _datasets.flats(rng)
    history, predicted = case.run(drawn, "flats")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    learned = _last(history, "accuracy")
    cause = ""
    if learned > 0.85:
        cause = (
            f"On the rows that it learned from {learned:.0%} are right, of new ones few are. Are new rows scaled "
            "with the very numbers that training rows were scaled with, and not with their own?"
        )
    case.cured(right >= 0.6, "flats", f"{right:.0%} right, mean over the classes", "at least 60 %", cause=cause,
               look="a loss that is a number only takes the symptom away, and a third is right by guessing, as before. "
               "How large are the numbers that go in?")  # fmt: skip
    case.name(
        {
            "exploding rate": "The rate stays as it is. It is too large only for numbers as large as these.",
            "wrong loss": "Softmax, three outputs and this cross-entropy fit each other.",
            "dead units": "They may have died here, but of something: what killed them?",
            "underfitting": "That is what it looks like. It could learn all this well, if it could read its inputs.",
        }
    )
    return f"{right:.0%} right on flats that the program has not seen."


@lesson.exercise(
    points=3,
    trains=True,
    hints=[
        "Training reaches 100 %, so the network can learn. What does the validation loss do from the first epoch on?",
        "Draw five rows with their labels as titles, right before `fit`. Would you agree with the labels?",
        "Rows and labels must be moved by one and the same permutation.",
    ],
)
def patient_2(answer, rng):
    """Digits that are learned by heart, and nothing is learned from them."""
    case, drawn = _Treatment(answer, rng, "shuffled labels", epochs=12), _datasets.writing(rng)
    history, predicted = case.run(drawn, "digits")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    shown = _last(history, "val_accuracy")
    cause = ""
    guessed = right < 0.22  # 9 to 18 % with shuffled labels; 29 % or more after one slow epoch with the right ones
    if guessed and shown > 0.5:
        cause = (
            f"The validation curve promises {shown:.0%}, and digits by other writers are guessed. It is measured on "
            "rows that the network has learned by heart: this hides the illness."
        )
    elif guessed:
        cause = (
            "New digits are guessed as before. If the gap is smaller now, it is because less is learned by heart. "
            "Is what stands beside each picture its label?"
        )
    case.cured(right >= 0.75, "digits", f"{right:.0%} right on digits by other writers", "at least 75 %", cause=cause,
               look="the labels are right now; is there enough training?")  # fmt: skip
    case.name(
        {
            "overfitting": "That is what it looks like. But what could be learned here that would hold for new digits?",
            "leaking validation": "A leak makes validation too good. Here it was as bad as guessing.",
            "wrong loss": "Softmax, ten outputs and this cross-entropy fit each other.",
        }
    )
    return f"{right:.0%} right on digits by other writers."


@lesson.exercise(
    points=3,
    trains=True,
    hints=[
        "Is a loss of 2.5 much or little? Of which loss: what is compared with what?",
        "The mean squared error compares each of the four outputs with the number of the class. Outputs of softmax "
        "lie between 0 and 1: which can be a 3?",
        "Four classes with whole numbers as labels: the exercise on outputs and losses of lesson 03 has the pair.",
    ],
)
def patient_3(answer, rng):
    """Four kinds of plants, and a loss that falls by nothing."""
    case, drawn = _Treatment(answer, rng, "wrong loss", epochs=12), _datasets.plants(rng)
    history, predicted = case.run(drawn, "plants")
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    cause = ""
    if history["loss"][-1] < 0:
        cause = "The loss is below 0: no loss for these labels can be. Labels and loss do not fit each other."
    elif right < 0.6:
        cause = (
            "The curve is another one, and the plants are taken for each other as before. What does this loss compare, "
            "number by number, for a plant of kind 3?"
        )
    case.cured(right >= 0.85, "plants", f"{right:.0%} right", "at least 85 %", cause=cause,
               look="the kinds have no order: 3 is no more than 1, it is another kind")  # fmt: skip
    case.name(
        {
            "underfitting": "That is what it looks like. A larger network would do no better with this loss.",
            "shuffled labels": "Rows and labels belong together. What is done with the labels afterwards?",
            "unscaled inputs": "All columns have mean 0 and deviation 1.",
        }
    )
    return f"{right:.0%} right on plants that the program has not seen."


@lesson.exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "What does it predict for ten different rows? What is the mean of y?",
        "`model.layers[0](x)` gives what the hidden units give: how many are 0 for each row? What is the gradient of "
        "a ReLU there?",
        "The first steps were too large: a loss of thousands times a large rate. Smaller targets, a smaller rate or "
        "an optimizer with a step size of its own keep the units alive.",
    ],
)
def patient_4(answer, rng):
    """Rents, all of them predicted to be the same."""
    case, drawn = _Treatment(answer, rng, "dead units", epochs=15), _datasets.rents(rng)
    history, predicted = case.run(drawn, "rents")
    away = np.abs(predicted - drawn.y_new).mean() / np.abs(drawn.y.mean() - drawn.y_new).mean()
    cause = ""
    if history["loss"][-1] > 0.8 * history["loss"][0]:
        cause = "The loss has hardly moved from where it began. Steps as small as these need years."
    elif abs(predicted.mean() - drawn.y_new.mean()) > 2 * drawn.y_new.std():
        cause = "Are these rents? If the targets were scaled, what is predicted must be scaled back."
    case.cured(away <= 0.7, "rents", f"a mean error {away:.0%} as large as that of the mean rent", "at most 70 %",
               cause=cause, look=f"your predictions differ by {np.ptp(predicted):.2g}, the rents by "
               f"{np.ptp(drawn.y):.0f}. One answer for all, as before? Do the hidden units give anything but 0?"
               )  # fmt: skip
    case.name(
        {
            "exploding rate": "The rate is the same in every epoch. What did its first steps do to the units?",
            "wrong loss": "The mean squared error fits an amount, and so does an output without activation.",
            "underfitting": "That is what it looks like. A larger network would die just the same.",
            "unscaled inputs": "The inputs go from 0 to 5, which is no harm. What else was large at the first step?",
        }
    )
    return f"a mean error {away:.0%} as large as that of the mean rent."


LEAK = 0.2  # with 125 validation rows honest validation is four of its standard deviations nearer than that


@lesson.exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "The prettiest validation curve. What does the program get right on rows that it has never seen? "
        "`check.rows(5)` has their labels.",
        "Follow one row of x: how many copies are made of it, and where do they go?",
        "Split first. What is copied, and changed a little, then comes from training rows alone.",
    ],
)
def patient_5(answer, rng):
    """Values of blood, and a validation accuracy too good to be true."""
    case = _Treatment(answer, rng, "leaking validation", epochs=12)
    what = "blood whose labels are thrown by a coin"
    history, _ = case.run(_datasets.blood(rng, wrong=0.5, scale=10), what)
    coins = case.promised(history, what)
    case.cured(coins <= 0.5 + LEAK, what, f"validation promises {coins:.0%}", "about 50 %",
               look="nobody can foresee a coin. A validation that promises this has seen the labels: its rows have "
               "twins among the training rows, or are not there at all")  # fmt: skip
    what = "blood whose labels are all right"
    drawn = _datasets.blood(rng, wrong=0.0)
    history, predicted = case.run(drawn, what)
    promised = case.promised(history, what)
    right = float((predicted == drawn.y_new).mean())
    case.cured(right >= 0.75, what, f"{right:.0%} right on new rows", "at least 75 %",
               look="honest validation is one half; a network that has learned something is the other")  # fmt: skip
    case.cured(promised >= right - LEAK, what, f"validation promises {promised:.0%}, of new rows {right:.0%} are right",
               f"less than {LEAK:.0%} apart", look="validation promises less than it keeps. Do its rows and its "
               "labels belong together?")  # fmt: skip
    case.name(
        {
            "overfitting": "It overfits, too. But validation should have shown it, and did not: why?",
            "shuffled labels": "With shuffled labels validation would be as bad as guessing.",
        }
    )
    return f"{right:.0%} right where all labels are right; where a coin throws them, validation promises {coins:.0%}."


@lesson.exercise(
    core=False,
    points=3,
    trains=True,
    hints=[
        "It begins so well. At which epoch does it turn, and what has changed by then?",
        "Print `model.optimizer.learning_rate` at each epoch, or work out the schedule by hand for epoch 20.",
        "A rate that is multiplied by more than 1 at each epoch grows without end. Decay means less than 1.",
    ],
)
def patient_6(answer, rng):
    """Stars, learned well, then lost; the check trains for 30 epochs."""
    epochs = 30
    case, drawn = _Treatment(answer, rng, "exploding rate", epochs), _datasets.stars(rng)
    history, predicted = case.run(drawn, "stars")
    loss, ran = history["loss"], len(history["loss"])
    case.cured(ran == epochs, f"stars, for {epochs} epochs,", f"{ran} epochs", f"{epochs}, as asked for",
               look="a training that stops before the explosion, or at it, hides the illness: the rate would still "
               "explode")  # fmt: skip
    risen = loss[-1] > 2 * min(loss) + 0.1
    case.cured(not risen, f"stars, for {epochs} epochs,", f"the loss: {min(loss):.3g} at its lowest, {loss[-1]:.3g} at "
               "last", "about as low at last", look="it still loses what it has learned. What is the rate at the last "
               "epoch?")  # fmt: skip
    right = _datasets.balanced_accuracy(predicted, drawn.y_new)
    case.cured(right >= 0.85, "stars", f"{right:.0%} right", "at least 85 %",
               look="no explosion, and little learned: is the rate too small now?")  # fmt: skip
    case.name(
        {
            "overfitting": "In overfitting the training loss goes on falling. Here it rises as well.",
            "dead units": "They may have died, at the end. Of what?",
            "unscaled inputs": "All columns have mean 0 and deviation 1, and the first epochs go well.",
        }
    )
    return f"{right:.0%} right after {epochs} epochs."


BELIEVED = {read_the_curves: "a reading, compared with the trainings that the case draws"}  # 1 point at most
