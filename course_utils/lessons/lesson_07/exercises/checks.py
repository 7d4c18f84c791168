"""The checks of lesson 07: windows and baselines of a series, the recurrence by hand, networks that read in order."""

from functools import partial

import numpy as np

from course_utils.checks.learner_side import calls, models
from course_utils.checks import expect
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either

lesson = Lesson("07_recurrent_networks")
progress = lesson.progress


def _parts(got, names, tried):
    """What came back, when it is as many things as `names`."""
    expect.that(isinstance(got, (tuple, list)) and len(got) == len(names), tried=tried, got=got,
                expected=f"{len(names)} things: {', '.join(names)}",
                look=f"return {', '.join(names)}, parted by commas")  # fmt: skip
    return got


def _windows(series, timesteps, horizon, step=1, lost=0):
    """Windows of shape (n, timesteps, 1), and for each the value `horizon` steps after its last one."""
    n = len(series) - timesteps - horizon + 1 - lost
    starts = range(0, n, step)
    X = np.array([series[start : start + timesteps] for start in starts]).reshape(-1, timesteps, 1)
    return X, np.array([series[start + timesteps + horizon - 1] for start in starts])


@lesson.exercise(
    points=3,
    hints=[
        "Write down the series 0, 1, 2, 3, 4, 5 and all windows of three values by hand, with horizon 1. How many are "
        "there, and which one is the last that still has a target?",
        "The window that begins at i holds `series[i : i + timesteps]`. Its target stands at i + timesteps + horizon "
        "− 1. The last i is the one whose target is the last value.",
        "X needs three axes: windows, steps, values at each step. `X[..., np.newaxis]` adds one at the end.",
    ],
    errors={
        "inhomogeneous": "Your windows differ in length. The last ones have run over the end of the series.",
        "out of bounds": "A target was looked for behind the end of the series. Which is the last window that still "
        "has one?",
        "index out of range": "A target was looked for behind the end of the series. Which is the last window that "
        "still has one?",
    },
)
def make_windows(answer, rng):
    """Windows over a series, and the value that comes so many steps after each."""
    for n, timesteps, horizon in ((9, 3, 1), (14, 5, 1), (13, 4, 3), (5, 3, 2)):
        series = np.round(rng.permutation(np.arange(n) * 3.0) + rng.uniform(0.1, 0.9), 2)
        tried = f"a series of {n} values, timesteps={timesteps}, horizon={horizon}"
        X, y = _parts(answer(series, timesteps, horizon), ["X", "y"], tried)
        right, targets = _windows(series, timesteps, horizon)
        flat = right[..., 0]
        short, side_by_side = _windows(series, timesteps, horizon, lost=1), _windows(series, timesteps, horizon, 4)
        every = np.lib.stride_tricks.sliding_window_view(series, timesteps)
        last = "The last window is missing. Is your last target the last value of the series?"
        ahead = "Windows stand there that have no target any more."
        expect.close(
            X,
            right,
            tried=f"X for {tried}",
            look="the first window, the second one, the last one",
            mistakes={
                "A window is a row of numbers here. A recurrent layer also wants to know how many values each step "
                "has: an axis more, at the end.": flat,
                "All values of a window stand in one step. Where the 1 stands matters: (windows, steps, values).": (
                    flat[:, None, :]
                ),
                last: Either((short[0], short[0][..., 0])) if len(short[0]) else [],
                ahead: Either((every[..., None], every, every[:-1, :, None] if horizon > 1 else ())),
                "Windows overlap: the next one begins one step later, not where the one before it has ended.": Either(
                    (_windows(series, timesteps, horizon, timesteps)[0], side_by_side[0])
                ),
                "Your windows run backwards in time. The newest value comes last.": Either(
                    (right[:, ::-1], flat[:, ::-1])
                ),
                "Steps and windows are exchanged. The first axis counts the windows.": Either(
                    (flat.T, flat.T[..., None])
                ),
            },
        )
        expect.close(
            y,
            targets,
            tried=f"y for {tried}",
            look="write the target beside its window: how many steps lie between its last value and the target?",
            mistakes={
                "The target is the last value of its own window: the network can read it there.": (
                    flat[:, -1] if horizon > 1 or timesteps > 1 else []
                ),
                "The horizon is not used: these are the values right after each window.": (
                    series[timesteps : timesteps + len(targets)] if horizon > 1 else []
                ),
                "The target comes one step too early.": series[timesteps + horizon - 2 :][: len(targets)],
                "These are all values on the way to the target. Asked for is the last of them.": (
                    np.lib.stride_tricks.sliding_window_view(series[timesteps:], horizon) if horizon > 1 else []
                ),
                "The numbers are right. One for each window is enough: the shape is (n,).": targets[:, None],
            },
        )


