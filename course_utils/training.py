"""Training runs repeated over seeds, restarted models, and curves that are drawn while a run goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import keras
import numpy as np
from numpy.typing import ArrayLike

from course_utils import plots
from course_utils.plots.picture import short


def repeat(train: Callable[[int], ArrayLike], seeds: int | Iterable[int]) -> np.ndarray:
    """Run ``train(seed)`` once for each seed, and say how far it is.

    Before each run `keras.utils.set_random_seed` sets Python's, NumPy's and TensorFlow's generators, so that a run
    depends on its seed alone. Interrupting the kernel ends the run that is under way and gives what is done so far.

    Parameters
    ----------
    train : callable
        Takes the seed, an int. Returns what was measured: a number, or an array (or a list of numbers) that has the
        same shape in every run, such as a validation accuracy for each epoch.
    seeds : int or iterable of int
        The seeds, each from 0 to 2**32 - 1; a single int n means 0, 1, ..., n - 1.

    Returns
    -------
    numpy.ndarray
        What was measured, shape (runs, ...): one row for each run that ended, in the order of the seeds.

    Raises
    ------
    ValueError
        There is no seed; or a run gave another shape than the first one.
    TypeError
        A run gave something else than numbers.
    KeyboardInterrupt
        The kernel was interrupted before the first run ended.
    """
    seeds = list(range(seeds)) if isinstance(seeds, (int, np.integer)) else list(seeds)
    if not seeds:
        raise ValueError("repeat needs at least one seed, got none; repeat(train, 5) uses 0, 1, 2, 3, 4")

    show_line = _line_display()
    results: list[np.ndarray] = []
    try:
        for number, seed in enumerate(seeds, start=1):
            show_line(f"run {number} of {len(seeds)}, seed {seed} …")
            keras.utils.set_random_seed(seed)
            result = _numbers(train(seed), seed)
            if results and result.shape != results[0].shape:
                raise ValueError(
                    f"train({seed}) gave the shape {result.shape}, and train({seeds[0]}) the shape "
                    f"{results[0].shape}; each run must give the same, so that they can be compared"
                )
            results.append(result)
        show_line(f"{len(seeds)} runs done" if len(seeds) > 1 else "1 run done")
    except KeyboardInterrupt:
        show_line(f"interrupted: {len(results)} of {len(seeds)} runs done")
        if not results:
            raise
    return np.stack(results)


def _numbers(result: ArrayLike, seed: int) -> np.ndarray:
    array = np.asarray(result)
    if array.dtype.kind not in "biuf":
        raise TypeError(
            f"train({seed}) gave a {type(result).__name__}; it must return a number or an array of numbers, "
            'for example history.history["val_accuracy"]'
        )
    return array


def _line_display() -> Callable[[str], Any]:
    """Return a function that shows a line in place of the last one below a notebook's cell; a terminal gets lines."""
    from IPython import get_ipython
    from IPython.display import display

    if not hasattr(get_ipython(), "kernel"):
        return print
    shown = display({"text/plain": ""}, raw=True, display_id=True)
    return lambda text: shown.update({"text/plain": text}, raw=True)


def restart(model: keras.Model, seed: int) -> None:
    """Give a compiled model new random weights and an optimizer without memory, as if it had just been built.

    Building a network takes longer than a short training run, so a network can be built once and restarted before each
    run. Whatever the model draws at random, its dropout included, then depends on `seed` alone.

    Parameters
    ----------
    model : keras.Model
        Compiled. Its learning rate stays as it is.
    seed : int
        From 0 to 2**32 - 1.
    """
    keras.utils.set_random_seed(seed)
    fresh = keras.models.clone_model(model)
    for variable, fresh_variable in zip(model.variables, fresh.variables, strict=True):
        variable.assign(fresh_variable)
    learning_rate = float(model.optimizer.learning_rate)
    for variable in model.optimizer.variables:
        variable.assign(keras.ops.zeros_like(variable))
    model.optimizer.learning_rate = learning_rate  # one of the variables that were just set to zero


SHARE = 0.25  # of a training's time that the drawing may take


class LiveCurves(keras.callbacks.Callback):
    """A Keras callback that draws loss and metrics while ``fit`` runs: one picture, changed in place.

    In a notebook the picture stands below the cell, and the last one, with its description in words, is saved with
    it. In a terminal a line is printed in its place. An interrupted training keeps what was drawn, and ``history``
    keeps all epochs that ended. Each ``fit`` begins a new picture; so does the same object used once more.

    Parameters
    ----------
    metrics : sequence of str, optional
        One panel for each, such as ``["loss"]``; where it is not given, the loss and all metrics.
    seconds : float
        Least time from one picture to the next, at least 0.25. Where drawing is slow the time becomes longer: it takes
        a quarter of the training at most, not counting the last picture.
    reference : mapping of str to (str, float), optional
        For a metric a line to compare with, such as ``{"loss": ("ln 10", 2.303)}``.

    Attributes
    ----------
    history : dict of str to list of float
        What was measured, an entry for each epoch that ended.

    Raises
    ------
    ValueError
        If ``seconds`` is less than 0.25; from ``fit``, if a metric is asked for that nobody measures.
    """

    def __init__(
        self,
        metrics: Sequence[str] | None = None,
        seconds: float = 0.5,
        reference: Mapping[str, tuple[str, float]] | None = None,
    ) -> None:
        super().__init__()
        if not seconds >= 0.25:
            raise ValueError(
                f"seconds must be at least 0.25, so that the drawing does not hold up the training, got {seconds!r}"
            )
        self.history: dict[str, list[float]] = {}
        self._seconds, self._options = seconds, {"metrics": metrics, "reference": reference}
        self._show: Callable[..., Any]  # set when training starts
        self._next = 0.0

    def on_train_begin(self, logs: Mapping[str, float] | None = None) -> None:
        """Make room for a picture."""
        self.history = {}
        self._show, self._next = _shower(), 0.0

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        """Keep what was measured; draw it, when the last picture is old enough."""
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(float(value))
        if time.perf_counter() >= self._next:
            self._draw()

    def on_train_end(self, logs: Mapping[str, float] | None = None) -> None:
        """Draw the last picture."""
        if self.history:
            self._draw()

    def _draw(self) -> None:
        began = time.perf_counter()
        self._show(self.history, **self._options)
        took = time.perf_counter() - began
        self._next = began + max(self._seconds, took / SHARE)


def _title(history: Mapping[str, Sequence[float]]) -> str:
    """Say how many epochs ended, and each metric's last value; only that of validation where it was measured."""
    epochs = max(len(values) for values in history.values())
    names = [name for name in history if name.startswith("val_")] or list(history)
    last = ", ".join(f"{name.replace('val_', 'validation ')} {short(history[name][-1])}" for name in names)
    return f"After {epochs} epoch{'' if epochs == 1 else 's'}: {last}"


def _shower() -> Callable[..., Any]:
    """Return a function that shows curves in place of the last ones below a cell; a terminal gets lines."""
    from IPython import get_ipython
    from IPython.display import display

    if not hasattr(get_ipython(), "kernel"):
        return lambda history, **_: print(_title(history))
    shown = display({"text/plain": ""}, raw=True, display_id=True)
    return lambda history, **options: shown.update(
        plots.curves(history, title=_title(history), **options).bundle(), raw=True
    )
