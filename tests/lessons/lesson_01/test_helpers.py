"""Each of the three runs starts from scratch, so that inputs and optimizers are compared in pairs."""

import numpy as np

from course_utils.lessons.lesson_01.helpers import network_of_lesson_00, train_three_times


def test_a_network_that_was_trained_before_gives_the_same_three_accuracies():
    rng = np.random.default_rng(0)
    x, y = rng.random((64, 28, 28), dtype=np.float32), rng.integers(0, 10, 64)
    model = network_of_lesson_00("adam")
    first = train_three_times(model, x, y, x, y)
    assert len(set(first)) > 1  # different seeds
    np.testing.assert_array_equal(train_three_times(model, x, y, x, y), first)