@lesson.exercise(
    points=2,
    hints=[
        "Draw the windows as a row of n boxes, the oldest on the left. Which are tested, which are dropped, which are "
        "left?",
        "The test windows are the last n_test: they begin at `len(X) - n_test`.",
        "Training ends `gap` windows before that: at `len(X) - n_test - gap`.",
    ],
)
def chronological_split(answer, rng):
    """The newest windows for the test, those that share values with them dropped, the oldest for training."""
    for n, timesteps, n_test, gap in ((17, 3, 4, 3), (26, 5, 6, 5), (12, 2, 3, 0)):
        X = np.round(rng.normal(size=(n, timesteps, 1)) + np.arange(n)[:, None, None], 2)
        y = np.round(rng.permutation(np.arange(n)) + rng.uniform(100.1, 100.9), 2)
        tried = f"{n} windows, n_test={n_test}, gap={gap}"
        names = ["X_train", "y_train", "X_test", "y_test"]
        got, after = answer.via(calls.call_and_arguments, X.copy(), y.copy(), n_test, gap)
        got = _parts(got, names, tried)
        expect.unchanged(X, after[0], tried=tried, look="work on what you cut out, not on X itself")
        begin, end = n - n_test, n - n_test - gap
        want = dict(zip(names, (X[:end], y[:end], X[begin:], y[begin:]), strict=True))
        order = "The four stand in another order: X_train, y_train, X_test, y_test."
        shuffled = (
            "The windows are not in the order of time. Windows that are drawn at random have neighbours on the other "
            "side, which share almost all values with them: the future lies in the training."
        )
        for name, part in zip(names, got, strict=True):
            whole = X if name.startswith("X") else y
            rows = _rows_of(part, whole)
            disordered = rows is not None and len(rows) and (np.diff(rows) != 1).any()
            expect.close(
                part,
                want[name],
                tried=f"{name} of {tried}",
                look=f"how many windows are there in each part? Of {n}, {n_test} are tested, {gap} dropped",
                mistakes={
                    shuffled: part if disordered else [],
                    order: Either([other for key, other in want.items() if key != name]),
                    "The border has no gap: the last training windows share values with the first test windows.": (
                        whole[:begin] if gap else []
                    ),
                    "The gap was cut out of the test. The newest windows are all tested.": (
                        Either((whole[begin + gap :], whole[n - n_test + gap :])) if gap else []
                    ),
                    "The test stands at the beginning: it would be forecast from its own future.": Either(
                        (whole[:n_test], whole[n_test:], whole[n_test + gap :])
                    ),
                    "The gap stands at the far end. It belongs between training and test.": (
                        Either((whole[gap:begin], whole[gap:end])) if gap else []
                    ),
                    "One window too many or too few is on this side of the border.": Either(
                        (whole[: end - 1], whole[: end + 1], whole[begin + 1 :], whole[begin - 1 :])
                    ),
                },
            )


def _rows_of(part, whole):
    """Which rows of `whole` the rows of `part` are, None where they are not."""
    part = np.asarray(part) if isinstance(part, (list, np.ndarray)) else np.zeros(0)
    if part.ndim != whole.ndim or part.shape[1:] != whole.shape[1:] or part.dtype.kind not in "iuf":
        return None
    same = (part[:, None] == whole[None]).reshape(len(part), len(whole), -1).all(axis=-1)
    return same.argmax(axis=1) if same.any(axis=1).all() else None


