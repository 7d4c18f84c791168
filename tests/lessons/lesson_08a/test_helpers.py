"""The images of each run: nested samples, wrong labels, and copies on both sides of a split."""

import numpy as np

from course_utils.data import load_digits
from course_utils.lessons.lesson_08a.helpers import copied_sample, sample


def test_a_larger_sample_contains_the_smaller_one_and_other_seeds_are_different():
    digits = load_digits()
    x, y = sample(digits, 100, seed=1)
    larger, labels = sample(digits, 400, seed=1)
    assert x.shape == (100, 28, 28) and x.dtype == "float32" and 0.5 < x.max() <= 1
    np.testing.assert_array_equal(larger[:100], x)
    np.testing.assert_array_equal(labels[:100], y)
    assert not np.array_equal(sample(digits, 100, seed=2)[0], x)


def test_some_labels_are_wrong_on_request():
    digits = load_digits()
    right, noisy = sample(digits, 1000, seed=0)[1], sample(digits, 1000, seed=0, wrong=0.3)[1]
    assert 0.22 < np.mean(right != noisy) < 0.32


def test_copies_are_on_both_sides_of_the_split():
    (x, y), (held, labels) = copied_sample(load_digits(), n=50, copies=4, seed=0)
    assert len(x) == len(y) == 150 and len(held) == len(labels) == 50
    known = {image.tobytes() for image in x}
    assert np.mean([image.tobytes() in known for image in held]) > 0.9
