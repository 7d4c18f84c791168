"""Numbered listings of four data preparations, one of which leaks, drawn from a case number for `find_the_leak`."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pipeline:
    """A data preparation as lines of code.

    Attributes
    ----------
    lines : tuple of str
    leaks : tuple of int
        Numbers of the leaking lines, from 1; empty if nothing leaks. Two lines in the wrong order are both right
        answers.
    reply : str
        Why it doesn't leak, as feedback for a wrong answer.
    """

    lines: tuple
    leaks: tuple
    reply: str = ""


# In each template, `>` marks a leaking line and `?` a line that is left out at random. x are the inputs, y the labels.
_LEAKS = (
    """
    x, y, writer = load()
    ? x = x.astype("float32")
    > mean, std = x.mean(axis=0), x.std(axis=0)
    train, test = split_by_group(writer, {f}, seed={s})
    x_train, x_test = (x[train] - mean) / std, (x[test] - mean) / std
    model.fit(x_train, y[train], epochs={e})
    model.evaluate(x_test, y[test])
    """,
    """
    x, y = load()
    ? x = x.astype("float32")
    > best = columns_most_correlated_with(x, y, keep={k})
    x = x[:, best]
    ? print(x.shape, y.shape)
    train, test = stratified_rows(y, {f}, seed={s})
    model.fit(x[train], y[train], epochs={e})
    model.evaluate(x[test], y[test])
    """,
    """
    x, y = load()
    x = x / 255
    order = np.random.default_rng({s}).permutation(1000)
    ? print(x.min(), x.max())
    > train, test = order[:800], order[700:]
    model.fit(x[train], y[train], epochs={e})
    model.evaluate(x[test], y[test])
    """,
    """
    x, y, writer = load()           # {k} images by each writer; the network will be used by new writers
    ? print(x.shape, y.shape)
    x = x / 255
    > train, test = stratified_rows(y, {f}, seed={s})
    model.fit(x[train], y[train], epochs={e})
    model.evaluate(x[test], y[test])
    """,
    """
    x, y = load()
    x = x / 255
    ? print(x.min(), x.max())
    train, test = stratified_rows(y, {f}, seed={s})
    > epochs = best_number_of_epochs(({e}, {e}0), x[train], y[train], x[test], y[test])
    model.fit(x[train], y[train], epochs=epochs)
    print("test accuracy", model.evaluate(x[test], y[test])[1])
    """,
    """
    x, y = load()
    ? x = x.astype("float32")
    > x, y = add_shifted_copies(x, y, copies={k})
    ? print(x.shape, y.shape)
    > train, test = stratified_rows(y, {f}, seed={s})
    model.fit(x[train], y[train], epochs={e})
    model.evaluate(x[test], y[test])
    """,
    """
    x, y = load()                   # some values are missing (NaN)
    ? print(x.shape, y.shape)
    > x = np.where(np.isnan(x), np.nanmean(x, axis=0), x)
    train, test = stratified_rows(y, {f}, seed={s})
    ? print(len(train), len(test))
    model.fit(x[train], y[train], epochs={e})
    model.evaluate(x[test], y[test])
    """,
    """
    x, y = load()
    x = x / 255
    ? print(x.min(), x.max())
    train, test = stratified_rows(y, {f}, seed={s})
    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    > model.fit(x[train], y[train], epochs={e}0, validation_data=(x[test], y[test]), callbacks=[stop])
    print("test accuracy", model.evaluate(x[test], y[test])[1])
    """,
)
_SOUND = (
    (
        """
    x, y, writer = load()
    ? x = x.astype("float32")
    train, test = split_by_group(writer, {f}, seed={s})
    mean, std = x[train].mean(axis=0), x[train].std(axis=0)
    ? print(mean.shape, std.shape)
    x_train, x_test = (x[train] - mean) / std, (x[test] - mean) / std
    model.fit(x_train, y[train], epochs={e})
    model.evaluate(x_test, y[test])
    """,
        "its mean and std come from the training rows only, and no writer is in both sets",
    ),
    (
        """
    x, y = load()
    ? print(x.shape, y.shape)
    train, test = stratified_rows(y, {f}, seed={s})
    mean, std = x[train].mean(), x[train].std()
    x_train, x_test = (x[train] - mean) / std, x[test]
    model.fit(x_train, y[train], epochs={e})
    model.evaluate(x_test, y[test])
    """,
        "it makes a different mistake. The test rows aren't scaled like the training rows, which makes the test "
        "accuracy worse, not better",
    ),
    (
        """
    x, y = load()
    x = x / 255
    ? print(x.min(), x.max())
    train, test = stratified_rows(y, {f}, seed={s})
    ? print(len(train), len(test))
    model.fit(x[train], y[train], epochs={e})
    model.evaluate(x[test], y[test])
    """,
        "it divides all rows by 255, but 255 is the same whatever the test rows are",
    ),
    (
        """
    x, y = load()
    ? x = x.astype("float32")
    train, test = stratified_rows(y, {f}, seed={s})
    x_train, y_train = add_shifted_copies(x[train], y[train], copies={k})
    ? print(x_train.shape)
    model.fit(x_train, y_train, epochs={e})
    model.evaluate(x[test], y[test])
    """,
        "the copies are made after the split and only of training rows, so no copy of a test row is used in training",
    ),
    (
        """
    x, y = load()
    train, test = stratified_rows(y, {f}, seed={s})
    ? print(len(train), len(test))
    best = columns_most_correlated_with(x[train], y[train], keep={k})
    model.fit(x[train][:, best], y[train], epochs={e})
    model.evaluate(x[test][:, best], y[test])
    """,
        "the columns are chosen with the training rows only",
    ),
    (
        """
    x, y = load()
    x = x / 255
    train, val, test = stratified_parts(y, ({f}, {f}), seed={s})
    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    ? print(len(train), len(val), len(test))
    model.fit(x[train], y[train], epochs={e}0, validation_data=(x[val], y[val]), callbacks=[stop])
    model.evaluate(x[test], y[test])
    """,
        "the epoch is chosen with the validation rows, as it should be, and the test rows are used once",
    ),
    (
        """
    x, y = load()
    x = x / 255
    rng = np.random.default_rng({s})
    ? print(x.shape, y.shape)
    x, y = rng.permutation(x), rng.permutation(y)
    train, test = np.arange(0, 800), np.arange(800, 1000)
    model.fit(x[train], y[train], epochs={e})
    model.evaluate(x[test], y[test])
    """,
        "it makes a different mistake. x and y are shuffled separately, so the images get the labels of other images, "
        "which makes the test accuracy worse, not better",
    ),
)


def draw_pipelines(case):
    """Return the four pipelines of a case.

    Parameters
    ----------
    case : int
        From 0 to 9999.

    Returns
    -------
    dict of str to Pipeline
        "A" to "D", of which exactly one has a leak.

    Raises
    ------
    ValueError
        If the case is not such a number.
    """
    if isinstance(case, bool) or not isinstance(case, int) or not 0 <= case <= 9999:
        raise ValueError(f"case must be a whole number from 0 to 9999, got {case!r}")
    rng = np.random.default_rng(case)
    chosen = [_fill(_LEAKS[rng.integers(len(_LEAKS))], "", rng)]
    chosen += [_fill(*_SOUND[number], rng) for number in rng.choice(len(_SOUND), 3, replace=False)]
    return {letter: chosen[number] for letter, number in zip("ABCD", rng.permutation(4), strict=True)}


def _fill(template, reply, rng):
    values = {
        "f": rng.choice([0.1, 0.2, 0.25, 0.3]),
        "s": rng.integers(100),
        "e": rng.integers(3, 10),
        "k": rng.integers(5, 30),
    }
    lines, leaks = [], []
    for line in template.strip().splitlines():
        mark, text = (line.strip()[0], line.strip()[2:]) if line.strip()[0] in ">?" else ("", line.strip())
        if mark == "?" and rng.random() < 0.5:
            continue
        lines.append(text.format(**values))
        if mark == ">":
            leaks.append(len(lines))
    return Pipeline(tuple(lines), tuple(leaks), reply)


def listing(pipelines):
    """Return the pipelines as text, with lines numbered from 1 in each."""
    blocks = []
    for letter, pipeline in pipelines.items():
        numbered = [f"  {number}  {line}" for number, line in enumerate(pipeline.lines, 1)]
        blocks.append("\n".join([f"Pipeline {letter}", *numbered]))
    return "\n\n".join(blocks)