@lesson.exercise(
    points=2,
    hints=[
        "Without a season the forecast says: it stays as it is now. That is one number, `horizon` times.",
        "With a season of 12, the forecast for the first step ahead is the value of 12 steps before it: "
        "`history[-12]`. For the second one, `history[-11]`.",
        "When the horizon is longer than the season, the last season is repeated: `% season` begins it anew.",
    ],
    errors={
        "out of bounds": "You looked behind the end of the history. When the horizon is longer than the season, the "
        "last season begins anew.",
        "index out of range": "You looked behind the end of the history. When the horizon is longer than the season, "
        "the last season begins anew.",
    },
)
def naive_forecast(answer, rng):
    """The last season, repeated as often as it takes."""
    for n, season, horizon in ((12, 1, 4), (24, 7, 5), (20, 4, 9), (16, 12, 3)):
        history = np.round(rng.permutation(np.arange(n) * 2.0) + rng.uniform(0.1, 0.9), 2)
        steps = np.arange(horizon)
        right = history[n - season + steps % season]
        begun = history[-season:]
        expect.close(
            answer(history, horizon, season),
            right,
            tried=f"a history of {n} values, horizon={horizon}, season={season}",
            look="the first forecast: the value of which step is it, counted from the end?",
            mistakes={
                "That is the mean. The naive forecast is simpler: the value of one season before.": Either(
                    (np.full(horizon, history.mean()), np.full(horizon, begun.mean()))
                ),
                "The season is not used: this is the last value, repeated.": (
                    np.full(horizon, history[-1]) if season > 1 else []
                ),
                "That is one number. Asked for is a forecast for each of the steps.": Either(
                    (history[-1], history[-1:], right[:1])
                )
                if horizon > 1
                else [],
                "The season from the beginning of the history was taken. The newest one is at its end.": (
                    history[steps % season]
                ),
                "The season runs backwards.": history[n - 1 - steps % season] if season > 1 else [],
                "It is the right season, moved by one step: the first step ahead is like the one a whole season "
                "before.": Either(
                    (history[n - season + (steps + 1) % season], history[n - season + steps % season - 1])
                    if season > 1
                    else ()
                ),
                "The last values of the history, as many as the horizon. A season before is another place.": (
                    history[-horizon:]
                ),
            },
        )


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "Two numbers first: the mean absolute error of the forecast, and that of the baseline.",
        "A forecast without any error has skill 1, one that is as good as the baseline 0, a worse one less than 0.",
        "1 − error / error of the baseline.",
    ],
)
def skill(answer, rng):
    """1 minus the forecast's mean absolute error over that of the baseline."""
    for kind in ("better than the baseline", "worse than the baseline", "the baseline itself"):
        truth = np.round(rng.normal(20, 4, 12), 2)
        baseline = np.round(truth + rng.choice([-1, 1], 12) * rng.uniform(1, 3, 12), 2)
        size = {"better than the baseline": 0.4, "worse than the baseline": 2.3}.get(kind)
        forecast = baseline if size is None else np.round(truth + (baseline - truth)[::-1] * size, 2)
        error, other = np.abs(forecast - truth), np.abs(baseline - truth)
        right = 1 - error.mean() / other.mean()
        squares = ((forecast - truth) ** 2).mean()
        expect.close(
            answer(forecast, baseline, truth),
            right,
            tried=f"a forecast that is {kind}, 12 steps",
            atol=1e-5,
            look="compute the two mean absolute errors by hand, for the first three steps",
            mistakes={
                "These are squared errors. Skill is measured here by mean absolute errors.": Either(
                    (1 - squares / ((baseline - truth) ** 2).mean(),
                     1 - np.sqrt(squares) / np.sqrt(((baseline - truth) ** 2).mean()))),
                "That compares with the mean of the truth, which nobody knows beforehand. A copy of the last value "
                "would look splendid. Compare with the baseline.": Either(
                    (1 - squares / truth.var(), 1 - error.mean() / np.abs(truth - truth.mean()).mean())
                ),
                "Forecast and baseline are exchanged.": 1 - other.mean() / error.mean(),
                "That is the ratio of the errors: 0 would be perfect. Skill is what is missing to 1.": (
                    error.mean() / other.mean()
                ),
                "That is the difference of the errors, in units of the series. Divide by the baseline's error.": (
                    other.mean() - error.mean()
                ),
                "Skill may be below 0: then the baseline is better. That must be seen.": Either(
                    (max(0.0, right), abs(right)) if right < 0 else ()
                ),
                "Differences above and below cancelled each other. Take each without its sign, then the mean.": (
                    1 - abs((forecast - truth).mean()) / abs((baseline - truth).mean())
                ),
                "That is a mean of ratios, step by step. Take the two means first.": (1 - error / other).mean(),
            },
        )  # fmt: skip


def _recurrence(X, kernel, recurrent_kernel, bias, activation=np.tanh, start=0.0, every=False):
    """The states of a simple recurrent layer; the last one, or all."""
    state = np.zeros((len(X), kernel.shape[1])) + start
    states = []
    for step in range(X.shape[1]):
        state = activation(X[:, step] @ kernel + state @ recurrent_kernel + bias)
        states.append(state)
    return np.stack(states, axis=1) if every else state


