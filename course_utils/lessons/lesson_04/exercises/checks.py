"""The checks of lesson 04: gradient descent, mini-batches, optimizers with a memory, learning rates and schedules."""

import numpy as np

from course_utils.checks.learner_side import calls, models
from course_utils.checks import expect
from course_utils.checks.exercise import Lesson
from course_utils.checks.expect import Either
from course_utils.lessons.lesson_04.exercises._range_test import UNIT_SIZES, draw_task, draw_tasks

lesson = Lesson("04_optimizers")
progress = lesson.progress


@lesson.exercise(
    points=2,
    hints=[
        "Begin with a list that holds the start. Each step makes one new point from the last one.",
        "`gradient` is a function: ask it again at every new point, `gradient(w)`.",
        "The gradient points uphill, so its `learning_rate`-fold is subtracted. Write `w = w - …`, which makes a new "
        "array; `w -= …` writes over the one that is already in your list.",
    ],
    errors={
        "unsupported operand type": "`gradient` is a function, not an array. Ask it at a point: `gradient(w)`.",
    },
)
def gradient_descent(answer, rng):
    """All points that gradient descent comes through, from the start on."""
    # a bowl that is neither round nor in line with the axes, rates that neither overshoot nor nearly stand still
    bowl = np.diag([3.0, 2.0, 1.0]) + 0.5 - 0.5 * np.eye(3)
    start = np.round(rng.uniform(1, 3, 3) * rng.choice([-1, 1], 3), 2)
    for n_steps in (6, 0):
        rate = float(np.round(rng.uniform(0.1, 0.2), 2))
        tried = (
            f"gradient_descent from start={expect.short(start)}, learning_rate={rate}, n_steps={n_steps}, on a bowl in "
            "three dimensions"
        )
        got, _, after = answer.via(calls.descend, bowl, start, rate, n_steps)
        path = _descent(bowl, start, rate, n_steps)
        end = path[-1]
        expect.unchanged(
            start, after, tried=tried, look="`w = start` makes no copy, and `w -= …` writes into the caller's array"
        )
        expect.close(
            got,
            path,
            tried=tried,
            look="the shape, (n_steps + 1, n), the first point, and then each step",
            mistakes={
                "You walked uphill: the gradient points to where the function grows fastest.": (
                    _descent(bowl, start, -rate, n_steps)
                ),
                "This is where the path ends. Asked for is the whole path, with every point on the way.": end,
                "The start is missing: it is the first point of the path.": path[1:],
                "The last point is missing: n_steps steps pass through n_steps + 1 points.": path[:-1],
                "One step too many: n_steps steps pass through n_steps + 1 points, with the start.": (
                    _descent(bowl, start, rate, n_steps + 1)
                ),
                "Every point of your path is the same one, the last. Your list holds one array many times: `-=` writes "
                "over it.": Either((np.tile(end, (n_steps + 1, 1)), np.tile(end, (n_steps, 1)))),
                "The gradient was asked for at the start only. It is another one at every point.": np.array(
                    [start - k * rate * bowl @ start for k in range(n_steps + 1)]
                ),
                "The learning rate is not in it.": _descent(bowl, start, 1.0, n_steps),
                "Each point is one step from the start. The next step begins where the last one ended.": np.array(
                    [start] + [start - rate * bowl @ start] * n_steps
                ),
                "These are the steps. Asked for are the points between which they lead.": np.diff(path, axis=0),
                "One point belongs to one row, not to one column.": path.T,
            },
        )


def _descent(bowl, start, rate, n_steps):
    """The path down the function ``w @ bowl @ w / 2``."""
    path = [start]
    for _ in range(n_steps):
        path.append(path[-1] - rate * bowl @ path[-1])
    return np.array(path)


_ARGUMENTS = "Keep the arguments of the starter: the function is called with all of them, in this order."


