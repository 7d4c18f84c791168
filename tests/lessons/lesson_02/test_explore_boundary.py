"""Tests of the explorer of a boundary: its small networks and its picture."""

import re

import numpy as np
import pytest

from course_utils.lessons.lesson_02 import explore
from course_utils.lessons.lesson_02.explore import _boundary
from course_utils.lessons.lesson_02.explore._boundary import (
    POINTS,
    SIDE,
    TASKS,
    draw_boundary,
    make_points,
    train_network,
)
from course_utils.plots.picture import Picture

DISC = "disc in a ring"


@pytest.mark.parametrize("task", TASKS)
def test_a_task_has_equally_many_points_of_each_class_and_all_are_visible(task):
    x, y = make_points(task)
    assert (x.shape, y.shape, y.sum()) == ((POINTS, 2), (POINTS,), POINTS / 2)
    assert np.abs(x).max() < _boundary.REACH
    np.testing.assert_array_equal(x, make_points(task)[0])


def test_the_predictions_on_the_plane_fit_those_for_the_points():
    b = train_network(*make_points(DISC), 2, 5, "relu", seed=3)
    assert b.scores.shape == (SIDE, SIDE)
    assert [z.shape for z in b.sums] == [(SIDE, SIDE, 5)] * 2
    at = np.linspace(-_boundary.REACH, _boundary.REACH, SIDE)
    column, row = (np.abs(at[:, None] - b.x[:, axis]).argmin(axis=0) for axis in (0, 1))
    near = (b.scores[row, column] > 0) == (b.y == 1)
    assert near.mean() == pytest.approx(b.accuracy, abs=0.05)
    assert b.parameters == 3 * 5 + 6 * 5 + 6


@pytest.mark.parametrize("layers", [0, 3])
@pytest.mark.parametrize("task", [DISC, "four corners"])
def test_linear_layers_never_solve_a_task_that_no_line_can_solve(task, layers):
    right = [train_network(*make_points(task), layers, 8, "linear (none)", seed).accuracy for seed in range(5)]
    assert max(right) < 0.75


@pytest.mark.parametrize(
    ("task", "layers", "units", "activation"),
    [
        (DISC, 1, 8, "relu"),
        (DISC, 1, 8, "tanh"),
        ("two halves", 0, 1, "relu"),
        ("two halves", 3, 8, "linear (none)"),
        ("four corners", 1, 8, "tanh"),
        ("two spirals", 3, 8, "tanh"),
    ],
)
def test_a_task_that_can_be_solved_is_solved_in_most_runs(task, layers, units, activation):
    right = [train_network(*make_points(task), layers, units, activation, seed).accuracy for seed in range(5)]
    assert np.median(right) > 0.95


def test_two_kinks_cannot_enclose_the_disc():
    right = [train_network(*make_points(DISC), 1, 2, "relu", seed).accuracy for seed in range(10)]
    assert max(right) < 0.95


def test_the_text_has_the_numbers_of_the_figure():
    b = train_network(*make_points(DISC), 1, 4, "relu", seed=0)
    figure, summary = draw_boundary(b, DISC)
    assert isinstance(figure, Picture)
    assert f"{100 * b.accuracy:.1f}% on {POINTS} points, with 17 parameters" in summary
    assert summary in figure.alt
    assert f"({DISC})" in figure.alt
    assert "1 hidden layer of 4 units and the activation relu" in figure.alt
    assert "straight" in draw_boundary(train_network(*make_points(DISC), 0, 4, "relu"), DISC)[1]


def test_dead_units_are_counted():
    x, y = make_points(DISC)
    dead = [train_network(x, y, 3, 8, "relu", seed) for seed in range(5)]
    assert any(b.dead for b in dead)
    b = max(dead, key=lambda b: b.dead)
    assert f"at every point: {b.dead}." in draw_boundary(b, DISC)[1]
    assert train_network(x, y, 3, 8, "tanh").dead == 0


def test_the_explorer_follows_its_controls_and_draws_the_same_picture_again():
    explorer = explore.boundary()
    first = explorer.picture.png
    for change in (
        {"layers": 3},
        {"units": 8},
        {"task": "two spirals"},
        {"activation": "tanh"},
        {"start": 7},
        {"layers": 0},
    ):
        explorer.values = explorer.values | change
    assert re.search(r"with 3 parameters\. The boundary is straight", explorer.picture.said)
    explorer.values = {"task": DISC, "layers": 1, "units": 4, "activation": "relu", "start": 0}
    assert explorer.picture.png == first