@lesson.exercise(
    points=3,
    hints=[
        "Begin with a state of zeros, shape (n, units). A loop over the steps: `X[:, step]` has the shape (n, "
        "features).",
        "At each step, z = X[:, step] @ kernel + state @ recurrent_kernel + bias. What makes the new state of z?",
        "The new state is tanh(z). It takes the place of the old one. After the last step, return it.",
    ],
    errors={
        "matmul: Input operand": "Two shapes do not fit. kernel is (features, units), recurrent_kernel (units, units): "
        "which of them meets the input, and which the state?",
        "not aligned": "Two shapes do not fit. kernel is (features, units), recurrent_kernel (units, units): which of "
        "them meets the input, and which the state?",
        "could not be broadcast": "Two shapes do not fit. Does the state have as many rows as there are sequences, and "
        "a column for each unit?",
    },
)
def rnn_forward(answer, rng):
    """The last state of a simple recurrent layer, for a batch of sequences."""
    for n, timesteps, features, units in ((2, 4, 3, 5), (3, 6, 2, 2), (4, 1, 3, 2)):
        X = np.round(rng.normal(size=(n, timesteps, features)), 2)
        kernel = np.round(rng.normal(0, 0.7, (features, units)), 2)
        recurrent_kernel = np.round(rng.normal(0, 0.7, (units, units)), 2)
        bias = np.round(rng.choice([-1, 1], units) * rng.uniform(0.2, 0.5, units), 2)
        weights = kernel, recurrent_kernel, bias
        tried = f"{n} sequences of {timesteps} steps with {features} values, {units} units"
        run = partial(_recurrence, X, *weights)
        right, many = run(), timesteps > 1
        carried = np.zeros_like(right)
        state = np.zeros(units)
        for row in range(n):
            state = carried[row] = _recurrence(X[row : row + 1], *weights, start=state)[0]
        first, second = answer(X, *weights), answer(X, *weights)
        differ = expect.short(first) != expect.short(second)
        outlives = (
            "Called twice with the same, your function gives two different results: something outlives the call. Each "
            "sequence begins with zeros."
        )
        mistakes = {
            "These are the states of all steps. Asked for is the last one.": Either((
                run(every=True), run(every=True).swapaxes(0, 1))),
            "The state of the step before is not used. Then the order of the steps does not matter.": Either((
                np.tanh(X[:, -1] @ kernel + bias), np.tanh(X.sum(axis=1) @ kernel + bias),
                np.tanh(X.mean(axis=1) @ kernel + bias)) if many else ()),
            "Only the first step was read.": np.tanh(X[:, 0] @ kernel + bias) if many else [],
            "The biases are missing.": _recurrence(X, kernel, recurrent_kernel, 0 * bias),
            "The last step has no tanh: a state lies between −1 and 1.": Either((
                run(activation=lambda z: z),
                X[:, -1] @ kernel + (run(every=True)[:, -2] @ recurrent_kernel if many else 0) + bias)),
            "That is another activation. A simple recurrent layer takes tanh.": Either((
                run(activation=lambda z: 1 / (1 + np.exp(-z))), run(activation=lambda z: np.maximum(0, z)))),
            "The steps were read from the last to the first.": (
                _recurrence(X[:, ::-1], *weights) if many else []),
            "The recurrent kernel is turned over: state @ recurrent_kernel, as it stands.": (
                _recurrence(X, kernel, recurrent_kernel.T, bias) if many else []),
            "The state begins with ones. It begins with zeros.": run(start=1.0),
            "Each sequence began with the state in which the one before it had ended. Sequences know nothing of each "
            "other: each begins with zeros.": carried,
            "This is the first sequence alone. The batch has more of them.": Either((right[0], right[:1])),
        }  # fmt: skip
        for got in (first, second):
            expect.close(
                got,
                right,
                tried=tried,
                atol=1e-5,
                look="the first step of one sequence: X[0, 0] @ kernel + bias, and tanh of it",
                mistakes={outlives: got, **mistakes} if differ else mistakes,
            )


@lesson.exercise(
    core=False,
    points=1,
    hints=[
        "One gate is a simple recurrent layer: which three arrays of weights does it have, and of which shapes?",
        "kernel (features, units), recurrent_kernel (units, units), bias (units,). The same ones are used at every "
        "step.",
        "An LSTM has all of these once for each of its gates.",
    ],
)
def rnn_parameters(answer, rng):
    """How many parameters a recurrent layer has, whatever the length of the sequences."""
    sizes = [n for n in range(4, 40) if n % 3]  # 3 · (features + 1) units: two mistakes would give the same number
    for gates in (1, 4, 1, 4):
        timesteps, features, units = (int(number) for number in rng.choice(sizes, 3, replace=False))
        inner, outer = units * units, features * units
        right = gates * (outer + inner + units)
        expect.close(
            answer(timesteps, features, units, gates),
            right,
            tried=f"rnn_parameters(timesteps={timesteps}, features={features}, units={units}, gates={gates})",
            look="the shapes of kernel, recurrent kernel and bias: how many numbers are in each?",
            mistakes={
                "The weights from state to state are missing. A recurrent layer has a second input at every step: its "
                "own state.": gates * (outer + units),
                "Every step got weights of its own. They are shared: the same layer reads longer sequences with the "
                "same weights.": Either((timesteps * right, gates * (timesteps * outer + inner + units),
                                         gates * (timesteps * (outer + inner) + units))),
                "The biases are missing.": gates * (outer + inner),
                "There is one bias for each unit of each gate.": Either(
                    (gates * (outer + inner) + units, gates * (outer + inner + 1)) if gates > 1
                    else (outer + inner + 1,)),
                "The gates are not counted: each has weights of its own.": outer + inner + units if gates > 1 else [],
                "The state is as long as there are units, not as the input has features.": (
                    gates * (outer + features * features + units)),
                "Every input got its bias, too. A unit adds one bias to its sum.": gates * (outer + inner + 2 * units),
            },
        )  # fmt: skip


