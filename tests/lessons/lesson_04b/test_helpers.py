"""The helpers of lesson 04b: paths and training runs of an optimizer."""

import keras
import numpy as np
import pytest

from course_utils.lessons.lesson_04b import helpers


class Plain:
    """Gradient descent that notes its learning rates."""

    def __init__(self, learning_rate):
        self.learning_rate, self.used = learning_rate, []

    def update(self, w, gradient):
        self.used.append(self.learning_rate)
        return w - self.learning_rate * gradient


def test_a_walk_follows_the_slopes_of_the_valley():
    path = helpers.walk(Plain(0.02), np.array([-4.0, 1.0]), steps=2)
    np.testing.assert_allclose(path, [[-4, 1], [-3.92, 0.5], [-3.8416, 0.25]])
    h = 1e-6
    slopes = [
        (helpers.valley_cost(path[0] + h * e) - helpers.valley_cost(path[0] - h * e)) / (2 * h) for e in np.eye(2)
    ]
    np.testing.assert_allclose(path[0] - path[1], 0.02 * np.array(slopes), rtol=1e-6)


def test_our_path_and_that_of_keras_start_at_0_and_make_the_same_updates():
    gradients = np.array([[1.0, 100.0], [-2.0, 50.0]], "float32")
    ours = helpers.follow(Plain(0.1), gradients)
    np.testing.assert_allclose(ours, [[0, 0], [-0.1, -10], [0.1, -15]], rtol=1e-6)
    np.testing.assert_allclose(helpers.follow_keras(keras.optimizers.SGD(0.1), gradients), ours, rtol=1e-6)


def test_a_run_depends_on_its_seed_and_a_schedule_sets_each_learning_rate():
    optimizer = Plain(0.2)
    loss, accuracy = helpers.train(optimizer, 0, epochs=1, schedule=lambda rate, step, total: rate * step / total)
    updates = -(-len(helpers._digit_rows()[0]) // helpers.BATCH_SIZE)
    assert optimizer.used == pytest.approx([0.2 * step / updates for step in range(updates)])
    assert (loss, accuracy) != helpers.train(Plain(0.2), 0, epochs=1)
    assert helpers.train(Plain(0.2), 1, epochs=1) == helpers.train(Plain(0.2), 1, epochs=1)


def test_a_sweep_has_a_row_for_each_seed_and_a_column_for_each_learning_rate():
    losses = helpers.sweep(Plain, (0.01, 0.1), seeds=(3, 4, 5), epochs=1)
    assert losses.shape == (3, 2)
    assert losses[1, 1] == helpers.train(Plain(0.1), 4, epochs=1)[0]
