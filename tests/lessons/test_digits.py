"""The digits that a check trains on: test writers are new, training rows are sorted by class."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from course_utils.lessons.digits import RUNS, draw_digits


@pytest.mark.parametrize("seed", range(3))
def test_parts(seed):
    x_train, y_train, x_val, y_val, x_test, y_test = draw_digits(np.random.default_rng(seed))
    assert x_train.shape[1:] == x_val.shape[1:] == x_test.shape[1:] == (8, 8)
    assert x_train.dtype == "float32"
    assert x_train.min() == 0
    assert x_train.max() == 1
    assert (np.diff(y_train) >= 0).all()
    assert all(set(y) == set(range(10)) for y in (y_train, y_val, y_test))
    pictures, _ = load_digits(return_X_y=True)
    row_of = {tuple(picture): row for row, picture in enumerate(pictures)}
    assert len(row_of) == len(pictures), "two equal pictures: the rows cannot be told by them"
    runs = [{row_of[tuple(16 * x.ravel())] * RUNS // len(pictures) for x in part} for part in (x_train, x_val, x_test)]
    assert [len(part) for part in runs] == [7, 2, 4]
    assert not runs[0] & runs[1] | runs[0] & runs[2] | runs[1] & runs[2]


def test_another_draw_has_other_test_writers():
    sizes = {draw_digits(np.random.default_rng(seed))[5].tobytes() for seed in range(5)}
    assert len(sizes) > 1