N_TRAIN = 400
N_TEST = 200
TIMESTEPS = 20
EPOCHS = 20
BATCH = 16
ENOUGH = 0.2  # skill; right styles 0.4 to 0.75 over the seeds, a network that has not learned below 0


def _draw_series(rng, n):
    """A slow season and a swing around it that changes its course: what comes cannot be read off the last value."""
    steps = np.arange(n)
    season = np.sin(2 * np.pi * (steps / rng.uniform(60, 80) + rng.uniform()))
    decay, turn = 0.98, 2 * np.pi / rng.uniform(8, 11)
    swing, noise = np.zeros(n + 200), rng.normal(size=n + 200)
    for step in range(2, len(swing)):
        swing[step] = 2 * decay * np.cos(turn) * swing[step - 1] - decay**2 * swing[step - 2] + noise[step]
    swing = swing[200:]
    return 0.5 * season + swing / swing.std()


_RANK = (
    "A recurrent layer got one vector and no sequence. The layer before it passes on its last state only: what makes "
    "it pass on the states of all steps? If it is the first one: a recurrent layer wants sequences with an axis for "
    "the values of each step, (timesteps, features). keras.Input gets these two, without the batch."
)


def _recurrent(model):
    return [layer for layer in model.layers if layer.kind in ("SimpleRNN", "LSTM", "GRU", "Bidirectional")]


def _reads(model, timesteps, features):
    """The model takes sequences of this shape, or of any length."""
    got = tuple(model.input_shape[1:])
    cause = ""
    if got == (features, timesteps):
        cause = (
            "Steps and features are exchanged. How many values does the network see at one point in time? That number "
            "comes last."
        )
    elif model.input_shape[0] is not None:
        cause = (
            "A size of the batch is fixed, as a stateful layer needs it. Then the last batch, which is smaller, does "
            "not fit; and sequences here have nothing to do with each other."
        )
    expect.that(model.input_shape[0] is None and got in ((timesteps, features), (None, features)), tried="the input",
                got=str(model.input_shape), expected=f"(None, {timesteps}, {features}); the first None is the batch",
                cause=cause, look="(timesteps, features) of one sequence, without the batch")  # fmt: skip


_FOR_CLASSES = "That is a loss for classes. A forecast is a number: by how much was it wrong?"


