"""The live curves: drawn in place, not too often, whole at the end, and without a word on stderr."""

import html
import re

import keras
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from course_utils import training
from course_utils.training import LiveCurves


class Clock:
    """Time that passes only when told to; drawing takes some of it."""

    def __init__(self, monkeypatch, drawing):
        self.now, self.shown, self._drawing = 0.0, [], drawing
        monkeypatch.setattr(training.time, "perf_counter", lambda: self.now)
        monkeypatch.setattr(training, "_shower", lambda: self._show)

    def _show(self, history):
        self.shown.append(len(history["loss"]))
        self.now += self._drawing


def trained(curves, clock, epochs, seconds):
    """Return the epochs that were drawn of a training run whose epochs take so many seconds."""
    curves.on_train_begin()
    for epoch in range(epochs):
        clock.now += seconds
        curves.on_epoch_end(epoch, {"loss": 1 / (epoch + 1)})
    curves.on_train_end()
    return clock.shown


def model():
    layers = [keras.Input((3,)), keras.layers.Dense(1)]
    network = keras.Sequential(layers)
    network.compile(optimizer="sgd", loss="mse")
    return network


def test_drawn_a_few_times_a_second_and_at_the_end(monkeypatch):
    clock = Clock(monkeypatch, drawing=0)
    assert trained(LiveCurves(), clock, epochs=11, seconds=0.2) == [1, 4, 7, 10, 11]


def test_slow_drawing_takes_a_quarter_of_the_time_at_most(monkeypatch):
    clock = Clock(monkeypatch, drawing=1)
    shown = trained(LiveCurves(), clock, epochs=1000, seconds=0.01)
    assert len(shown) - 1 <= 0.25 * (clock.now - 1) + 1
    assert shown[-1] == 1000


def test_a_training_without_an_epoch_draws_nothing(monkeypatch):
    assert trained(LiveCurves(), Clock(monkeypatch, drawing=0), epochs=0, seconds=1) == []


def test_a_terminal_gets_lines(capfd):
    curves = LiveCurves()
    history = model().fit(np.ones((8, 3)), np.ones(8), epochs=2, verbose=0, validation_split=0.25, callbacks=[curves])
    said, complaint = capfd.readouterr()
    assert said.startswith("After 1 epoch: validation loss ")
    assert f"After 2 epochs: validation loss {training.short(history.history['val_loss'][-1])}\n" in said
    assert complaint == ""
    assert curves.history == history.history


def test_an_interrupted_training_keeps_its_epochs():
    class Stop(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            if epoch == 2:
                raise KeyboardInterrupt

    curves, network = LiveCurves(), model()
    with pytest.raises(KeyboardInterrupt):
        network.fit(np.ones((8, 3)), np.ones(8), epochs=9, verbose=0, callbacks=[curves, Stop()])
    assert len(curves.history["loss"]) == 3
    network.fit(np.ones((8, 3)), np.ones(8), epochs=1, verbose=0, callbacks=[curves])
    assert len(curves.history["loss"]) == 1


def test_in_a_notebook_one_picture_is_left_with_its_words():
    cells = [
        "from course_utils.training import LiveCurves\nimport keras, numpy as np\n"
        "model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])\n"
        "model.compile(optimizer='sgd', loss='mse', metrics=['mae'])\n"
        "x, y = np.ones((8, 3)), np.ones(8)",
        "history = model.fit(x, y, epochs=30, verbose=0, callbacks=[LiveCurves()])",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    (picture,) = notebook.cells[1].outputs
    assert set(picture.data) == {"text/html", "text/plain"}
    words = html.unescape(re.search('alt="([^"]*)"', picture.data["text/html"]).group(1))
    assert words == picture.data["text/plain"]
    assert words.startswith("After 30 epochs: loss ")
    assert "training mae from" in words
    assert not [output for cell in notebook.cells for output in cell.outputs if output.get("name") == "stderr"]
