"""The race through a valley: its path next to that of Keras's optimizers, and what its picture says."""

import re

import keras
import numpy as np
import pytest
import tensorflow as tf

from course_utils.lessons.lesson_04b import explore
from course_utils.lessons.lesson_04b.explore import FLOWN, OPTIMIZERS, VALLEYS, Race, curvatures, draw_race, run_race
from course_utils.plots.picture import Picture
from tests.lessons.explorers import assert_it_follows

KERAS = {
    "SGD": lambda rate, memory: keras.optimizers.SGD(rate),
    "Momentum": lambda rate, memory: keras.optimizers.SGD(rate, momentum=memory),
    "Adagrad": lambda rate, memory: keras.optimizers.Adagrad(rate),
    "RMSprop": lambda rate, memory: keras.optimizers.RMSprop(rate, rho=memory),
    "Adam": lambda rate, memory: keras.optimizers.Adam(rate, beta_1=memory),
}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_race_is_that_of_keras(optimizer):
    valley, rate, memory, start = "rotated valley", 0.02, 0.8, (-3.0, 0.5)
    race = run_race(optimizer, valley, rate, memory, start, 20)
    curved = curvatures(valley).astype("float32")
    theirs, variable = KERAS[optimizer](rate, memory), keras.Variable(np.float32(start))
    for step in range(1, 21):
        theirs.apply([tf.constant(curved @ np.asarray(variable))], [variable])
        np.testing.assert_allclose(race.path[step], np.asarray(variable), atol=2e-5)


@pytest.mark.parametrize("valley", VALLEYS)
def test_a_valley_is_symmetric_and_has_its_curvatures(valley):
    curved = curvatures(valley)
    np.testing.assert_allclose(curved, curved.T, atol=1e-12)
    np.testing.assert_allclose(sorted(np.linalg.eigvalsh(curved)), sorted(VALLEYS[valley][:2]))
    race = run_race("SGD", valley, 0.001, 0, (2, 3), 0)
    assert race.path.shape == (1, 2)
    assert race.costs[0] == pytest.approx(np.array([2, 3]) @ curved @ [2, 3] / 2)


def test_the_limit_of_the_rate_is_two_by_the_largest_curvature():
    below = run_race("SGD", "straight valley", 0.0799, 0, (-4, 1), 200)
    above = run_race("SGD", "straight valley", 0.0801, 0, (-4, 1), 200)
    assert below.costs[-1] < below.costs[0] / 2
    assert (np.abs(above.path[:, 1]) >= 1).all()


def test_sgd_and_momentum_do_not_care_how_a_valley_lies():
    turn = np.array([[1, -1], [1, 1]]) / 2**0.5
    for optimizer, same in (("SGD", True), ("Momentum", True), ("Adagrad", False)):
        straight = run_race(optimizer, "straight valley", 0.03, 0.9, (-4, 1), 40)
        turned = run_race(optimizer, "rotated valley", 0.03, 0.9, turn @ (-4, 1), 40)
        assert np.allclose(straight.costs, turned.costs) == same


def test_a_race_that_flies_away_ends_and_says_so():
    race = run_race("SGD", "straight valley", 3.0, 0, (-4, 1), 200)
    assert len(race.path) < 200
    assert race.costs[-1] >= FLOWN
    figure, says = draw_race(race, "SGD", "straight valley", 3.0)
    assert "exploded" in says
    assert says in figure.alt


@pytest.mark.parametrize(
    ("costs", "says"),
    [
        ([10, 5, 0.05, 0.5], r"After 3 steps the cost is 0.5; at the start, it was 10. After step 2, it was below 1%"),
        ([10, 5], "After 1 step the cost is 5; at the start, it was 10. It was never below 1%"),
        ([10, 20], "It is larger than at the start"),
        ([10, 1e-20], "the cost is under 1e-12"),
    ],
)
def test_the_line_says_what_happened(costs, says):
    race = Race(np.zeros((len(costs), 2)) + 1, np.array(costs, float))
    figure, line = draw_race(race, "Adam", "round bowl", 0.1)
    assert isinstance(figure, Picture)
    assert re.search(says, line)
    assert figure.alt.startswith("Adam with the learning rate 0.1 in the round bowl, from (1, 1)")


def test_the_explorer_follows_every_control():
    explorer = explore.race()
    moved = {
        "optimizer": "Adam",
        "valley": "rotated valley",
        "power": -0.5,
        "memory": 0.5,
        "first": 2.0,
        "second": -2.0,
        "steps": 100,
    }
    assert moved.keys() == explorer.values.keys()
    assert_it_follows(explorer, *(({name: value}, "") for name, value in moved.items()))
    assert "Adam with the learning rate 0.316 in the rotated valley, from (2, -2)" in explorer.picture.alt


def test_the_ends_of_all_controls_can_be_drawn():
    explorer = explore.race()
    for optimizer in OPTIMIZERS:
        for end in ("min", "max"):
            ends = {name: getattr(control, end) for name, control in explorer.controls.items() if hasattr(control, end)}
            explorer.values = explorer.values | ends | {"optimizer": optimizer, "valley": "longer valley, rotated"}
            assert explorer.picture.said
