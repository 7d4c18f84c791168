"""How does one watch a training while it runs? Curves that are drawn anew below the cell, again and again."""

import time

import keras

from course_utils import plots
from course_utils.plots.picture import short

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

    def __init__(self, metrics=None, seconds=0.5, reference=None):
        super().__init__()
        if not seconds >= 0.25:
            raise ValueError(f"seconds must be at least 0.25, so that the drawing does not hold up the training, "
                             f"got {seconds!r}")
        self.history = {}
        self._seconds, self._options = seconds, {"metrics": metrics, "reference": reference}
        self._show = self._next = None

    def on_train_begin(self, logs=None):
        """Make room for a picture."""
        self.history = {}
        self._show, self._next = _shower(), 0.0

    def on_epoch_end(self, epoch, logs=None):
        """Keep what was measured; draw it, when the last picture is old enough."""
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(float(value))
        if time.perf_counter() >= self._next:
            self._draw()

    def on_train_end(self, logs=None):
        """Draw the last picture."""
        if self.history:
            self._draw()

    def _draw(self):
        began = time.perf_counter()
        self._show(self.history, **self._options)
        took = time.perf_counter() - began
        self._next = began + max(self._seconds, took / SHARE)


def _title(history):
    """How many epochs, and the last value of each metric; for validation only, where it was measured."""
    epochs = max(len(values) for values in history.values())
    names = [name for name in history if name.startswith("val_")] or list(history)
    last = ", ".join(f"{name.replace('val_', 'validation ')} {short(history[name][-1])}" for name in names)
    return f"After {epochs} epoch{'' if epochs == 1 else 's'}: {last}"


def _shower():
    """A function that shows curves in place of the last ones, below a notebook's cell; a terminal gets lines."""
    from IPython import get_ipython
    from IPython.display import display

    if not hasattr(get_ipython(), "kernel"):
        return lambda history, **_: print(_title(history))
    shown = display({"text/plain": ""}, raw=True, display_id=True)
    return lambda history, **options: shown.update(
        plots.curves(history, title=_title(history), **options).bundle(), raw=True)