@lesson.exercise(
    points=2,
    hints=[
        "Shuffle row numbers, not rows: `np.random.default_rng(seed).permutation(len(x))`. The same numbers serve x "
        "and y.",
        "`range(0, len(x), batch_size)` gives the place where each batch begins.",
        "A slice `order[begin : begin + batch_size]` may reach beyond the end: it is then simply shorter.",
    ],
    errors={
        "required positional argument": _ARGUMENTS,
        "positional arguments but": _ARGUMENTS,
        "unexpected keyword argument 'seed'": _ARGUMENTS,
        "inhomogeneous": "The batches are not all of one size, so they cannot be put into one array. Collect them in a "
        "list.",
        "array split does not result in an equal division": "The last batch may be smaller than the others.",
    },
)
def minibatches(answer, rng):
    """Shuffled batches of rows with their labels, every row once."""
    seeds = [int(seed) for seed in rng.integers(0, 2**31, 6)]
    for n, size in ((27, 5), (20, 5), (4, 6)):
        x = np.stack([np.arange(n) + 100, rng.integers(0, 256, n) / 256], axis=1)
        y = rng.permutation(n) + 1000  # a label for each row, so that no two rows may be exchanged
        label_of = dict(zip(x[:, 0].tolist(), y.tolist(), strict=True))
        tried = f"{n} rows, batch_size={size}"
        _, arguments = answer.via(calls.call_and_arguments, x, y, size, seeds[0])
        unchanged = "`shuffle` reorders the caller's own rows; `permutation` makes shuffled row numbers instead"
        expect.unchanged(x, arguments[0], tried=tried, look=unchanged)
        expect.unchanged(y, arguments[1], tried=tried, look=unchanged)
        wanted = [min(size, n - begin) for begin in range(0, n, size)]
        orders = []
        for batches in answer.via(calls.sample, [x, y, size], [*seeds, seeds[0]]):
            pairs = _pairs(batches)
            cause = ""
            if _is_pair_of_lists(batches, len(wanted)):
                cause = "These are two lists, one of x and one of y. Asked for is one list, with a pair for each batch."
            expect.that(pairs is not None, tried=tried, got=_told(batches), cause=cause,
                        expected="a list of pairs (x_batch, y_batch)", look="what stands in your list?")  # fmt: skip
            sizes = [len(labels) for _, labels in pairs]
            cause = ""
            if sizes == [size] * (n // size) and n % size:
                cause = "The rows of the last, smaller batch are missing. In every epoch other rows would be left out."
            elif sizes == [*wanted, 0]:
                cause = "The last batch is empty: where the rows are used up, there is no further batch."
            elif len(sizes) == len(wanted) and sum(sizes) == n:
                cause = "The batches were evened out. Each has batch_size rows, only the last one may have fewer."
            elif len(sizes) == size:
                cause = "You made batch_size batches. batch_size is the number of rows in each."
            elif len(sizes) == len(wanted) and set(sizes) == {size}:
                cause = "The last batch was filled up with rows that had their turn already."
            expect.that(sizes == wanted and [len(rows) for rows, _ in pairs] == wanted, tried=tried, cause=cause,
                        got=f"x-batches of {[len(rows) for rows, _ in pairs]} rows, y-batches of {sizes}",
                        expected=f"{wanted} rows", look="how many rows each batch has, in x and in y")  # fmt: skip
            rows, labels = (np.concatenate([np.asarray(pair[part], "float64") for pair in pairs]) for part in (0, 1))
            whole = rows.ndim == 2 and rows.shape[1] == 2 and labels.ndim == 1
            expect.that(whole, tried=tried, got=f"x-batches of shape {np.shape(pairs[0][0])}, y-batches of shape "
                        f"{np.shape(pairs[0][1])}", expected=f"shapes ({wanted[0]}, 2) and ({wanted[0]},)",
                        look="each batch holds whole rows of x, and a label, not a column, for each")  # fmt: skip
            order = rows[:, 0].tolist()
            missing = sorted(set(label_of) - set(order))
            cause = ""
            if missing and len(set(order)) < len(order) and set(order) <= set(label_of):
                cause = (
                    "Some rows came twice and others never. In an epoch each row has one turn: draw without putting "
                    "back, once for all batches."
                )
            expect.that(np.array_equal(rows[np.argsort(order)], x), tried=tried, cause=cause,
                        got=f"{len(missing)} of {n} rows never came", expected="every row once, as it was",
                        look="which rows went in, and which came out?")  # fmt: skip
            mixed = sum(label_of[row] != label for row, label in zip(order, labels.tolist(), strict=True))
            expect.that(mixed == 0, tried=tried, got=f"{mixed} rows with another row's label",
                        cause="x and y were shuffled apart. The same order must serve both.")  # fmt: skip
            orders.append(order)
        expect.that(orders[-1] == orders[0], tried=f"{tried}, the same seed twice", got="two different orders",
                    look="all chance must come from `seed`: np.random.default_rng(seed)")  # fmt: skip
        cause = ""
        if orders[0] == x[:, 0].tolist():
            cause = "The rows are in their old order. In a sorted file the first batches would hold one class only."
        expect.that(len({tuple(order) for order in orders}) > 1, tried=f"{tried}, several seeds", cause=cause,
                    got="the same order each time", look="the seed is not used")  # fmt: skip
        together = len({frozenset(order[:size]) for order in orders})
        blocks = {tuple(sorted(order[:size])) for order in orders} <= _blocks(x[:, 0].tolist(), size)
        expect.that(n <= size or not blocks, tried=f"{tried}, several seeds",
                    got=f"{together} different first batches, all of rows that are neighbours in x",
                    look="not only the batches, or the rows within a batch, change places: every row may meet every "
                    "other")  # fmt: skip


def _blocks(rows, size):
    """Every run of `size` neighbours, sorted; the first row counts as the neighbour of the last."""
    return {tuple(sorted((rows + rows)[k : k + size])) for k in range(len(rows))}


def _pairs(batches):
    """The batches as a list of pairs with a length each, None when it is anything else."""
    if not isinstance(batches, (list, tuple)) or not batches:
        return None
    for batch in batches:
        if not isinstance(batch, (list, tuple)) or len(batch) != 2:
            return None
        if not all(isinstance(part, (list, np.ndarray)) and np.ndim(part) for part in batch):
            return None
    return list(batches)


def _is_pair_of_lists(batches, n):
    """Whether these are two lists of `n` batches each, not `n` pairs."""
    two = isinstance(batches, (list, tuple)) and len(batches) == 2
    return two and n != 2 and all(isinstance(part, (list, tuple)) and len(part) == n for part in batches)


def _told(batches):
    """What came back in place of a list of pairs, in few words."""
    if isinstance(batches, (list, tuple)) and len(batches):
        return f"a {type(batches).__name__} of {len(batches)}, the first a {type(batches[0]).__name__}"
    return expect.short(batches)


def _paths(step, w, streams, memory="its own"):
    """Each weight after every update, for each stream of gradients; ``step(memory, gradient)`` gives the change of w.

    The shape is ``(streams, weights, updates)``, so that what is shown of it begins with the way of one weight.
    `memory` is "its own" for each stream, or, as mistakes have it, "shared" by all or "lost" after each update.
    """
    memories = [{} for _ in streams]
    if memory == "shared":
        memories = [memories[0] for _ in streams]
    weights, paths = [w for _ in streams], [[] for _ in streams]
    for k in range(len(streams[0])):
        for number, gradients in enumerate(streams):
            known = {} if memory == "lost" else memories[number]
            weights[number] = weights[number] + step(known, gradients[k])
            paths[number].append(weights[number])
    return np.array(paths).swapaxes(1, 2)


def _gradients(rng, *shape):
    """Gradients that change their size and sign, of about 1, and not near 0 where a small epsilon would count."""
    return np.round(rng.uniform(0.5, 2, shape) * rng.choice([-1, 1, 1], shape), 2)


def _momentum(rate, keep):
    def step(memory, gradient):
        memory["v"] = keep * memory.get("v", 0) - rate * gradient
        return memory["v"]

    return step


def _keeps_arguments(answer, settings, w, gradients):
    _, handed_in, after = answer.via(calls.steps_and_arguments, settings, w, gradients)
    expect.unchanged(w, handed_in[0], tried="what your `update` did to w", look=_NEW_ARRAY)
    k = next((k for k in range(len(gradients)) if not np.array_equal(gradients[k], after[k])), 0)
    expect.unchanged(gradients[k], after[k], tried="what your `update` did to the gradient", look=_NEW_ARRAY)


def _by_others(answer, settings, w, streams):
    """The weights from two objects in turns, as `_paths` has them; and again, where a memory outlives its object."""
    path, again = (np.array(answer.via(calls.steps, settings, w, streams)).swapaxes(1, 2) for _ in range(2))
    return path, [] if np.array_equal(path, again, equal_nan=True) else [path]


def _first_weight(w, streams):
    """The numbers with which to follow the first weight by hand."""
    return f"the first weight of the first one begins at {w[0]}, its gradients are {expect.short(streams[0, :, 0])}"


_NEW_ARRAY = "the arguments belong to the caller: `w = w - …` makes a new array, `w -= …` writes into the old one"
_SETTINGS = "Keep the arguments of the starter and their names: the check hands them over by name."
_STATE = "Give the object its memory in `__init__`: `self.… = …` there, and again `self.…` in `update`."


@lesson.exercise(
    points=2,
    hints=[
        "What must the object remember between two calls of `update`? Keep it in `self`.",
        "The velocity starts at 0 and has the shape of w. `0 * array` is an array, so `self.velocity = 0` will do.",
        "First the new velocity, from the old one and this gradient; then the step, by the new velocity.",
    ],
    errors={
        "unexpected keyword argument": _SETTINGS,
        "has no attribute": _STATE,
        "referenced before assignment": _STATE,
        "cannot access local variable": _STATE,
    },
)
def Momentum(answer, rng):
    """Gradient descent with a velocity that remembers."""
    w, streams = np.round(rng.normal(size=4), 2), _gradients(rng, 2, 7, 4)
    rate, keep = float(np.round(rng.uniform(0.05, 0.1), 3)), float(np.round(rng.uniform(0.55, 0.75), 2))
    settings = {"learning_rate": rate, "momentum": keep}
    tried = (
        f"two objects Momentum(learning_rate={rate}, momentum={keep}), 7 updates each, in turns; "
        f"{_first_weight(w, streams)}"
    )
    path, outlives = _by_others(answer, settings, w, streams)

    def nesterov(memory, gradient):
        memory["v"] = keep * memory.get("v", 0) - rate * gradient
        return keep * memory["v"] - rate * gradient

    def late(memory, gradient):
        old = memory.get("v", 0 * gradient)
        memory["v"] = keep * old - rate * gradient
        return old

    def shrunk(memory, gradient):
        memory["v"] = keep * (memory.get("v", 0) - rate * gradient)
        return memory["v"]

    usual = _momentum(rate, keep)
    right = _paths(usual, w, streams)
    expect.close(
        path,
        right,
        tried=tried,
        atol=1e-5,
        look="the velocity after the first and after the second update, by hand",
        mistakes={
            "Every step is that of plain gradient descent: the velocity is forgotten. What does it hold when "
            "`update` is called for the second time?": _paths(usual, w, streams, memory="lost"),
            "Your two objects share one velocity. A variable of the class belongs to all of them; `self.velocity`, set "
            "in `__init__`, belongs to one.": Either((_paths(usual, w, streams, memory="shared"), *outlives)),
            "Your steps go uphill. Mind the sign: the velocity and the step must not both turn it round.": (
                _paths(_momentum(-rate, keep), w, streams)
            ),
            "You averaged: the gradient counts only 1 − momentum. In Keras's velocity it counts in full, and the steps "
            "add up to larger ones.": _paths(_momentum(rate * (1 - keep), keep), w, streams),
            "Your velocity never fades: `momentum` says how much of it is kept.": _paths(
                _momentum(rate, 1.0), w, streams
            ),
            "The learning rate went in twice: once in the velocity or once in the step, not both.": _paths(
                _momentum(rate**2, keep), w, streams
            ),
            "The learning rate is not in it.": _paths(_momentum(1.0, keep), w, streams),
            "Your step uses the velocity of the update before. First renew the velocity, then go by it.": _paths(
                late, w, streams
            ),
            "This is Nesterov's momentum, which looks one step ahead. A fine method, but here the plain one is asked "
            "for.": _paths(nesterov, w, streams),
            "`momentum` shrinks the new gradient too. It is the old velocity alone that fades.": _paths(
                shrunk, w, streams
            ),
            "You used a momentum of 0.9, whatever is handed in.": _paths(_momentum(rate, 0.9), w, streams),
            "This is the velocity. Asked for are the new weights.": np.diff(
                right, axis=2, prepend=np.broadcast_to(w[:, None], (2, 4, 1))
            ),
        },
    )
    _keeps_arguments(answer, settings, w, streams[0])


def _adagrad(rate, start, square=np.square, root=np.sqrt, keep=1.0, add=1.0):
    def step(memory, gradient):
        memory["sum"] = keep * memory.get("sum", start) + add * square(gradient)
        return -rate * gradient / root(memory["sum"])

    return step


@lesson.exercise(
    core=False,
    points=2,
    hints=[
        "The accumulator has one number for each weight, and is never made smaller.",
        "First add the squares of this gradient, then divide by the root of the sum.",
        "`accumulator = accumulator + gradient**2`, kept in `self`; epsilon stands where a 0 would be divided by.",
    ],
    errors={
        "unexpected keyword argument": _SETTINGS,
        "has no attribute": _STATE,
        "referenced before assignment": _STATE,
        "cannot access local variable": _STATE,
    },
)
def Adagrad(answer, rng):
    """A rate for each weight, smaller the more it has moved."""
    w, streams = np.round(rng.normal(size=4), 2), _gradients(rng, 2, 7, 4) * [0.5, 1, 2, 4]
    rate, start = float(np.round(rng.uniform(0.2, 0.5), 2)), float(np.round(rng.uniform(0.5, 0.9), 2))
    settings = {"learning_rate": rate, "initial_accumulator_value": start, "epsilon": 1e-7}
    path, outlives = _by_others(answer, settings, w, streams)

    def late(memory, gradient):
        old = memory.get("sum", start)
        memory["sum"] = old + gradient**2
        return -rate * gradient / np.sqrt(old)

    def summed(gradient):
        return np.full_like(gradient, np.square(gradient).sum())

    def averaged(gradient):
        return np.full_like(gradient, np.square(gradient).mean())

    usual = _adagrad(rate, start)
    expect.close(
        path,
        _paths(usual, w, streams),
        tried=f"two objects Adagrad(learning_rate={rate}, initial_accumulator_value={start}), 7 updates each, in "
        f"turns; {_first_weight(w, streams)}",
        atol=1e-5,
        look="the accumulator after the first and after the second update, by hand",
        mistakes={
            "Your accumulator starts anew at every update, so only this gradient counts. It must remember all.": (
                _paths(usual, w, streams, memory="lost")
            ),
            "Your two objects share one accumulator. A variable of the class belongs to all of them; "
            "`self.accumulator`, set in `__init__`, belongs to one.": Either(
                (_paths(usual, w, streams, memory="shared"), *outlives)
            ),
            "The accumulator starts at 0. It should start at `initial_accumulator_value`.": _paths(
                _adagrad(rate, 0.0), w, streams
            ),
            "The accumulator starts at 0.1, whatever is handed in.": _paths(_adagrad(rate, 0.1), w, streams),
            "You divide by the sum of the squares. Its root has the unit of a gradient, the sum itself has not: with "
            "all gradients 100 times larger, should the steps become smaller?": _paths(
                _adagrad(rate, start, root=np.asarray), w, streams
            ),
            "Your accumulator forgets, as that of RMSprop does. Adagrad's only adds up.": Either(
                _paths(_adagrad(rate, start, keep=keep, add=1 - keep), w, streams) for keep in (0.9, 0.99)
            ),
            "One accumulator for all weights: then a weight with small gradients is slowed down by its neighbours. "
            "Keep one number for each weight.": Either(
                _paths(_adagrad(rate, start, square=square), w, streams) for square in (summed, averaged)
            ),
            "You add up sizes of gradients. Their squares are asked for.": Either(
                _paths(_adagrad(rate, start, square=np.abs, root=root), w, streams) for root in (np.sqrt, np.asarray)
            ),
            "Your step divides by the accumulator of the update before. First add this gradient, then divide.": _paths(
                late, w, streams
            ),
            "Your steps go uphill.": _paths(_adagrad(-rate, start), w, streams),
            "Nothing is divided: this is plain gradient descent.": _paths(_momentum(rate, 0.0), w, streams),
        },
    )
    _keeps_arguments(answer, settings, w, streams[0])
    asleep = _gradients(rng, 1, 3, 4)
    asleep[:, :, 2] = 0
    settings["initial_accumulator_value"] = 0.0
    [path] = answer.via(calls.steps, settings, w, asleep)
    expect.close(
        np.array(path)[:, 2],
        np.full(3, w[2]),
        tried="a weight whose gradient is always 0, and an accumulator that starts at 0",
        look="0 / 0 is NaN: what is epsilon for? The weight should stay where it is",
    )


def _adam(
    rate, beta_1, beta_2, square=np.square, root=np.sqrt, first=None, second=None, correct=(True, True), fault=""
):
    """Adam's step; what the arguments after the betas change is a mistake each."""
    first, second = first or 1 - beta_1, second or 1 - beta_2

    def step(memory, gradient):
        t = memory["t"] = memory.get("t", 0) + 1
        t = {"stays": 1, "ahead": t + 1}.get(fault, t)
        m = memory["m"] = beta_1 * memory.get("m", 0) + first * gradient
        v = memory["v"] = beta_2 * memory.get("v", 0) + second * square(gradient)
        fade = [beta_1 * t, beta_2 * t] if fault == "product" else [beta_1**t, beta_2**t]
        if fault == "same":
            fade[1] = fade[0]
        if correct[0]:
            m = m / (1 - fade[0])
        if correct[1]:
            v = v / (1 - fade[1])
        if fault == "kept":
            memory["m"], memory["v"] = m, v
        return -rate * m / root(v)

    return step


@lesson.exercise(
    points=3,
    hints=[
        "Three things are remembered: m, the average of the gradients; v, the average of their squares; t, the number "
        "of updates so far.",
        "Both averages start at 0 and are therefore too small at first: divide by 1 − beta**t, with t = 1 at the first "
        "update.",
        "Keep m and v as they are for the next update; what you divide goes under other names, such as m_hat and "
        "v_hat. The step divides m_hat by the root of v_hat, plus epsilon.",
    ],
    errors={
        "unexpected keyword argument": _SETTINGS,
        "ZeroDivisionError": "With t = 0 the correction divides by 1 − beta**0, which is 0. What is t in the first "
        "update?",
        "has no attribute": _STATE,
        "referenced before assignment": _STATE,
        "cannot access local variable": _STATE,
    },
)
def Adam(answer, rng):
    """Both moments remembered, both corrected."""
    w, streams = np.round(rng.normal(size=4), 2), _gradients(rng, 2, 24, 4) * [0.5, 1, 2, 4]
    rate = float(np.round(rng.uniform(0.04, 0.08), 3))
    beta_1, beta_2 = float(np.round(rng.uniform(0.7, 0.85), 2)), float(np.round(rng.uniform(0.95, 0.98), 3))
    betas = beta_1, beta_2
    settings = {"learning_rate": rate, "beta_1": beta_1, "beta_2": beta_2, "epsilon": 1e-7}
    tried = (
        f"two objects Adam(learning_rate={rate}, beta_1={beta_1}, beta_2={beta_2}), 24 updates each, in turns; "
        f"{_first_weight(w, streams)}"
    )
    path, outlives = _by_others(answer, settings, w, streams)

    def summed(gradient):
        return np.full_like(gradient, np.square(gradient).sum())

    def averaged(gradient):
        return np.full_like(gradient, np.square(gradient).mean())

    usual = _adam(rate, *betas)
    with np.errstate(all="ignore"):
        mistakes = {
            "Your Adam forgets m, v and t between updates, so that every step is a first one. Keep them in `self`.": (
                _paths(usual, w, streams, memory="lost")
            ),
            "Your two objects share their memory. A variable of the class belongs to all of them; `self.m`, set in "
            "`__init__`, belongs to one.": Either((_paths(usual, w, streams, memory="shared"), *outlives)),
            "These are no numbers any more. Is t 0 at the first update? Then the correction divides by 1 − beta**0.": (
                np.full((2, 4, 24), np.nan)
            ),
            "The corrected m or v was kept, and then corrected again at the next update. Keep the averages as they "
            "are; what is corrected serves this step only.": _paths(_adam(rate, *betas, fault="kept"), w, streams),
            "The correction is missing: m and v start at 0 and are too small at first.": _paths(
                _adam(rate, *betas, correct=(False, False)), w, streams
            ),
            "Only one of m and v is corrected. Both start at 0.": Either(
                _paths(_adam(rate, *betas, correct=correct), w, streams) for correct in ((True, False), (False, True))
            ),
            "You divide by v, the average of the squares, without the root. With all gradients 100 times larger, "
            "should Adam's step change?": _paths(_adam(rate, *betas, root=np.asarray), w, streams),
            "The two betas are exchanged: beta_1 belongs to the average of the gradients, beta_2 to that of their "
            "squares.": _paths(_adam(rate, beta_2, beta_1), w, streams),
            "Your v adds up all squares and forgets none, as Adagrad's does. Adam's is an average that forgets: the "
            "old one counts beta_2, the new square 1 − beta_2.": Either(
                _paths(_adam(rate, beta_1, 1.0, second=1.0, correct=(correct, False)), w, streams)
                for correct in (True, False)
            ),
            "The new gradient, or its square, counts in full. In an average the old and the new share: beta and "
            "1 − beta.": Either(
                _paths(_adam(rate, *betas, first=first, second=second), w, streams)
                for first in (1.0, None)
                for second in (1.0, None)
                if first or second
            ),
            "Old and new are exchanged in your averages: beta is what is kept of the old one.": _paths(
                _adam(rate, 1 - beta_1, 1 - beta_2), w, streams
            ),
            "One v for all weights. What makes the method adapt to each weight? Keep one number for each.": Either(
                _paths(_adam(rate, *betas, square=square), w, streams) for square in (summed, averaged)
            ),
            "v averages the gradients' sizes, or the gradients. Their squares are asked for.": Either(
                _paths(_adam(rate, *betas, square=square, root=root), w, streams)
                for square in (np.abs, np.asarray)
                for root in (np.sqrt, np.asarray)
            ),
            "t does not count: it is 1 at every update. Where is it kept, and where does it grow?": _paths(
                _adam(rate, *betas, fault="stays"), w, streams
            ),
            "t is one ahead: at the first update it is 1.": _paths(_adam(rate, *betas, fault="ahead"), w, streams),
            "The correction uses beta times t. What is left of the start after t updates is beta to the power of t.": (
                _paths(_adam(rate, *betas, fault="product"), w, streams)
            ),
            "Each average has its own correction: beta_1 for m, beta_2 for v.": _paths(
                _adam(rate, *betas, fault="same"), w, streams
            ),
            "Your steps go uphill.": _paths(_adam(-rate, *betas), w, streams),
            "This is RMSprop's step: the root of v is there, m is not used.": Either(
                _paths(_adam(rate, 0.0, beta_2, correct=(False, correct)), w, streams) for correct in (True, False)
            ),
            "You used betas of 0.9 and 0.999, whatever is handed in.": _paths(_adam(rate, 0.9, 0.999), w, streams),
        }
    expect.close(
        path,
        _paths(usual, w, streams),
        tried=tried,
        atol=1e-5,
        look="m, v and their corrections after the first and after the second update, by hand",
        mistakes=mistakes,
    )
    _keeps_arguments(answer, settings, w, streams[0])
    settings["epsilon"] = 100.0
    [braked] = answer.via(calls.steps, settings, w, streams[:1])
    moved, usually = (float(np.abs(np.diff(one)).mean()) for one in (np.transpose(braked), path[0]))
    expect.that(
        moved < 0.5 * usually,
        tried="epsilon=100, which makes every step small",
        got="steps as large as with epsilon=1e-7",
        look="use the epsilon that is handed in: it is what keeps a weight whose gradient is 0 from becoming NaN",
    )


@lesson.exercise(
    points=1,
    hints=[
        "Take an Adam that is new at this call: t = 1. What are m and v after one gradient g? And corrected?",
        "Only beta falls out: m_hat = g and v_hat = g². What is g divided by the root of g²?",
        "NumPy has a function that is −1, 0 or 1.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no, but there is a gradient for each weight.",
    },
)
def forgetful_adam(answer, rng):
    """The step of an Adam that forgets its memory at every call, in closed form."""
    gradient = np.round(rng.uniform(1, 9, 7), 2) * [-1e3, 10, 1, 0, -0.1, 0.05, -20]
    gradient = rng.permutation(gradient)
    rate = float(np.round(rng.uniform(0.01, 0.3), 3))
    sign = np.sign(gradient)
    safe = np.where(gradient == 0, 1.0, gradient)
    with np.errstate(all="ignore"):
        nothing = 0 * gradient / np.abs(gradient)
    tried = f"forgetful_adam(gradient={expect.short(gradient)}, learning_rate={rate})"
    got, (after, _) = answer.via(calls.call_and_arguments, gradient, rate)
    expect.unchanged(gradient, after, tried=tried, look="the gradient belongs to the caller: work on a new array")
    expect.close(
        got,
        -rate * sign + 0.0,  # shows 0, not -0
        tried=tried,
        rtol=1e-3,
        atol=1e-6,
        look="which part of the gradient is left, when it is divided by its own size?",
        mistakes={
            "0 / 0 is NaN. A weight whose gradient is 0 should stay where it is.": -rate * sign + nothing,
            "The weight whose gradient is 0 moves. In which direction would that be downhill?": Either(
                np.where(gradient == 0, way * rate, -rate * sign) for way in (-1, 1)
            ),
            "This is the step of gradient descent, larger where the gradient is larger. What does dividing by the root "
            "of v do to its size?": -rate * gradient,
            "Uphill: the weight must move against its gradient.": rate * sign,
            "The learning rate is not in it.": -sign,
            "All weights move in the same direction. The sign of each gradient counts.": Either(
                (np.full(7, -rate), -rate * np.abs(sign))
            ),
            "You divided by the length of the whole gradient. Adam divides each weight's gradient by its own size.": (
                Either(-rate * gradient / size for size in (np.linalg.norm(gradient), np.abs(gradient).max()))
            ),
            "You divided by g², not by its root. With v_hat = g², the step is divided by the root of v_hat.": Either(
                (np.where(gradient == 0, 0, -rate / safe), -rate / safe + nothing)
            ),
            "Without the correction the first m is 0.1 g and the first v is 0.001 g². With it, betas play no part.": (
                -rate * sign * 0.1 / np.sqrt(0.001)
            ),
        },
    )


@lesson.exercise(
    points=3,
    trains=True,
    hints=[
        "Where does the curve reach its lowest point? There the training already begins to tip over: a good rate is "
        "smaller.",
        "How much smaller: a third is often enough, a tenth is safe. The rates are spaced by factors, so divide.",
        "`losses.argmin()` is a position; `rates[position]` is the rate there.",
    ],
    errors={
        "truth value of an array": "`if` needs a single yes or no; here each of the losses gives one.",
        "out of bounds": "The curves have different lengths: each ends where the loss explodes.",
    },
)
def pick_learning_rate(answer, rng):
    """A rate read off a range test's curve, judged by training with it."""
    tasks = draw_tasks(rng)
    picked = [answer(task.rates, task.losses) for task in tasks]
    for got, task in zip(picked, tasks, strict=True):
        number = isinstance(got, (int, float, np.ndarray)) and not isinstance(got, bool) and np.size(got) == 1
        number = bool(number and np.ndim(got) == 0 and np.isfinite(got) and got > 0)
        cause = ""
        if np.size(got) == 1 and np.ndim(got):
            cause = "The rate is in an array of one number. Return the number itself."
        elif np.size(got) > 1:
            cause = "Several numbers came back. Asked for is one rate, to train with."
        expect.that(number, tried=_curve(task), got=got, cause=cause, expected="one learning rate, above 0",
                    look="the return line")  # fmt: skip
    same = len({float(f"{got:.5g}") for got in picked}) == 1
    for got, task in zip(picked, tasks, strict=True):
        after = task.train(float(got))
        place = int(np.argmin(task.losses))
        cause = ""
        if got in (place, len(task.losses) - 1 - place):
            cause = "That is a position in the list. Which rate stands at that position?"
        elif np.isclose(got, task.losses[place], rtol=1e-9):
            cause = "That is the lowest loss. Asked for is a rate."
        elif same:
            cause = (
                "You returned the same rate for every task. The features of some are large numbers, of others small "
                "ones: what is right for one is wrong for another. Read the rate off the curve."
            )
        elif np.isclose(got, task.rates[place]):
            cause = (
                "That is the rate at the lowest point of the curve. In the range test one step was made with it; a "
                "whole training tips over. Go further down with the rate."
            )
        elif got > task.good:
            cause = "This rate is too large here: the training jumps over the valley, or explodes."
        elif got < task.good:
            cause = "This rate is too small here: the loss hardly moves. Choose it where the curve has clearly fallen."
        loss = f"from {task.before:.3g} to {after.max():.3g}"
        expect.that(bool(after.max() < task.limit), tried=f"250 steps with your rate, four times; {_curve(task)}",
                    got=f"with the rate {got:.2g}, the loss went {loss}", expected=f"below {task.limit:.2g}",
                    cause=cause)  # fmt: skip


def _curve(task):
    place = int(np.argmin(task.losses))
    return (
        f"a range test of {len(task.losses)} rates, loss {task.losses[0]:.3g} at first and lowest at the rate "
        f"{task.rates[place]:.2g}"
    )


@lesson.shows
def range_test(case):
    """The range test of a small task drawn from a number of your choice: rates, each used for one step, and losses.

    Parameters
    ----------
    case : int
        Any whole number from 0 to 9999; each draws another task.

    Returns
    -------
    rates, losses : array of shape (steps,)
        Rates rising by equal factors; the test ends when the loss has become ten times what it was at first.
    """
    rng = np.random.default_rng(case)
    task = draw_task(rng, rng.uniform(*UNIT_SIZES[case % len(UNIT_SIZES)]))
    return task.rates.copy(), task.losses.copy()


@lesson.exercise(
    core=False,
    points=2,
    hints=[
        "Which part of the way is done? A number from 0 to 1: the step, divided by how many there are.",
        "The cosine falls from 1 to −1 while its angle goes from 0 to π. Move it up by 1 and halve it: from 1 to 0.",
        "Beyond the end, the part is more than 1 and the cosine would rise again: `min(part, 1)`. With warm-up, the "
        "way of the cosine begins at warmup_steps and is shorter.",
    ],
    errors={
        "unexpected keyword argument 'warmup_steps'": "Keep the argument `warmup_steps=0` of the starter.",
        "ZeroDivisionError": "Without warm-up, warmup_steps is 0, and nothing can be divided by it.",
    },
)
def cosine_schedule(answer, rng):
    """A learning rate that falls along half a cosine, after a warm-up where one is asked for."""
    rate, total = float(np.round(rng.uniform(0.1, 0.4), 2)), int(rng.integers(9, 13)) * 10

    def wave(part):
        return rate * (1 + np.cos(np.pi * part)) / 2

    quarter, late = total // 5, int(0.7 * total)
    for step in (0, quarter, late, total, total + quarter):
        part = min(step / total, 1)
        expect.close(
            answer(step, total, rate),
            wave(part),
            tried=f"cosine_schedule(step={step}, total_steps={total}, learning_rate={rate})",
            look="the part of the way that is done, and the cosine at it",
            mistakes={
                "After the last step the rate rises again. It should stay where it ended.": (
                    wave(step / total) if step > total else np.nan
                ),
                "This is a straight line. The cosine falls slowly at first, fast in the middle, slowly at the end.": (
                    Either((rate * (1 - part), rate * (1 - step / total)))
                ),
                "It begins at the wrong end: the rate is learning_rate at step 0, and 0 at the end.": rate - wave(part),
                "Between −1 and 1: the cosine has to be moved up by 1 and halved.": Either(
                    rate * np.cos(np.pi * at) for at in (part, step / total)
                ),
                "Twice as much as asked for: 1 + cosine goes from 2 to 0.": 2 * wave(part),
                "This is the share of the learning rate. Multiply.": wave(part) / rate,
                "The cosine counts in radians: half a wave is π, not 180.": Either(
                    rate * (1 + np.cos(180 * at)) / 2 for at in (part, step / total)
                ),
                "Yours goes down and up again before the end: half a wave is enough.": wave(2 * part),
                "This is a quarter of a wave: it begins as asked for, but falls fastest at the end.": (
                    rate * np.cos(np.pi * part / 2)
                ),
            },
        )
    warm = total // 4
    for step in (0, warm // 2, warm, late, total, total + quarter):
        part = min((step - warm) / (total - warm), 1)
        right = rate * step / warm if step < warm else wave(part)
        got = answer(step, total, rate, warmup_steps=warm)
        cause = ""
        if _near(got, wave(min(step / total, 1))):
            cause = "The way of the cosine begins where the warm-up ends, and has only the steps that are left."
            if step == 0:
                cause = "There is no warm-up yet: at step 0 the rate is 0, and it rises in a straight line."
        elif step > warm and _near(got, wave(min((step - warm) / total, 1))):
            cause = "The cosine ends too late: total_steps counts all steps, those of the warm-up too."
        elif step < warm and (_near(got, rate * (step + 1) / warm)):
            cause = "The warm-up is one step ahead: it begins with 0 at step 0."
        elif step < warm and _near(got, wave(min(step / total, 1)) * step / warm):
            cause = "The warm-up climbs to learning_rate itself, by a straight line; the cosine comes after it."
        expect.that(_near(got, right), tried=f"cosine_schedule({step}, {total}, {rate}, warmup_steps={warm})", got=got,
                    expected=expect.short(float(right)), look="the two parts: a straight line, then half a cosine",
                    cause=cause, share=0.5)  # fmt: skip


def _near(got, want):
    """Whether a single number came back, and it is this one."""
    return isinstance(got, (int, float, np.ndarray)) and np.shape(got) == () and bool(abs(got - want) < 1e-5)


@lesson.exercise(
    core=False,
    points=2,
    hints=[
        "The memory belongs to the optimizer object, `model.optimizer`. Who keeps the object keeps the memory.",
        "Python lets you set any attribute, also one that nobody reads. Print the rate afterwards: "
        "`float(model.optimizer.learning_rate)`.",
        "Give that attribute another value.",
    ],
    errors={
        "not recognized": "Keras's name for it is learning_rate. `lr` stands in old tutorials.",
        "originally built with": "An optimizer belongs to the weights that it was made for: it remembers something for "
        "each of them. Another model needs one of its own.",
        "Unknown variable": "An optimizer belongs to the weights that it was made for: it remembers something for each "
        "of them. Another model needs one of its own.",
    },
)
def slow_down(answer, rng):
    """Another learning rate in the middle of a training, with Adam's memory kept."""
    import keras

    network = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(1)])
    network.set_weights([rng.normal(size=weight.shape) for weight in network.get_weights()])
    rate = 0.1
    network.compile(keras.optimizers.Adam(rate), "mse")
    exported = models.export(network)
    old = [weight.astype("float64") for weight in exported["weights"]]
    slower = float(np.round(rng.uniform(0.01, 0.03), 3))
    steps = [[_gradients(rng, *weight.shape).astype("float32") for weight in old] for _ in range(10)]
    before, after = steps[:6], steps[6:]
    path = answer.via(calls.go_on, exported, before, after, slower)

    def ends(then, memory="kept"):
        """All weights after the last step."""
        found = []
        for number, w in enumerate(old):
            state = {}
            for k, gradients in enumerate(steps):
                if k == len(before) and memory == "lost":
                    state = {}
                step = _adam(rate if k < len(before) else then, 0.9, 0.999)
                w = w + step(state, gradients[number].astype("float64"))
            found.append(w.ravel())
        return np.concatenate(found)

    ended = np.concatenate([weight.ravel() for weight in path[-1]])
    expect.close(
        ended,
        ends(slower),
        tried=f"6 steps of Adam({rate}), slow_down(model, {slower}), 4 steps more",
        show=False,
        atol=1e-4,
        look="the size of the steps before and after your change",
        mistakes={
            "The rate is still the old one. Did you read it back, `float(model.optimizer.learning_rate)`? Python "
            "does not complain of an attribute that Keras never reads.": ends(rate),
            "The rate is right, but the memory is gone: a new optimizer begins with empty averages. Change the one "
            "that the model has.": ends(slower, memory="lost"),
            "A new optimizer with its default rate, and no memory.": ends(0.001, memory="lost"),
            "The rate was multiplied. The new rate itself is handed in.": ends(rate * slower),
        },
    )


BELIEVED = {}  # no answer of this lesson is a mere choice
