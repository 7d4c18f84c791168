"""The canvas: drawings framed like the data, and kept over a restart."""

import re
import subprocess
import sys

import numpy as np
import pytest

from course_utils import storage
from course_utils.data import load_digits
from course_utils.widgets import drawing
from course_utils.widgets.drawing import draw_digits, my_digits, prepare_drawing, watch

SEVEN = [[(60, 40), (180, 40), (110, 210)]]
ONE = [[(100, 20), (100, 220)]]
TADPOLE = [[(x, y) for x in range(0, 90, 5) for y in (0, 400)], [(90, 200), (600, 200)]]  # heavy on its left


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "home"))


def ink_box(image):
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    return rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1


def middle(image):
    place = np.arange(28)
    return image.sum(1) @ place / image.sum(), image.sum(0) @ place / image.sum()


@pytest.mark.parametrize("strokes", [SEVEN, ONE, [[(0, 0), (300, 0)]], SEVEN + ONE])
def test_ink_fills_20_pixels_on_its_longer_side_and_is_centred_by_mass(strokes):
    image = prepare_drawing(strokes)
    assert (image.shape, image.dtype, image.max()) == ((28, 28), np.uint8, 255)
    assert max(ink_box(image)) == 20
    assert middle(image) == pytest.approx((14, 14), abs=0.5 + 1e-9)


def test_neither_place_nor_size_nor_unit_of_a_drawing_matters():
    elsewhere = [[(x * 0.01 + 7, y * 0.01 - 3) for x, y in stroke] for stroke in SEVEN]
    np.testing.assert_array_equal(prepare_drawing(elsewhere), prepare_drawing(SEVEN))


def test_proportions_are_kept():
    height, width = ink_box(prepare_drawing([[(0, 0), (50, 0), (50, 100)]]))
    assert height == 20
    assert 10 <= width <= 13  # half of the way between the lines' middles, plus a pen


def test_a_line_is_as_wide_as_the_pen():
    image = prepare_drawing(ONE).astype(float) / 255
    assert image[14].sum() == pytest.approx(drawing.PEN, abs=0.05)


def test_what_is_drawn_twice_or_out_of_many_points_is_the_same_line():
    once = prepare_drawing([[(0, 0), (100, 200)]])
    np.testing.assert_array_equal(prepare_drawing([[(0, 0), (100, 200)]] * 2 + [[(50, 100), (50, 100)]]), once)
    fine = [[(share * 100, share * 200) for share in np.linspace(0, 1, 50)]]
    np.testing.assert_allclose(prepare_drawing(fine), once, atol=1)


def test_a_dot_stays_a_dot():
    height, width = ink_box(prepare_drawing([[(33, 44)]]))
    assert height == width <= np.ceil(drawing.PEN) + 2


def test_no_ink_is_cut_off_where_the_centre_of_mass_is_far_from_the_middle_of_the_ink():
    image = prepare_drawing(TADPOLE)
    assert ink_box(image)[1] == 20
    assert image[:, -1].any()
    assert middle(image)[1] > 10  # as near to the middle as the frame allows


def test_drawings_are_framed_like_the_data():
    data = load_digits().x_train[:200]
    heights, widths = np.transpose([ink_box(image) for image in data])
    assert 19 <= np.median(np.maximum(heights, widths)) <= 21
    assert np.median([middle(image) for image in data], axis=0) == pytest.approx((14, 14), abs=0.3)


def test_drawings_have_as_much_ink_as_the_data():
    drawn = [prepare_drawing(strokes).mean() for strokes in (SEVEN, drawing._SAMPLE, [[*SEVEN[0], *SEVEN[0][:1]]])]
    assert np.mean(drawn) == pytest.approx(load_digits().x_train.mean(), rel=0.25)


def test_the_drawing_is_left_as_it_was():
    strokes = [np.array(stroke, dtype=float) for stroke in SEVEN]
    prepare_drawing(strokes)
    np.testing.assert_array_equal(strokes, SEVEN)


