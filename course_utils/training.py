"""Restarted models, and curves that are drawn while a run goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

import keras

from course_utils import plots
from course_utils.plots.picture import short

SECONDS = 0.5  # the least time from one picture to the next
SHARE = 0.25  # of a training's time that the drawing may take


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


class LiveCurves(keras.callbacks.Callback):
    """A Keras callback that draws loss and metrics while ``fit`` runs: one picture, changed in place.

    In a notebook the picture stands below the cell, and the last one, with its description in words, is saved with
    it. In a terminal a line is printed in its place. An interrupted training keeps what was drawn, and ``history``
    keeps all epochs that ended. Each ``fit`` begins a new picture; so does the same object used once more.

    It draws every half second; where that is slow, the drawing takes a quarter of the training at most, not counting
    the last picture.

    Attributes
    ----------
    history : dict of str to list of float
        What was measured, an entry for each epoch that ended.
    """

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[str, list[float]] = {}
        self._show: Callable[[Mapping[str, Sequence[float]]], None]  # set when training starts
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
        self._show(self.history)
        took = time.perf_counter() - began
        self._next = began + max(SECONDS, took / SHARE)


def _title(history: Mapping[str, Sequence[float]]) -> str:
    """Say how many epochs ended, and each metric's last value; only that of validation where it was measured."""
    epochs = max(len(values) for values in history.values())
    names = [name for name in history if name.startswith("val_")] or list(history)
    last = ", ".join(f"{name.replace('val_', 'validation ')} {short(history[name][-1])}" for name in names)
    return f"After {epochs} epoch{'' if epochs == 1 else 's'}: {last}"


def _shower() -> Callable[[Mapping[str, Sequence[float]]], None]:
    """Return a function that shows curves in place of the last ones below a cell; a terminal gets lines."""
    from IPython import get_ipython
    from IPython.display import display

    if not hasattr(get_ipython(), "kernel"):
        return lambda history: print(_title(history))
    shown = display({"text/plain": ""}, raw=True, display_id=True)
    return lambda history: shown.update(plots.curves(history, title=_title(history)).bundle(), raw=True)