@lesson.exercise(
    points=3,
    trains=True,
    hints=[
        "An input of shape (timesteps, features), one recurrent layer with 16 to 64 units, one output unit.",
        "What may a forecast be? Any number, also below 0: which activation does such an output have, and which loss?",
        "`layers.LSTM(32)`, `layers.Dense(1)`, Adam, mean squared error. Return the compiled model.",
    ],
    errors={
        "expected ndim=3, found ndim=2": _RANK,
        "must call `compile": "The model is not compiled: it has no loss yet. `model.compile(…)`, and only then return "
        "it.",
    },
)
def build_forecaster(answer, rng):
    """A recurrent network that is trained on a series drawn just now and judged by its skill on what comes later."""
    seed = int(rng.integers(1000))
    untrained = answer.model(TIMESTEPS, 1, seed=seed)
    _reads(untrained, TIMESTEPS, 1)
    got, cause = untrained.output_shape, ""
    if len(got) == 3:
        cause = (
            "A forecast comes out for every step. Asked for is one for the whole sequence: the last recurrent layer "
            "passes on its last state only."
        )
    elif len(got) != 2 or got[-1] != 1:
        cause = "The forecast is one number."
    last = untrained.layers[-1]
    activation = last["activation"] if last.kind == "Dense" else None
    if not cause and activation not in ("linear", None):
        cause = (
            "With an activation the output is a part of the numbers: with ReLU 0 and above, with sigmoid between 0 and "
            "1. A forecast may be any number."
        )
    expect.that(not cause, tried="the output", got=f"{got}, activation {activation}", cause=cause,
                expected="(None, 1) without an activation: one number, any number, for each sequence")  # fmt: skip
    expect.that(bool(_recurrent(untrained)), tried="the layers",
                got=", ".join(layer.kind for layer in untrained.layers), expected="a recurrent layer among them",
                look="SimpleRNN, LSTM or GRU: which of them do you take?")  # fmt: skip
    n = N_TRAIN + N_TEST + 3 * TIMESTEPS
    series = _draw_series(rng, n)
    series = (series - series[:N_TRAIN].mean()) / series[:N_TRAIN].std()
    X, y = _windows(series, TIMESTEPS, 1)
    X, y = X.astype("float32"), y.astype("float32")
    border = N_TRAIN + TIMESTEPS  # windows between the two parts share values with both
    trained = answer.via(calls.fitted, [TIMESTEPS, 1], X[:N_TRAIN], y[:N_TRAIN], EPOCHS, BATCH, seed=seed)
    tried = f"trained on {N_TRAIN} windows of a series, tested on {N_TEST} later ones"
    finite = all(np.isfinite(weight).all() for weight in trained["weights"])
    for_classes = "crossentropy" in (untrained.loss or "")
    expect.that(finite, tried=tried, got="weights that are NaN or infinite",
                cause=_FOR_CLASSES if for_classes else "The training ran away: each step was larger than the one "
                "before. What learning rate did you set?")  # fmt: skip
    X, y = X[border : border + N_TEST], y[border : border + N_TEST]
    error = np.abs(models.predict(trained, X)[:, 0] - y).mean()
    reached = 1 - error / np.abs(X[:, -1, 0] - y).mean()
    moved = any(
        not np.array_equal(before, after) for before, after in zip(untrained.weights, trained["weights"], strict=True)
    )
    cause = ""
    if not moved:
        cause = "Training moved no weight: a learning rate of 0, or layers that are not trainable?"
    elif for_classes:
        cause = _FOR_CLASSES
    else:
        cause = (
            "It has learned too little. A usual learning rate for Adam, a loss for numbers, squared or absolute "
            "errors, more units, or is something in the way of the sequence?"
        )
    expect.that(reached >= ENOUGH, tried=tried, got=f"skill {reached:.2f} against the last value", cause=cause,
                expected=f"at least {ENOUGH}")  # fmt: skip
    return f"skill {reached:.2f} against the last value, with {untrained.n_parameters:,} parameters"


@lesson.exercise(
    core=False,
    points=2,
    hints=[
        "Both layers read sequences. What leaves a recurrent layer by itself: one vector, or one for each step?",
        "`return_sequences=True` makes a layer pass on its states at all steps. Which of the two needs it?",
        "The first one needs it. The second passes on its last state, which Dense makes one number of.",
    ],
    errors={"expected ndim=3, found ndim=2": _RANK},
)
def build_stacked_rnn(answer, rng):
    """Two simple recurrent layers, one on the other, and a linear output."""
    timesteps, features, units = (int(number) for number in rng.choice(np.arange(3, 12), 3, replace=False))
    model = answer.model(timesteps, features, units, seed=int(rng.integers(1000)))
    _reads(model, timesteps, features)
    kinds = [layer.kind for layer in model.layers]
    want = ["SimpleRNN", "SimpleRNN", "Dense"]
    cause = ""
    if kinds[:-1] == ["SimpleRNN"]:
        cause = "There is one recurrent layer. Stacked are two."
    elif "LSTM" in kinds or "GRU" in kinds:
        cause = "These are cells with gates. Asked for is the simple one."
    expect.that(kinds == want, tried="the layers", got=", ".join(kinds), expected=", ".join(want), cause=cause,
                look="the layers that the text names, in this order")  # fmt: skip
    first, second, output = model.layers
    cause = ""
    if second["return_sequences"]:
        cause = (
            "A number comes out for every step. Asked for is one for the whole sequence: the upper layer passes on its "
            "last state only."
        )
    expect.that(model.output_shape == (None, 1), tried="the output", got=str(model.output_shape), cause=cause,
                expected="(None, 1): one number for each sequence", look="one output unit")  # fmt: skip
    got = [first["units"], second["units"]]
    expect.that(got == [units, units], tried=f"units of the recurrent layers for units={units}", got=str(got),
                expected=str([units, units]), look="both have as many units as the argument says")  # fmt: skip
    expect.that(len(model.weights) == 8, tried="the weights", got=f"{len(model.weights)} arrays",
                expected="8: kernel, recurrent kernel and bias of each layer, kernel and bias of the output",
                look="every layer has its biases, as it is by itself")  # fmt: skip
    weights = [rng.normal(0, 0.5, weight.shape).astype("float32") for weight in model.weights]
    X = rng.normal(size=(3, timesteps, features)).astype("float32")
    states = _recurrence(X, *weights[:3], every=True)
    right = _recurrence(states, *weights[3:6]) @ weights[6] + weights[7]
    relu = partial(_recurrence, activation=lambda z: np.maximum(0, z))
    expect.close(
        model.with_weights(weights).predict(X),
        right,
        tried="your model's outputs for 3 sequences, beside the layers of the text computed with the same weights",
        atol=1e-4,
        look="the settings of the layers: one does something else than its name says",
        mistakes={
            "The recurrent layers have ReLU. Left alone they have tanh, which keeps the state within bounds.": (
                relu(relu(X, *weights[:3], every=True), *weights[3:6]) @ weights[6] + weights[7]
            ),
            "The output has an activation. A number of any size is asked for.": Either(
                (np.tanh(right), np.maximum(0, right), 1 / (1 + np.exp(-right)))
            ),
            "The sequences are read from their end.": (
                _recurrence(_recurrence(X[:, ::-1], *weights[:3], every=True), *weights[3:6]) @ weights[6] + weights[7]
            ),
        },
    )


