"""Tests of the explorer of windows: the set of each window, the leaked steps, and the text."""

import numpy as np
import pytest

from course_utils.lessons.lesson_07a import explore
from course_utils.lessons.lesson_07a.explore import LEFT_OUT, RULES, cut_windows, draw_windows
from course_utils.plots.picture import Picture
from tests.lessons.explorers import assert_it_follows

SERIES = 300 + np.arange(600) / 20 + np.sin(np.arange(600) / 8)


@pytest.fixture(scope="module")
def explorer():
    return explore.windows(SERIES, borders=(420, 510), unit="ppm")


def windows_by_hand(length, past, horizon, cuts, part):
    """Return the targets of validation and test that are also in a training window, window by window."""
    trained, tested = set(), set()
    for start, mine in enumerate(part):
        if mine == 0:
            trained |= set(range(start, start + past + horizon))
        if mine > 0:
            tested |= set(range(start + past, start + past + horizon))
    return sorted(trained & tested)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("past", "horizon"), [(1, 1), (5, 3), (8, 1), (2, 9)])
def test_known_steps_are_those_counted_one_by_one(rule, past, horizon):
    windows = cut_windows(60, past, horizon, (36, 48), rule)
    assert len(windows.part) == 60 - past - horizon + 1
    assert windows.known.tolist() == windows_by_hand(60, past, horizon, (36, 48), windows.part)


def test_each_rule_does_what_it_says():
    in_one, back, by_start, shuffled = (cut_windows(20, 3, 2, (10, 15), rule).part.tolist() for rule in RULES)
    out = LEFT_OUT
    assert in_one == [0, 0, 0, 0, 0, 0, out, out, out, out, 1, out, out, out, out, 2]
    assert back == [0, 0, 0, 0, 0, 0, out, 1, 1, 1, 1, out, 2, 2, 2, 2]
    assert by_start == [0] * 10 + [1] * 5 + [2]
    assert sorted(shuffled) == sorted(by_start) != shuffled


def test_only_careless_rules_leak():
    known = [len(cut_windows(600, 52, 13, (360, 480), rule).known) for rule in RULES]
    assert known[:2] == [0, 0]
    assert known[2] == 12  # of the last training window's 13 targets all but the first are validation's, too
    assert known[3] > 400


def test_it_follows_every_control(explorer):
    assert_it_follows(
        explorer,
        ({"start": 200}, "Input: steps 200 to 225; targets: steps 226 to 238; this window: training."),
        ({"past": 60}, "Input: steps 200 to 259;"),
        ({"horizon": 5}, "targets: steps 260 to 264"),
        ({"rule": RULES[3]}, "steps are targets in validation or test and are also in a training window"),
    )


def test_the_last_window_is_the_last(explorer):
    explorer.values = explorer.values | {"start": 598, "past": 104, "horizon": 52, "rule": RULES[1]}
    assert "Input: steps 444 to 547; targets: steps 548 to 599; this window: test." in explorer.picture.said


def test_the_words_have_the_numbers():
    figure, says = draw_windows(SERIES, (360, 480), 52, 13, 340, RULES[0], "ppm")
    assert isinstance(figure, Picture)
    assert "this window: left out. Windows: 296 training, 56 validation, 56 test, 128 left out; no target" in says
    assert "validation begins at step 360, test at step 480" in figure.alt
    assert draw_windows(np.zeros(400), (240, 320), 4, 4, 0, RULES[0], "")[1]


@pytest.mark.parametrize("values", [np.zeros(399), np.zeros((400, 1)), np.full(400, np.nan)])
def test_bad_series_are_refused_in_a_sentence(values):
    with pytest.raises(ValueError, match=r"at least 400 finite numbers, shape \(steps,\), got the shape"):
        explore.windows(values, borders=(200, 300))


@pytest.mark.parametrize("borders", [(0, 500), (500, 500), (500, 600), (500, 420)])
def test_every_set_has_steps(borders):
    with pytest.raises(ValueError, match="two steps in order, from 1 to 599"):
        explore.windows(SERIES, borders=borders)


def test_ticks_are_named_in_the_title_and_the_axis_has_a_unit():
    picture, _ = draw_windows(SERIES, (420, 510), 26, 13, 400, RULES[2], "ppm")
    words = [text.get_text() for part in (picture, *picture.axes) for text in part.texts]
    assert "The whole series; ticks: targets that the training set contains" in words
    assert words.count("step") == 2
