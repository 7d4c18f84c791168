"""The explorer of a kernel: its outputs are those of Keras, and its figure shows the right step."""

import numpy as np
import pytest

from course_utils.lessons.lesson_06a import explore
from course_utils.lessons.lesson_06a.explore import KERNELS, PADDINGS, STRIDES, draw_kernel, walk
from course_utils.plots.picture import Picture
from tests.lessons.explorers import assert_it_follows

RNG = np.random.default_rng(0)
IMAGE = RNG.random((9, 12))


@pytest.fixture(scope="module")
def explorer():
    return explore.kernel(IMAGE)


@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("stride", range(1, STRIDES + 1))
@pytest.mark.parametrize("shape", [(9, 12), (5, 16), (8, 7)])
def test_outputs_equal_keras(shape, stride, padding):
    import keras

    image, kernel = RNG.random(shape), RNG.normal(size=(3, 3))
    by_keras = keras.ops.conv(image[None, :, :, None], kernel[:, :, None, None], stride, padding)
    np.testing.assert_allclose(walk(image, kernel, stride, padding).output, np.asarray(by_keras)[0, :, :, 0], atol=1e-5)


def test_it_follows_every_control(explorer):
    assert_it_follows(
        explorer,
        ({"step": 5}, "Step 5 of 70"),
        ({"padding": "same"}, "9 by 12"),
        ({"stride": 2}, "5 by 6"),
        ({"preset": "mean (blur)"}, "Step 5 of 30"),
        ({"add_11": 2.0}, "Step 5 of 30"),
    )


def test_the_last_step_is_the_last(explorer):
    explorer.values = explorer.values | {"step": IMAGE.size, "stride": 3, "padding": "valid"}
    assert "Step 12 of 12" in explorer.picture.said
    assert "number in row 3, column 4" in explorer.picture.said


def test_the_words_have_the_numbers():
    image = np.zeros((5, 5))
    image[1, 2] = 0.5
    figure, says = draw_kernel(image, np.arange(9.0).reshape(3, 3), 2, 1, "valid")
    assert isinstance(figure, Picture)
    assert "the sum of the nine products is 2. It is the number in row 1, column 2 of the output" in says
    assert "(counted from 1), which is 3 by 3." in says
    assert "0.5 · 4" in figure.alt


def test_kernels_have_one_size_and_the_explorer_starts_at_a_response(explorer):
    assert all(np.shape(kernel) == (3, 3) for kernel in KERNELS.values())
    image = np.zeros((8, 8))
    image[4:, :] = 1
    assert "is 3. It is the number in row 3, column 1" in explore.kernel(image).picture.said


@pytest.mark.parametrize(
    ("image", "says"),
    [
        (np.zeros((28, 28)), r"from 5 to 16, got \(28, 28\)"),
        (np.zeros((3, 8)), r"got \(3, 8\)"),
        (np.zeros((8, 8, 1)), r"shape \(height, width\)"),
        (np.full((8, 8), 255), "from 0 to 1, got 255 to 255; divide by 255"),
        (np.full((8, 8), np.nan), "from 0 to 1"),
    ],
)
def test_bad_images_are_refused_in_a_sentence(image, says):
    with pytest.raises(ValueError, match=says):
        explore.kernel(image)
