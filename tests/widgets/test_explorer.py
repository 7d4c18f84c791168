"""Tests of explorers: a picture that follows its controls, and its words."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from traitlets import TraitError

from course_utils.data import load_digits
from course_utils.lessons.lesson_01 import explore
from course_utils.lessons.lesson_01.explore import SCALINGS, TILES, change_pixels, draw_pixels
from course_utils.plots.picture import Picture
from course_utils.widgets.explorer import Explorer, choice, light_axes, number, slider

RAW, RESCALED, STANDARDISED = SCALINGS
PNG = b"\x89PNG\r\n\x1a\n"


def pictures(n=30, classes=3, side=6):
    """Random pictures of every class, in any order."""
    rng = np.random.default_rng(0)
    return SimpleNamespace(
        x_train=rng.integers(0, 256, size=(n, side, side), dtype=np.uint8),
        y_train=rng.permutation(np.arange(n) % classes),
        class_names=tuple("abcdefghij"[:classes]),
    )


# ---- what is computed


def test_unchanged_pictures_keep_their_numbers():
    images = pictures().x_train
    pixels = change_pixels(images)
    assert pixels.values.dtype == np.float32
    np.testing.assert_array_equal(pixels.values, images)
    assert pixels.mean == pytest.approx(images.mean())
    assert pixels.std == pytest.approx(images.std())
    assert (pixels.low, pixels.high) == (images.min(), images.max())
    assert (pixels.at_ends, pixels.limits) == (0, (0, 255))


def test_brightness_is_added_and_cut_off_at_black_and_white():
    pixels = change_pixels(np.uint8([[[0, 100, 250]]]), brightness=10)
    np.testing.assert_array_equal(pixels.values.ravel(), [10, 110, 255])
    assert pixels.at_ends == pytest.approx(1 / 3)
    darker = change_pixels(np.uint8([[[0, 100, 250]]]), brightness=-10)
    np.testing.assert_array_equal(darker.values.ravel(), [0, 90, 240])


def test_contrast_grows_from_middle_grey():
    pixels = change_pixels([[127.5, 137.5, 100.0]], contrast=2)
    np.testing.assert_allclose(pixels.values.ravel(), [127.5, 147.5, 72.5])
    flat = change_pixels([[0.0, 137.5, 255.0]], contrast=0)
    np.testing.assert_allclose(flat.values.ravel(), [127.5] * 3)


def test_scaling_comes_after_brightness_and_contrast():
    images = pictures().x_train
    changed = change_pixels(images, brightness=40, contrast=1.5).values
    rescaled = change_pixels(images, brightness=40, contrast=1.5, scaling=RESCALED)
    standardised = change_pixels(images, brightness=40, contrast=1.5, scaling=STANDARDISED, mean=30, std=80)
    np.testing.assert_allclose(rescaled.values, changed / 255, rtol=1e-6)
    np.testing.assert_allclose(standardised.values, (changed - 30) / 80, rtol=1e-5, atol=1e-6)
    assert rescaled.limits == (0, 1)
    assert standardised.limits == pytest.approx((-30 / 80, 225 / 80))


@pytest.mark.parametrize("scaling", SCALINGS)
def test_every_pixel_is_in_the_histogram(scaling):
    pixels = change_pixels(pictures().x_train, contrast=3.0, scaling=scaling, mean=33.3, std=77.7)
    assert pixels.shares.sum() == pytest.approx(1)
    assert (pixels.edges[0], pixels.edges[-1]) == pytest.approx(pixels.limits)
    assert len(pixels.edges) == len(pixels.shares) + 1


def test_scaling_leaves_the_shape_of_the_histogram():
    images = pictures().x_train
    shares = [change_pixels(images, 20, 1.3, scaling, mean=12.3, std=45.6).shares for scaling in SCALINGS]
    np.testing.assert_array_equal(shares[0], shares[1])
    np.testing.assert_array_equal(shares[0], shares[2])


def test_images_stay_as_they_are():
    images = pictures().x_train
    before = images.copy()
    change_pixels(images, 100, 2.0, STANDARDISED, 30, 80)
    np.testing.assert_array_equal(images, before)


# ---- what is drawn and said


def test_the_words_have_the_numbers_of_the_figure():
    pixels = change_pixels(np.uint8([[[0, 0, 0, 255]]]), scaling=RESCALED)
    figure, says = draw_pixels(pixels, "Class 7")
    assert isinstance(figure, Picture)
    for value in (
        "Lowest value 0",
        "highest 1",
        "mean 0.25",
        "standard deviation 0.433",
        "Every pixel fits between black and white",
    ):
        assert value in says
    assert says in figure.alt
    assert figure.alt.startswith("Class 7: 1 image, ")
    assert "holds 75% of the pixels" in figure.alt


def test_a_cut_off_pixel_is_never_said_to_be_none():
    images = np.zeros((10, 20, 20), np.uint8)
    images[0, 0, 0] = 255
    pixels = change_pixels(images, brightness=5)
    assert "0.1% of the pixels became too dark or too bright" in draw_pixels(pixels, "Class 0")[1]


def test_pictures_are_drawn_from_black_to_white_at_every_scaling():
    images = pictures().x_train[:5]
    drawn = []
    for scaling in SCALINGS:
        figure, _ = draw_pixels(change_pixels(images, 30, 1.2, scaling, 40, 70), "Class a")
        (image,) = figure.axes[0].images
        low, high = image.get_clim()
        drawn.append((np.asarray(image.get_array()) - low) / (high - low))
    np.testing.assert_allclose(drawn[0], drawn[1], atol=1e-5)
    np.testing.assert_allclose(drawn[0], drawn[2], atol=1e-5)
    empty = drawn[0][-7:-1, -7:-1]  # five pictures leave the last place black
    np.testing.assert_allclose(empty, 0, atol=1e-6)


def test_light_axes_show_their_ticks_where_they_are_and_never_move():
    figure = Picture(figsize=(4, 3))
    axes = light_axes(figure, (0.2, 0.2, 0.7, 0.7), (0, 10), (-1, 1), {"five": 5}, {"none": 0}, "across", "up")
    axes.plot([-100, 100], [-100, 100])
    figure.canvas.draw()
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 10), (-1, 1))
    texts = {text.get_text(): text for text in axes.texts}
    assert set(texts) == {"five", "none", "across", "up"}
    to_pixels = axes.transData.transform
    assert texts["five"].get_transform().transform(texts["five"].get_position())[0] == to_pixels((5, 0))[0]
    assert texts["none"].get_transform().transform(texts["none"].get_position())[1] == to_pixels((0, 0))[1]


# ---- the picture that follows


def follows_two():
    """Return an explorer of two controls that writes down what it was asked to draw."""
    asked = []

    def draw(**values):
        asked.append(values)
        figure = Picture(figsize=(1, 1))
        figure.text(0, 0, str(values))
        figure.alt = f"drawn with {values}"
        return figure, f"says {values}"

    controls = {"rate": slider("Rate", 0.0, 1.0, 0.1, 0.5), "kind": choice("Kind", ("one", "two"))}
    return Explorer(draw, controls, "Explore two"), asked


def test_the_picture_is_there_at_the_start_and_follows():
    explorer, asked = follows_two()
    assert asked == [{"rate": 0.5, "kind": "one"}]
    assert explorer.picture.png.startswith(PNG)
    explorer.values = {"rate": 1, "kind": "two"}
    assert asked[-1] == {"rate": 1.0, "kind": "two"}
    assert type(asked[-1]["rate"]) is float
    assert explorer.picture.alt == f"drawn with {asked[-1]}"
    assert explorer.picture.said == f"says {asked[-1]}"


def test_a_control_that_is_moved_moves_the_picture():
    explorer, asked = follows_two()
    explorer.controls["rate"].value = 0.7
    explorer.controls["kind"].value = "two"
    assert asked[1:] == [{"rate": 0.7, "kind": "one"}, {"rate": 0.7, "kind": "two"}]
    assert explorer.values == asked[-1]


def test_values_that_are_set_together_move_the_controls_and_are_drawn_once():
    explorer, asked = follows_two()
    explorer.values = {"rate": 0.1, "kind": "two"}
    assert {name: control.value for name, control in explorer.controls.items()} == explorer.values
    assert len(asked) == 2


def test_a_number_as_a_browser_counts_is_the_number_that_is_meant():
    explorer, asked = follows_two()
    explorer.controls["rate"].value = 0.1 + 0.2
    assert asked[-1] == {"rate": 0.3, "kind": "one"}
    assert explorer.controls["rate"].value == 0.1 + 0.2  # the slider is not sent back


def test_picture_and_words_leave_in_one_message(monkeypatch):
    explorer, _ = follows_two()
    sent = []
    send = lambda key=None: sent.append({key} if isinstance(key, str) else set(key))  # noqa: E731
    monkeypatch.setattr(explorer.picture, "send_state", send)
    explorer.values = {"rate": 0.2, "kind": "one"}
    assert sent == [{"png", "alt", "said", "drawn"}]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"rate": 0.5}, r"must name \['rate', 'kind'\]"),
        ({"rate": 1.2, "kind": "one"}, r"rate must be a number from 0.0 to 1.0, got 1.2"),
        ({"rate": float("nan"), "kind": "one"}, "got nan"),
        ({"rate": True, "kind": "one"}, "got True"),
        ({"rate": 0.5, "kind": "three"}, r"kind must be one of \['one', 'two'\], got 'three'"),
    ],
)
def test_values_that_no_control_has_are_refused_and_change_nothing(values, says):
    explorer, asked = follows_two()
    with pytest.raises(ValueError, match=says):
        explorer.values = values
    assert len(asked) == 1
    assert explorer.values == {"rate": 0.5, "kind": "one"}


def test_a_case_sets_all_controls_and_one_that_cannot_be_is_refused():
    plain, _ = follows_two()
    assert plain.cases == {}
    asked = []

    def draw(**values):
        asked.append(values)
        return Picture(figsize=(1, 1)), "said"

    def made(cases):
        controls = {"rate": slider("Rate", 0.0, 1.0, 0.1, 0.5), "kind": choice("Kind", ("one", "two"), "two")}
        return Explorer(draw, controls, "Explore two", cases)

    explorer = made({"fast": {"rate": 1}, "as at first": {}})
    assert explorer.cases == {"fast": {"rate": 1.0, "kind": "two"}, "as at first": {"rate": 0.5, "kind": "two"}}
    assert explorer.picture.case == "as at first"
    fast, _ = explorer.children[0].children
    fast.click()
    assert asked == [{"rate": 0.5, "kind": "two"}, {"rate": 1.0, "kind": "two"}]
    assert explorer.picture.case == "fast"
    explorer.controls["rate"].value = 0.9
    assert explorer.picture.case == ""
    for case, says in (({"rate": 2}, "rate must be a number from 0.0 to 1.0, got 2"), ({"speed": 1}, "must name")):
        with pytest.raises(ValueError, match=says):
            made({"wrong": case})


def test_an_answer_that_changes_nothing_is_still_an_answer():
    explorer = Explorer(lambda rate: (Picture(figsize=(1, 1)), "said"), {"rate": slider("Rate", 0, 9, 1, 5)}, "Same")
    before = explorer.picture.png, explorer.picture.drawn
    explorer.controls["rate"].value = 6
    assert (explorer.picture.png, explorer.picture.drawn) == (before[0], before[1] + 1)


def test_numbers_are_set_out_in_a_table_below_the_other_controls():
    asked = []

    def draw(**values):
        asked.append(values)
        return Picture(figsize=(1, 1)), "said"

    names = [["a", "b"], ["c", "d"]]
    controls = {name: number(f"Number {name}", -1.0, 1.0, 0.5, 0.0) for name in "abcd"}
    explorer = Explorer(draw, controls | {"rate": slider("Rate", 0, 9, 1, 5)}, "Explore", table=("Numbers", names))
    rate, table = explorer.children[0].children
    label, cells = table.children
    assert (rate.description, label.value) == ("Rate", "Numbers")
    assert [cell.description for cell in cells.children] == [f"Number {name}" for name in "abcd"]
    assert "repeat(2," in cells.layout.grid_template_columns
    cells.children[2].value = 7
    assert asked[-1] == {"a": 0.0, "b": 0.0, "c": 1.0, "d": 0.0, "rate": 5}


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: slider("A", 2, 1, 1, 2), "A: low, start and high must rise"),
        (lambda: slider("A", 0, 1, 0, 1), "step must be above 0"),
        (lambda: slider("A", 0, 1, 1, 5), "A: low, start and high must rise"),
        (lambda: choice("A", ("one",), "two"), "selection"),
    ],
)
def test_controls_that_cannot_be_are_refused(make, says):
    with pytest.raises((ValueError, TraitError), match=says):
        make()


def test_a_slider_of_whole_numbers_gives_ints():
    assert type(slider("A", 0, 9, 1, 0).value) is int
    assert type(slider("A", 0, 9, 1, 0.0).value) is float


@pytest.mark.parametrize(("step", "shown"), [(0.5, ".1f"), (0.02, ".2f"), (0.25, ".2f"), (1.0, ".1f")])
def test_a_slider_shows_as_many_decimals_as_its_step_has(step, shown):
    assert slider("A", 0, 9, step, 0).readout_format == shown


def test_each_control_has_a_label_for_the_eye_and_the_screen_reader():
    explorer = explore.images(pictures())
    assert [control.description for control in explorer.controls.values()] == [
        "Class",
        "Which images",
        "Brightness",
        "Contrast",
        "Scaling",
    ]
    assert explorer.picture.title == "Explore the pixels of images"


def test_a_still_picture_stands_in_where_no_kernel_runs():
    explorer = explore.images(pictures())
    explorer.values = explorer.values | {"brightness": 30}
    data = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    alt = re.search(r'<img alt="([^"]+)" src="data:image/png;base64,[A-Za-z0-9+/=]+"', data["text/html"])[1]
    assert alt == explorer.picture.alt
    assert explorer.picture.said in data["text/html"]
    assert data["text/plain"] == f"Explore the pixels of images: {explorer.picture.alt}"


# ---- the explorer of lesson 01


def test_brighter_pictures_no_longer_have_the_mean_of_training():
    explorer = explore.images(load_digits("embedded"))
    mean = lambda: float(re.search(r"mean (\S+),", explorer.picture.said)[1])  # noqa: E731
    explorer.values = explorer.values | {"scaling": STANDARDISED}
    assert abs(mean()) < 0.2
    explorer.values = explorer.values | {"brightness": 100}
    assert mean() > 0.8


def test_the_statistics_are_those_of_training_alone():
    data = pictures()
    explorer = explore.images(data)
    explorer.values = explorer.values | {"scaling": STANDARDISED}
    low = (data.x_train[data.y_train == 0][:TILES].min() - data.x_train.mean()) / data.x_train.std()
    assert f"Lowest value {low:.3g}" in explorer.picture.said


def test_all_pictures_of_a_class_can_be_reached_and_no_others():
    data = pictures(n=3 * (TILES + 1))
    explorer = explore.images(data)
    group = explorer.controls["group"]
    assert (group.min, group.max) == (1, 2)
    for name in data.class_names:
        explorer.values = explorer.values | {"shown": name, "group": 1}
        assert f"Class {name}: {TILES} images" in explorer.picture.alt
        explorer.values = explorer.values | {"group": 2}
        assert f"Class {name}: 1 image," in explorer.picture.alt


def test_classes_of_unequal_size_share_the_groups_that_all_have():
    data = pictures(n=60, classes=2)
    keep = np.concatenate([np.flatnonzero(data.y_train == 0), np.flatnonzero(data.y_train == 1)[:3]])
    data.x_train, data.y_train = data.x_train[keep], data.y_train[keep]
    explorer = explore.images(data)
    explorer.values = explorer.values | {"shown": "b"}
    assert "Class b: 3 images" in explorer.picture.alt