@pytest.mark.parametrize("nothing", [[], [[]], [[], []]])
def test_an_empty_drawing_is_refused(nothing):
    with pytest.raises(ValueError, match="canvas is still empty"):
        prepare_drawing(nothing)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ([[(1, 2, 3)]], r"stroke is a sequence of \(x, y\)"),
        ([[1, 2, 3]], r"stroke is a sequence of \(x, y\)"),
        ([[(0, float("nan")), (1, 1)]], "finite"),
    ],
)
def test_what_is_no_drawing_is_refused(wrong, complaint):
    with pytest.raises(ValueError, match=complaint):
        prepare_drawing(wrong)


def test_validation_images_are_returned_while_nothing_is_drawn():
    mine, digits = my_digits(), load_digits()
    assert not mine.drawn
    assert (mine.images.shape, mine.images.dtype, mine.labels.dtype) == ((10, 28, 28), np.uint8, np.int64)
    assert mine.labels.tolist() == list(range(10))
    for image, label in zip(mine.images, mine.labels, strict=True):
        assert (digits.x_val[digits.y_val == label] == image).all(axis=(1, 2)).any()
    assert "haven't drawn any digits yet" in mine.text and "draw_digits() in lesson 00" in mine.text
    assert repr(mine) == mine.text


def test_what_is_saved_is_there_in_the_next_process():
    board = draw_digits()
    board.save(7, SEVEN)
    board.save(1, ONE)
    program = "from course_utils.widgets.drawing import my_digits; m = my_digits(); print(m.labels, m.images.sum(), m)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    total = int(prepare_drawing(SEVEN).sum()) + int(prepare_drawing(ONE).sum())
    assert run.stdout.strip() == f"[1 7] {total} Your own digits. You haven't drawn these yet: 0, 2, 3, 4, 5, 6, 8, 9."


def test_the_newest_drawing_of_a_digit_counts_and_the_others_stay():
    board = draw_digits()
    board.save(7, ONE)
    board.save(7, SEVEN)
    mine = my_digits()
    assert mine.drawn
    np.testing.assert_array_equal(mine.images, [prepare_drawing(SEVEN)])
    mine.images[:] = 0  # the caller's own
    assert my_digits().images.any()
    assert storage.keep(lambda db: db.execute("SELECT count(*) FROM drawings").fetchone()[0]) == 2


def test_all_ten_need_no_stand_in():
    board = draw_digits()
    for digit in reversed(range(10)):
        board.save(digit, SEVEN if digit % 2 else ONE)
    mine = my_digits()
    assert mine.labels.tolist() == list(range(10))
    assert mine.text == "Your own ten digits."


@pytest.mark.parametrize(
    ("label", "image"),
    [
        (7, b"\x01" * 64),
        (7, b""),
        (7, b"\x00" * 784),
        (7, "a text of no use"),
        (12, b"\x01" * 784),
        (-1, b"\x01" * 784),
        ("seven", b"\x01" * 784),
        (7.5, b"\x01" * 784),
    ],
)
def test_damaged_drawings_are_told_and_left_out(label, image):
    draw_digits().save(7, SEVEN)
    row = (label, image, b"", storage.now())
    storage.keep(lambda db: db.execute("INSERT INTO drawings (label, image, raw, time) VALUES (?, ?, ?, ?)", row))
    mine = my_digits()
    assert mine.labels.tolist() == [7]
    np.testing.assert_array_equal(mine.images[0], prepare_drawing(SEVEN))
    assert "One saved drawing is damaged" in mine.text
    assert "One saved drawing is damaged" in draw_digits().said


def test_the_board_goes_on_to_the_next_digit_that_is_missing():
    board = draw_digits()
    assert (board.label, board.said) == (0, "Now draw your 0.")
    board.save(0, ONE)
    assert (board.label, board.said) == (1, "Your 0 is saved. Now draw your 1.")
    board.save(9, SEVEN)
    assert board.label == 1  # round the end, past the 0 that is kept
    board.save(2, SEVEN)
    assert board.label == 3
    assert draw_digits().label == 1
    for digit in (1, 3, 4, 5, 6, 7, 8):
        board.save(digit, SEVEN)
    assert board.label == 8
    assert "All ten digits are saved" in board.said
    assert all(board.kept)
    board.save(8, ONE)  # replaced
    assert (board.label, board.kept[8]) == (8, board.kept[0])


