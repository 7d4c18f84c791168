"""The explorer of regularization: what its networks learn, and the picture for each kind, strength and epoch."""

import re

import numpy as np
import pytest

from course_utils.lessons.lesson_05 import explore
from course_utils.lessons.lesson_05.explore import (
    EPOCHS,
    EVERY,
    KINDS,
    STEPS,
    draw_strength,
    probabilities,
    train_strengths,
    two_moons,
)
from course_utils.plots.picture import Picture
from tests.lessons.explorers import assert_it_follows

L2, L1, DROPOUT = KINDS


DATA = (*two_moons(100, 0.15, seed=1), *two_moons(300, 0, seed=2))


@pytest.fixture(scope="module")
def runs():
    return train_strengths(*DATA)


@pytest.fixture(scope="module")
def explorer():
    return explore.strength()


def test_every_kind_and_strength_is_kept_at_every_look(runs):
    assert runs.training.shape == runs.validation.shape == (EPOCHS // EVERY, len(KINDS) * STEPS)
    assert list(runs.epochs[[0, -1]]) == [EVERY, EPOCHS]
    assert [array.shape for array in runs.network(L1, 2, 0)] == [(2, 32), (1, 32), (32, 32), (1, 32), (32, 1), (1, 1)]
    assert all(np.isfinite(array).all() for array in runs.weights)


def test_without_strength_all_kinds_are_the_same_network(runs):
    for kind in (L1, DROPOUT):
        for ours, theirs in zip(runs.network(L2, 1, -1), runs.network(kind, 1, -1), strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-3)


def test_the_losses_have_no_penalty(runs):
    x_val, y_val = DATA[2:]
    p = np.clip(probabilities(runs.network(L2, 4, -1), x_val.astype(np.float32)), 1e-7, 1 - 1e-7)
    cross_entropy = -np.mean(np.where(y_val == 1, np.log(p), np.log(1 - p)))
    assert runs.validation[-1, 3] == pytest.approx(cross_entropy, rel=1e-3)


@pytest.mark.parametrize("start", [0, STEPS, 2 * STEPS])
def test_too_little_and_too_much_are_worse_than_something_between(runs, start):
    at_end = runs.validation[-1, start : start + STEPS]
    assert at_end[1:-1].min() < 0.8 * min(at_end[0], at_end[-1])


def test_penalties_shrink_and_l1_makes_zeros(runs):
    kernel = lambda kind, step: runs.network(kind, step, -1)[2]  # noqa: E731
    spread = [kernel(L2, step).std() for step in (1, 4, 7)]
    assert spread[0] > 1.5 * spread[1] > 1.5 * spread[2]
    assert np.mean(abs(kernel(L1, 5)) < 0.01) > 0.9 > np.mean(abs(kernel(L1, 1)) < 0.01)


def test_the_same_data_give_the_same_networks(runs):
    again = train_strengths(*DATA)
    np.testing.assert_array_equal(runs.validation, again.validation)


def test_it_follows_every_control(explorer):
    assert_it_follows(
        explorer,
        ({"kind": DROPOUT}, "Dropout with rate 0,"),
        ({"kind": L1}, "L1 penalty with factor 0,"),
        ({"step": 5}, "L1 penalty with factor 0.003,"),
        ({"epoch": 100}, "epoch 100:"),
    )


def test_the_words_have_the_numbers(runs):
    points = DATA[0], DATA[1]
    figure, says = draw_strength(runs, DROPOUT, 3, 200, points, (-2.0, 3.0, -2.0, 2.0))
    assert isinstance(figure, Picture)
    number = 2 * STEPS + 2
    assert f"the training loss is {runs.training[9, number]:.3g}"[:25] in says
    lowest = re.search(r"is at epoch (\d+)", says)[1]
    assert int(lowest) == runs.epochs[runs.validation[:, number].argmin()]


def test_moons_have_about_as_many_wrong_labels_as_asked():
    x, correct = two_moons(2000, 0, seed=3)
    x_again, noisy = two_moons(2000, 0.15, seed=3)
    np.testing.assert_array_equal(x, x_again)
    assert x.shape == (2000, 2) and x.dtype == np.float32
    assert 0.12 < np.mean(noisy != correct) < 0.18
