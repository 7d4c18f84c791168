"""The function `repeat`: each run has its own seed and is reported, and finished runs survive an interrupt."""

import random

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from course_utils.training import repeat


def draws(_seed):
    """Draw one number from each generator that a training run may use."""
    import keras

    return [random.random(), np.random.rand(), float(keras.random.uniform(()))]


def test_one_row_for_each_seed_in_order():
    found = repeat(lambda seed: [seed, 10 * seed], [3, 1, 2])
    assert found.tolist() == [[3, 30], [1, 10], [2, 20]]
    assert repeat(lambda seed: seed / 2, 3).tolist() == [0, 0.5, 1]
    assert repeat(lambda seed: seed, np.int64(2)).tolist() == [0, 1]
    assert repeat(lambda seed: np.full((2, 3), seed), range(4)).shape == (4, 2, 3)


def test_a_run_depends_on_its_seed_alone():
    first, again, third = repeat(draws, [7, 7, 8])
    assert first.tolist() == again.tolist()
    assert not np.any(first == third)
    assert repeat(draws, [8]).tolist() == [third.tolist()]


@pytest.mark.parametrize("seeds", [0, [], ()])
def test_no_seed_is_refused(seeds):
    with pytest.raises(ValueError, match="at least one seed, got none"):
        repeat(draws, seeds)


def test_runs_of_different_shapes_are_refused():
    with pytest.raises(ValueError, match=r"train\(4\) gave the shape \(4,\), and train\(3\) the shape \(3,\)"):
        repeat(np.ones, [3, 4])


@pytest.mark.parametrize("what", [None, "0.9", {"accuracy": 0.9}, object()])
def test_something_else_than_numbers_is_refused(what):
    with pytest.raises(TypeError, match=rf"train\(0\) gave a {type(what).__name__}; .* history.history"):
        repeat(lambda seed: what, 1)


def test_an_error_of_the_training_is_its_own():
    with pytest.raises(ZeroDivisionError):
        repeat(lambda seed: 1 / seed, 2)


def interrupted_at(last):
    def train(seed):
        if seed == last:
            raise KeyboardInterrupt
        return seed

    return train


def test_an_interrupted_repeat_keeps_what_is_done(capsys):
    assert repeat(interrupted_at(2), 5).tolist() == [0, 1]
    assert capsys.readouterr().out.splitlines()[-1] == "interrupted: 2 of 5 runs done"
    with pytest.raises(KeyboardInterrupt):
        repeat(interrupted_at(0), 5)


def test_it_says_how_far_it_is(capsys):
    repeat(lambda seed: seed, [5, 6])
    assert capsys.readouterr().out == "run 1 of 2, seed 5 …\nrun 2 of 2, seed 6 …\n2 runs done\n"
    repeat(lambda seed: seed, 1)
    assert capsys.readouterr().out == "run 1 of 1, seed 0 …\n1 run done\n"


def test_in_a_notebook_one_line_is_left(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    code = "from course_utils.training import repeat\nprint(repeat(lambda seed: seed, 3))"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown, printed = notebook.cells[0].outputs
    assert shown.data == {"text/plain": "3 runs done"}
    assert printed.text == "[0 1 2]\n"