_WORDS = ("the", "plot", "was", "not", "good", "but", "music", "brilliant", "ending", "dull", "a", "very", "film")
_UNSEEN = ("zebra", "quux", "marmalade")


@lesson.exercise(
    core=False,
    points=2,
    hints=[
        "`text.split()` gives the words. Each word becomes one number.",
        "The first word of the vocabulary is number 2, because 0 and 1 are taken. A dictionary from word to number is "
        "handy: its `.get(word, 1)` knows what to say of a word that it has not.",
        "Then the length: cut off what is too much with `[:length]`, and add zeros behind until it is enough.",
    ],
    errors={
        "is not in list": "A word that is not in the vocabulary has a number, too: 1.",
        "KeyError": "A word that is not in the vocabulary has a number, too: 1.",
    },
)
def tokenize(answer, rng):
    """A text as numbers of its words, of a fixed length."""
    vocabulary = [str(word) for word in rng.permutation(_WORDS)]
    number = {word: place + 2 for place, word in enumerate(vocabulary)}

    def ids(words, unknown=1):
        return [number.get(word, unknown) for word in words]

    for n, length, unknown in ((4, 7, 1), (6, 6, 2), (9, 5, 1), (0, 4, 0)):
        words = [str(word) for word in rng.choice(_WORDS, n, replace=False)]
        for place in rng.choice(min(n, length) - 1, unknown, replace=False) if n else ():  # a known word behind them
            words[place] = str(rng.choice(_UNSEEN))
        text = " ".join(words)
        zeros = [0] * max(length - n, 0)
        right = (ids(words) + zeros)[:length]
        known = [word for word in words if word in number]
        base = [[number[word] - less if word in number else 1 - (less == 2) for word in words] for less in (1, 2)]
        expect.close(
            answer(text, vocabulary, length),
            right,
            tried=f"the text {text!r}, length={length}",
            look="word by word: at which place does it stand in the vocabulary, and which number is that?",
            mistakes={
                "The zeros stand in front. Here they fill up the end.": Either((zeros + ids(words),) if zeros else ()),
                "The beginning was cut off. The first words are kept.": ids(words)[-length:] if n > length else [],
                "Nothing was cut off: there are more numbers than the length allows.": (
                    ids(words) if n > length else []
                ),
                "Nothing was added: there are fewer numbers than the length asks for.": ids(words) if zeros else [],
                "An unknown word became 0. That is the number of no word: then it looks as if nothing stood there.": (
                    Either(((ids(words, 0) + zeros)[:length],) if unknown else ())
                ),
                "Unknown words are left out. They stand in the sentence: 1 says that there was a word.": (
                    Either(((ids(known) + [0] * length)[:length],) if unknown else ())
                ),
                "The numbers of the words begin at 1 or 0. These two are taken: 0 is the filling, 1 an unknown word.": (
                    Either([(numbers + zeros)[:length] for numbers in base] if n else ())
                ),
                "It was filled up with ones. 1 is an unknown word; 0 is nothing.": (
                    ids(words) + [1] * len(zeros) if zeros else []
                ),
            },
        )


