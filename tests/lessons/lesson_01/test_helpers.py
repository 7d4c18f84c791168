"""The leak of the lesson uses the statistics of all rows, and the honest comparison those of the training rows."""

import numpy as np

from course_utils.lessons.lesson_01.helpers import leak_of_statistics


def test_only_the_leak_standardizes_with_the_validation_rows():
    x = np.random.default_rng(0).normal(5, 2, size=(40, 3))
    x[:, 2] = 7  # a constant column
    sizes = []

    def says_whether_there_is_a_leak(x_train, y_train, x_val):
        sizes.append((len(x_train), len(y_train), len(x_val)))
        assert np.isfinite(x_val).all()
        return np.full(len(x_val), not np.allclose(x_train.mean(axis=0), 0))

    gains = leak_of_statistics(x, np.ones(40, dtype=bool), says_whether_there_is_a_leak, splits=5)
    np.testing.assert_array_equal(gains, np.ones(5))
    assert set(sizes) == {(28, 28, 12)}
