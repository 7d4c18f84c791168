"""The small training set with wrong labels: 30 labels at most are changed, and the originals stay as they are."""

import numpy as np

from course_utils.lessons.lesson_06b.noisy import few_noisy_images


def test_at_most_one_label_in_five_is_wrong():
    x = np.arange(400)
    y = x % 10
    images, labels = few_noisy_images(x, y, seed=0)
    assert len(set(images)) == len(labels) == 150
    assert 20 <= np.sum(labels != images % 10) <= 30
    np.testing.assert_array_equal(y, x % 10)
    assert not np.array_equal(few_noisy_images(x, y, seed=1)[0], images)