@lesson.exercise(
    core=False,
    points=2,
    hints=[
        "Which is the largest number in `ids`? An embedding has a row for each from 0 to that one: one row more than "
        "the largest number.",
        "0 is no word. One setting of `Embedding` tells the layers behind it to leave those steps out.",
        "`Embedding(rows, 16, mask_zero=True)`, a recurrent layer, one unit with sigmoid, binary cross-entropy.",
    ],
    errors={
        "expected ndim=3, found ndim=2": "A recurrent layer got numbers of words and no vectors. An Embedding comes "
        "first: it makes a vector of each number.",
        "expected ndim=3, found ndim=4": "An axis too many: the Embedding makes vectors of numbers, so its input is "
        "the numbers alone, (None,).",
    },
)
def build_text_classifier(answer, rng):
    """A recurrent network over word numbers whose answer does not hang on how much padding stands behind the text."""
    largest, length = int(rng.integers(30, 60)), int(rng.integers(7, 10))
    ids = rng.integers(1, largest, (12, length))
    ids[0, 0] = largest
    ids[1:, length - 2 :] = 0
    model = answer.model(ids, seed=int(rng.integers(1000)))
    kinds = [layer.kind for layer in model.layers]
    look = "what makes a vector of the number of a word?"
    if "Embedding" in kinds:
        look = "the order of the words decides: which layers read one after the other?"
    expect.that("Embedding" in kinds and bool(_recurrent(model)), tried="the layers", got=", ".join(kinds),
                expected="an Embedding and a recurrent layer among them", look=look)  # fmt: skip
    got = tuple(model.input_shape)
    expect.that(got == (None, None), tried="the input", got=str(got), expected="(None, None): texts of any length",
                look="keras.Input((None,)): the second None is the length")  # fmt: skip
    rows = next(layer for layer in model.layers if layer.kind == "Embedding")["input_dim"]
    cause = ""
    if rows == largest:
        cause = "The last number has no row: the rows count from 0, so there is one more than the largest number."
    elif rows < largest:
        cause = "Numbers have no row in this embedding. Asked for is the largest number, not how many texts or words."
    expect.that(rows > largest, tried=f"ids up to {largest}", got=f"an Embedding with {rows} rows", cause=cause,
                expected=f"at least {largest + 1} rows")  # fmt: skip
    got = model.output_shape
    cause = ""
    if len(got) == 3:
        cause = "An answer comes out for every word. Asked for is one for the whole text."
    elif got[-1] == 2:
        cause = "Two units would do, with softmax and another loss. Asked for is one: how likely is it positive?"
    expect.that(got == (None, 1), tried="the output", got=str(got), cause=cause,
                expected="(None, 1): one number for each text", look="one output unit")  # fmt: skip
    loss, last = model.loss or "none", model.layers[-1]["activation"]
    cause = ""
    if loss == "none":
        cause = "The model is not compiled: it has no loss yet. `model.compile(…)`, and only then return it."
    elif loss == "mean_squared_error":
        cause = "Squared errors hardly tell 0.99 from 0.9 where both are wrong. Yes or no has a loss of its own."
    elif "categorical" in loss:
        cause = "That loss wants a unit for each class. Here is one unit: yes or no."
    expect.that(loss == "binary_crossentropy", tried="the loss", got=loss, cause=cause,
                look="one probability, yes or no: which loss goes with it?")  # fmt: skip
    cause = ""
    if last == "softmax":
        cause = "Softmax over one unit is always 1. One probability: sigmoid."
    elif last == "sigmoid" and model.from_logits:
        cause = "The layer makes a probability, and `from_logits=True` tells the loss that none was made."
    elif last == "linear":
        cause = "The output is a bare score, a logit, and the loss takes it for a probability."
    expect.that((last, model.from_logits) in (("sigmoid", False), ("linear", True)), cause=cause,
                tried="the output layer and the loss", got=f"activation {last}, from_logits={model.from_logits}",
                look="a number between 0 and 1, and a loss that knows it")  # fmt: skip
    weights = [rng.normal(0, 0.6, weight.shape).astype("float32") for weight in model.weights]
    drawn = model.with_weights(weights)
    text = rng.integers(1, largest + 1, (4, 5))
    padded = np.concatenate([text, np.zeros((4, 6), text.dtype)], axis=1)
    alone, filled = drawn.predict(text)[:, 0], drawn.predict(padded)[:, 0]
    expect.that(bool(np.allclose(filled, alone, atol=1e-4)),
                tried="four texts of 5 words, once as they are and once with six zeros behind",
                got=f"outputs {expect.short(np.round(alone, 3))}, with zeros {expect.short(np.round(filled, 3))}",
                expected="the same outputs",
                cause="The zeros are read like words, so the answer hangs on how much was filled up. The Embedding can "
                "tell the layers behind it that 0 is no word.")  # fmt: skip
    turned = drawn.predict(text[:, ::-1])[:, 0]
    expect.that(not np.allclose(turned, alone, atol=1e-4), tried="four texts, and the same words in another order",
                got="the same outputs",
                cause="The order of the words makes no difference to your network. Which layer reads one word after "
                "the other, and does the output hear of it?")  # fmt: skip


BELIEVED = {}
