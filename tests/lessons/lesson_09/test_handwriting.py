"""The digits of a project: neat ones to learn from, warped ones in other handwritings, others with another seed."""

import numpy as np
import pytest

from course_utils.lessons.lesson_09.exercises._handwriting import (
    N_TEST,
    N_TRAIN,
    N_VAL,
    SIDE,
    draw_digits,
    draw_project,
)
from course_utils.lessons.lesson_09.exercises.project import CURVE, share_of_points


@pytest.fixture(scope="module")
def data():
    return draw_project(np.random.default_rng(3))


def bars(*, warped):
    """Return the same upright bar, drawn 20 times."""
    bar = [np.array([[0.0, -0.5], [0.0, 0.5]])]
    return draw_digits([[bar]], np.zeros(20, int), np.random.default_rng(0), warped=warped)


def test_parts(data):
    for part, n in (("train", N_TRAIN), ("val", N_VAL), ("test", N_TEST)):
        x, y = getattr(data, f"x_{part}"), getattr(data, f"y_{part}")
        assert (x.shape, x.dtype, y.shape) == ((n, SIDE, SIDE), "float32", (n,))
        assert x.min() >= 0
        assert x.max() <= 1
        assert np.bincount(y).tolist() == [n // 10] * 10
        assert x.sum(axis=(1, 2)).min() > 5  # every image shows something


def test_the_same_seed_draws_the_same_and_another_one_others(data):
    again, other = (draw_project(np.random.default_rng(seed)) for seed in (3, 4))
    np.testing.assert_array_equal(again.x_test, data.x_test)
    assert not np.array_equal(other.x_test, data.x_test)
    assert len(np.unique(data.x_train, axis=0)) == N_TRAIN


def test_neat_digits_stand_upright_in_the_middle():
    for picture in bars(warped=False):
        rows, columns = picture.sum(axis=1), picture.sum(axis=0)
        assert columns[SIDE // 2 - 2 : SIDE // 2 + 2].sum() > 0.9 * columns.sum()
        assert rows @ np.arange(SIDE) / rows.sum() == pytest.approx((SIDE - 1) / 2, abs=0.5)
        assert 0.6 < picture.max() <= 1


def test_every_digit_is_warped_in_its_own_way():
    pictures = bars(warped=True)
    middles = pictures.sum(axis=1) @ np.arange(SIDE) / pictures.sum(axis=(1, 2))
    assert np.ptp(middles) > 1
    assert len(np.unique(pictures, axis=0)) == 20


def test_points_rise_along_the_curve():
    (low, _), (high, _) = CURVE
    assert [share_of_points(a) for a in (0, low, (low + high) / 2, high, 1)] == pytest.approx([0, 0, 0.5, 1, 1])
