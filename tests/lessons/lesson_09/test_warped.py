"""The digits of a project: neat ones to learn from, warped ones by other writers, others with another seed."""

import numpy as np
import pytest

from course_utils.lessons.lesson_09.exercises._warped import N_TEST, N_TRAIN, N_VAL, SIDE, draw_project, neat, warp
from course_utils.lessons.lesson_09.exercises.project import CURVE, share_of_points


@pytest.fixture(scope="module")
def data():
    return draw_project(np.random.default_rng(3))


def test_parts(data):
    for part, n in (("train", N_TRAIN), ("val", N_VAL), ("test", N_TEST)):
        x, y = getattr(data, f"x_{part}"), getattr(data, f"y_{part}")
        assert (x.shape, x.dtype, y.shape) == ((n, SIDE, SIDE), "float32", (n,))
        assert x.min() >= 0
        assert x.max() <= 1
        assert set(y.tolist()) == set(range(10))


def test_the_same_seed_draws_the_same_and_another_one_others(data):
    again, other = (draw_project(np.random.default_rng(seed)) for seed in (3, 4))
    np.testing.assert_array_equal(again.x_test, data.x_test)
    assert not np.array_equal(other.x_test, data.x_test)


def test_neat_digits_stand_upright_in_the_middle():
    bar = np.zeros((1, 8, 8))
    bar[0, :, 3:5] = 1
    picture = neat(bar)[0]
    np.testing.assert_allclose(picture, picture[::-1, ::-1], atol=1e-6)
    assert picture[SIDE // 2, SIDE // 2] == 1
    assert not picture[0].any()


def test_every_digit_is_warped_in_its_own_way():
    bar = np.zeros((20, 8, 8))
    bar[:, :, 3:5] = 1
    pictures = warp(bar, np.random.default_rng(0))
    place = np.arange(SIDE)
    middles = pictures.sum(axis=1) @ place / pictures.sum(axis=(1, 2))
    assert np.ptp(middles) > 1
    assert len(np.unique(pictures, axis=0)) == 20


def test_points_rise_along_the_curve():
    (low, _), (high, _) = CURVE
    assert [share_of_points(a) for a in (0, low, (low + high) / 2, high, 1)] == pytest.approx([0, 0, 0.5, 1, 1])
