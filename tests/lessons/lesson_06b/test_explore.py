"""The explorer of feature maps: it shows those of the network, by image, layer and filter."""

import io

import numpy as np
import pytest
from PIL import Image

from course_utils.lessons.lesson_06b import explore
from course_utils.lessons.lesson_06b.explore import Layer, draw_maps, layers_of
from course_utils.plots.picture import Picture
from tests.lessons.explorers import assert_it_follows

RNG = np.random.default_rng(0)
IMAGES = RNG.random((3, 12, 14, 1)).astype(np.float32)


@pytest.fixture(scope="module")
def model():
    import keras

    keras.utils.set_random_seed(0)
    return keras.Sequential(
        [
            keras.Input((12, 14, 1)),
            keras.layers.Conv2D(4, 3, activation="relu", name="conv_1"),
            keras.layers.MaxPooling2D(2, name="pool_1"),
            keras.layers.Dropout(0.5),
            keras.layers.Conv2D(6, 3, activation="relu", name="conv_2"),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


@pytest.fixture(scope="module")
def explorer(model):
    return explore.maps(model, IMAGES, labels=["a", "b", "c"])


def test_maps_are_those_of_the_network(model):
    layers = layers_of(model, IMAGES)
    assert [layer.name for layer in layers] == ["conv_1", "pool_1", "conv_2"]
    assert [layer.maps.shape for layer in layers] == [(3, 10, 12, 4), (3, 5, 6, 4), (3, 3, 4, 6)]
    np.testing.assert_allclose(layers[0].maps, np.asarray(model.layers[0](IMAGES)), atol=1e-6)
    assert [None if layer.kernel is None else layer.kernel.shape for layer in layers] == [
        (3, 3, 1, 4),
        None,
        (3, 3, 4, 6),
    ]


def test_it_follows_every_control(explorer):
    assert_it_follows(
        explorer,
        ({"picture": "b (image 2)"}, "conv_1 has 4 maps of 10 by 12. The largest number of map 1"),
        ({"number": 3}, "number of map 3"),
        ({"layer": "pool_1"}, "pool_1 has 4 maps of 5 by 6"),
        ({"layer": "conv_2"}, "6 maps of 3 by 4"),
        ({"number": 6}, "number of map 6"),
    )


def test_a_number_beyond_the_last_filter_shows_the_last(explorer):
    explorer.values = explorer.values | {"layer": "conv_1", "number": 6}
    assert explorer.picture.said.startswith("conv_1 has only 4 maps of 10 by 12, so you see the last one. The largest")
    assert "number of map 4 is" in explorer.picture.said


def test_the_words_have_the_numbers(model):
    layer = layers_of(model, IMAGES)[0]
    figure, says = draw_maps(IMAGES[1, ..., 0], layer, 1, 2)
    assert isinstance(figure, Picture)
    row, column = np.unravel_index(layer.maps[1, ..., 1].argmax(), (10, 12))
    assert f"at row {row + 1}, column {column + 1};" in says


@pytest.mark.parametrize(("filters", "blank"), [(7, True), (9, False)])
def test_places_without_a_map_are_blank(filters, blank):
    maps = np.zeros((1, 5, 5, filters))  # black
    figure, _ = draw_maps(np.ones((5, 5)), Layer("conv", maps, None), 0, 1)
    picture = np.asarray(Image.open(io.BytesIO(figure.png())).convert("RGB"))
    sheet = picture[int(0.14 * len(picture)) : int(0.96 * len(picture)), int(0.64 * picture.shape[1]) :]
    corner = sheet[int(0.8 * len(sheet)) :, int(0.7 * sheet.shape[1]) : int(0.95 * sheet.shape[1])]
    assert (corner == 255).all() == blank


@pytest.mark.parametrize(
    ("images", "labels", "says"),
    [
        (IMAGES[:, :10], None, r"expects images of shape \(12, 14, 1\), these have \(10, 14, 1\)"),
        (IMAGES[0, ..., 0], None, r"shape \(n, height, width\) with n from 1 to 20"),
        (np.zeros((21, 12, 14)), None, r"got \(21, 12, 14, 1\)"),
        (IMAGES, ["a"], "labels must have one entry for each of the 3 images, got 1"),
    ],
)
def test_bad_images_are_refused_in_a_sentence(model, images, labels, says):
    with pytest.raises(ValueError, match=says):
        explore.maps(model, images, labels)


def test_a_model_without_maps_is_refused():
    import keras

    flat = keras.Sequential([keras.Input((12, 14, 1)), keras.layers.Flatten(), keras.layers.Dense(3)])
    with pytest.raises(ValueError, match="no layer whose output has rows, columns and channels; use one with Conv2D"):
        explore.maps(flat, IMAGES)