def test_saving_an_empty_canvas_keeps_nothing_and_says_so():
    board = draw_digits()
    board.save(4, [])
    assert "canvas is still empty" in board.said
    assert board.label == 0
    assert not any(board.kept)
    assert not my_digits().drawn


def test_the_browser_asks_by_a_message():
    board = draw_digits()
    board._handle_custom_msg({"save": SEVEN, "label": 4}, [])
    assert my_digits().labels.tolist() == [4]
    assert board.kept[4].startswith("data:image/png;base64,")


def test_the_board_shows_what_the_network_receives():
    board = draw_digits()
    empty = board.received
    assert "nothing yet" in board.received_alt
    board.strokes = ONE
    assert board.received == drawing._png(prepare_drawing(ONE)) != empty
    assert board.received_alt == "your drawing in 28 by 28 pixels; its lines fill 3 columns and 20 rows"
    board.strokes = []
    assert (board.received, "nothing yet" in board.received_alt) == (empty, True)


def test_without_a_kernel_there_is_a_picture_with_alternative_texts():
    draw_digits().save(7, SEVEN)
    shown, _ = draw_digits()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in shown
    page = shown["text/html"]
    pictures = re.findall(r"<img [^>]*>", page)
    assert len(pictures) == 3
    assert all(re.search(r'alt="[^"]{5,}"', picture) for picture in pictures)
    assert 'alt="your 7"' in page
    assert "Run the cell to draw." in page
    assert shown["text/plain"] == "A canvas to draw ten digits on."


def test_where_nothing_can_be_kept_the_board_says_so_and_goes_on(tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "taken"))
    board = draw_digits()
    assert "COURSE_HOME" in board.said
    board.save(7, SEVEN)
    assert my_digits().labels.tolist() == [7]


def half_ink(image):
    """Answer like a network that is as sure of "dark" as the picture has ink on its left half."""
    left = image[:, :14].sum() / max(image.sum(), 1)
    return [left, 1 - left]


def test_a_network_answers_while_one_draws():
    board = watch(half_ink, ["left", "right"])
    assert (board.answers, board.class_names) == ([], ["left", "right"])
    board.strokes = TADPOLE
    left = half_ink(prepare_drawing(TADPOLE))[0]
    assert board.answers == pytest.approx([left, 1 - left])
    assert (
        board.said
        == f"The network predicts {'left' if left > 0.5 else 'right'} (confidence {max(left, 1 - left):.0%})."
    )
    assert board.received == drawing._png(prepare_drawing(TADPOLE))
    board.strokes = []
    assert (board.answers, board.said) == ([], "The canvas is empty.")


def test_what_a_network_sees_is_a_copy():
    def paints_over(image):
        image[:] = 255
        return np.full(10, 0.1)

    board = watch(paints_over)
    board.strokes = ONE
    assert board.received == drawing._png(prepare_drawing(ONE))


@pytest.mark.parametrize("wrong", [[0.5, 0.2], [0.2] * 5, [[0.5, 0.5]], [float("nan"), 1], [3.0, -1.0]])
def test_what_are_no_probabilities_is_refused(wrong):
    with pytest.raises(ValueError, match="answer must return 2 probabilities, from 0 to 1, that add up to 1"):
        watch(lambda image: wrong, ["a", "b"])


def test_the_live_board_has_a_picture_for_where_no_kernel_runs():
    draw_digits().save(7, SEVEN)
    shown, _ = watch(half_ink, ["left", "right"])._repr_mimebundle_()
    assert "a bar for each class" in shown["text/html"]
    assert "Saved so far" not in shown["text/html"]
    assert shown["text/plain"] == "A canvas to draw on, with the predictions of a network next to it."
