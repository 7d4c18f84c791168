"""The wrong labels of lesson 03a."""

import numpy as np
import pytest

from course_utils.lessons.lesson_03a import helpers

LABELS = np.arange(100) % 10


@pytest.mark.parametrize(("fraction", "at_most"), [(0.0, 0), (0.2, 20), (1.0, 100)])
def test_a_fraction_of_the_labels_is_replaced(fraction, at_most):
    noisy = helpers.with_wrong_labels(LABELS, fraction, seed=0)
    assert 0.7 * at_most <= (noisy != LABELS).sum() <= at_most  # a random digit can be the right one
    assert set(noisy) <= set(range(10))
    assert (np.arange(100) % 10 == LABELS).all()
