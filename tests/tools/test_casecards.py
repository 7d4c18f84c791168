"""The page of the case cards: it follows from their words and runs, and what the cards say is true."""

import re
from html.parser import HTMLParser
from pathlib import Path

import keras
import numpy as np
import pytest

from course_utils.diagnosis import NAMES, diagnose
from course_utils.lessons.lesson_08b.explore import CLASSES, clinic_rows
from course_utils.tools.casecards import FILE, cards, page
from course_utils.tools.casecards.patients import Patient, patient
from course_utils.tools.casecards.render import KEYS, draw

ROOT = Path(__file__).parents[2]
PICTURE = re.compile(r"<svg.*?</svg>", re.DOTALL)  # its numbers may differ in the last digit between processors
CARDS = cards()
by_name = pytest.mark.parametrize("card", CARDS, ids=[card["name"] for card in CARDS])


class Outline(HTMLParser):
    """The levels of a page's headings, and the attributes of its pictures."""

    def __init__(self, text):
        super().__init__()
        self.levels, self.pictures, self.ids, self.links = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag in ("svg", "img"):
            self.pictures.append(given)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])


@pytest.fixture(scope="module")
def made():
    return page()


@pytest.fixture(scope="module")
def outline():
    return Outline((ROOT / FILE).read_text(encoding="utf-8"))


def test_the_file_is_what_the_generator_makes(made):
    stored = (ROOT / FILE).read_text(encoding="utf-8")
    assert PICTURE.sub("", stored) == PICTURE.sub("", made), "run `course build cards`"
    assert len(PICTURE.findall(stored)) == len(PICTURE.findall(made)) == len(CARDS)
    assert len(stored.encode()) < 400_000


def test_there_are_enough_cards_and_each_is_whole():
    assert len(CARDS) >= 10
    assert len({card["name"] for card in CARDS}) == len({card["run"] for card in CARDS}) == len(CARDS)
    for card in CARDS:
        assert set(card) == set(KEYS)
        assert all(card.values()) and len(card["cure"]) >= 2 and card["confused"]
        assert card["diagnosis"] in NAMES


def test_every_illness_that_the_diagnosis_names_has_a_card():
    assert {card["diagnosis"] for card in CARDS} == set(NAMES)


def test_headings_are_in_order_and_every_picture_has_its_words(outline):
    assert outline.levels[0] == 1 and outline.levels.count(1) == 1
    assert outline.levels.count(2) == len(CARDS)
    assert all(after <= before + 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert len(outline.pictures) == len(CARDS)
    for picture in outline.pictures:
        assert picture["role"] == "img"
        assert re.search(r"training, solid, from [\d.,]+ to .*validation, dashed.*dotted line", picture["aria-label"])
    assert len(set(outline.ids)) == len(outline.ids)
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)


def test_the_page_asks_no_network_for_anything_and_breaks_before_each_card(made):
    assert not re.search(r"https?:|src=|url\(|@import|<script", made)
    assert "break-before: page" in made and "@page" in made


@by_name
def test_the_run_is_called_what_the_card_says(card):
    one = patient(card["run"])
    found = diagnose(one.history, baseline_loss=one.clueless)
    assert found.likeliest[0] == card["diagnosis"]


@pytest.fixture(scope="module")
def notebook():
    """Return the variables that the lines of a first test take from the notebook, as the page says."""
    keras.utils.set_random_seed(0)
    x_train, y_train, x_val, y_val = clinic_rows(60)
    model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(CLASSES)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("sgd", loss, metrics=["accuracy"])
    history = model.fit(x_train, y_train, batch_size=60, validation_data=(x_val, y_val), epochs=3, verbose=0)
    return {
        "model": model,
        "history": history,
        "x_train": x_train,
        "y_train": y_train,
        "x_val": x_val,
        "y_val": y_val,
        "num_classes": CLASSES,
        "learning_rate": 0.01,
        "np": np,
        "keras": keras,
    }


@by_name
def test_the_first_test_runs_on_a_model_of_the_course_prints_and_fits_on_the_line(card, notebook, capsys):
    assert all(len(line) <= 92 for line in card["code"].splitlines())
    exec(compile(card["code"], card["name"], "exec"), dict(notebook))
    assert re.search(r"\d|True", capsys.readouterr().out)


def test_softmax_twice_has_the_floor_that_its_card_names():
    (card,) = (card for card in CARDS if card["run"] == "wrong loss")
    floor = np.log(np.e + CLASSES - 1) - 1  # shares of 1 and 0, taken for logits
    assert f"never below {floor:.2f}." in card["symptom"]
    history = patient("wrong loss").history
    assert floor < min(history["loss"]) < floor + 0.15
    assert history["accuracy"][-1] > 0.9


def test_dead_units_are_dead_and_unscaled_ones_started_far_above_the_clueless_line(monkeypatch):
    from course_utils import numpy_mlp

    x, y, x_val, y_val = clinic_rows(600)
    seen = []
    monkeypatch.setattr(numpy_mlp, "evaluate", lambda weights, *_: seen.append(weights) or (0.0, 0.0))
    numpy_mlp.train(x, y, x_val, y_val, (32,), 10**0.3, "sgd", 30, 38)
    kernel, bias, *_ = seen[-1]
    assert np.mean((x @ kernel + bias).max(axis=0) <= 0) > 0.9
    assert patient("unscaled inputs").history["loss"][0] > 100 * np.log(CLASSES)


def test_the_diverged_run_ends_without_a_number_and_the_leak_looks_healthy():
    assert not np.isfinite(patient("diverged").history["loss"][-1])
    leak = patient("leak").history
    assert abs(leak["val_loss"][-1] - leak["loss"][-1]) < 0.05


def test_an_unknown_run_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="name must be one of .*'wrong loss'.*got 'flu'"):
        patient("flu")


@pytest.mark.parametrize(
    ("loss", "said"), [([2.0, 1.0], None), ([9.0, 1.0], "upper edge"), ([1.0, np.inf], "inf, then nan")]
)
def test_the_picture_stays_in_its_frame_and_says_what_it_leaves_out(loss, said):
    drawn = draw(Patient({"loss": loss, "val_loss": [2.0, 1.5]}, 2.0, "ln <8>"))
    assert "ln &lt;8&gt;" in drawn
    lines = re.findall(r'points="([^"]+)"', drawn)
    assert len(lines) == 2
    places = [float(part) for line in lines for part in re.split("[ ,]", line)]
    assert min(places) >= 0 and max(places[::2]) <= 470.1 and max(places[1::2]) <= 190.1
    assert (said in drawn) if said else not re.search("edge|nan", drawn)
