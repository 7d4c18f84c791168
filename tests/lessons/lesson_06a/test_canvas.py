"""Small digits on a canvas: nearly all ink is kept, and a digit begins where it is placed."""

import numpy as np
import pytest

from course_utils.data import load_digits
from course_utils.lessons.lesson_06a.canvas import place, shrink


def test_shrinking_keeps_nearly_all_ink():
    images = load_digits("embedded").x_val
    kept = 4 * 255 * shrink(images).sum(axis=(1, 2)) / images.sum(axis=(1, 2))
    assert kept.min() > 0.85
    assert 0.97 < kept.mean() < 1.001


def test_a_digit_begins_where_it_is_placed():
    canvases = place(np.ones((2, 10, 10)), column=18)
    assert canvases.shape == (2, 12, 32, 1)
    assert np.argwhere(canvases[1, :, :, 0]).min(axis=0).tolist() == [1, 18]
    assert np.argwhere(canvases[1, :, :, 0]).max(axis=0).tolist() == [10, 27]


def test_a_digit_that_would_stick_out_is_refused():
    with pytest.raises(ValueError, match="from 0 to 22, .* got 23"):
        place(np.zeros((1, 10, 10)), column=23)
