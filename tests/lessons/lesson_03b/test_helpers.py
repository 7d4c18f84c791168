"""The comparison of gradients with nudging, and the count of changed weights."""

import numpy as np

from course_utils.lessons.lesson_03b import helpers


def cost_of(X, y, weights):
    return float(((X @ weights[0] + weights[1] - y) ** 2).mean())


def test_nudging_confirms_a_right_gradient_and_finds_a_wrong_one():
    rng = np.random.default_rng(0)
    X, y, weights = rng.normal(size=(5, 3)), rng.normal(size=5), [rng.normal(size=3), rng.normal(size=1)]
    before = [w.copy() for w in weights]
    right = 2 * X.T @ (X @ weights[0] + weights[1] - y) / 5
    assert helpers.largest_difference(cost_of, X, y, weights, 0, right, samples=50) < 1e-8
    wrong = right.copy()
    wrong[1] += 0.01
    assert 0.009 < helpers.largest_difference(cost_of, X, y, weights, 0, wrong, samples=50) < 0.011
    assert helpers.count_changes(before, weights) == 0


def test_changes_are_counted_over_all_arrays():
    assert helpers.count_changes([np.zeros((2, 2)), np.zeros(3)], [np.eye(2), np.array([0, 1, 0])]) == 3
