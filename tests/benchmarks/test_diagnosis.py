"""The benchmark of the diagnosis: it is what its page says, and scores what is committed."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.diagnosis import data_sets, fit, runs, score, speed
from benchmarks.diagnosis.__main__ import main
from benchmarks.diagnosis.recipes import COPIES, Recipe, bases, changed, make_task, places, recipes
from benchmarks.diagnosis.runs import FILE, Run, load
from benchmarks.diagnosis.trainer import Trace, Trainer, build
from benchmarks.diagnosis.truth import References, truth
from course_utils.diagnosis import NAMES, diagnose
from course_utils.numpy_mlp import softmax

PAGE = Path(__file__).parents[2] / "docs" / "diagnosis.md"
DOWNLOADED = ("mnist", "fashion_mnist", "imdb")


@pytest.fixture(scope="module")
def bench():
    return load()


@pytest.fixture(scope="module")
def report(bench):
    return list(score.report(*bench))


@pytest.fixture(scope="module")
def base():
    return replace(bases("iris")[0], n=50, n_val=20, noise=0.3, l2=0.0, epochs=4)


@pytest.fixture(scope="module")
def task(base):
    return make_task(base)


def test_the_page_quotes_what_the_committed_runs_give(report):
    page = PAGE.read_text(encoding="utf-8")
    assert "\n".join(report[2:-2]) in page
    assert report[0] in page
    assert report[-1] in page


def test_the_runs_are_many_and_varied_and_the_parts_have_separate_data_sets(bench):
    judged, unseen = bench
    assert len(judged) >= 600 and FILE.stat().st_size <= 1_000_000
    assert len(data_sets.ALL) == sum(map(len, data_sets.PARTS.values()))
    for (part, functions), least in zip(data_sets.PARTS.items(), (30, 4, 4), strict=True):
        some = [run for run in judged if run.part == part]
        assert {run.data for run in some} == {function.__name__ for function in functions}
        counts = Counter(name for run in some for name in run.names)
        assert all(counts[name] >= least for name in NAMES)
    for run in judged + unseen:
        assert len(run.history["loss"]) == len(run.history["val_loss"]) == run.made["epochs"]
        assert set(run.names) <= set(NAMES)
    assert sum("accuracy" not in run.history for run in judged) > 0.2 * len(judged)
    assert {run.made["layers"] for run in judged} == {"dense", "conv", "recurrent", "pool"}
    assert all(run.made["change"] == COPIES for run in unseen)


def test_the_second_test_has_enough_runs_of_each_data_set(bench):
    counts = Counter(run.data for run in bench[0] if run.part == "second test")
    assert len(counts) >= 4 and min(counts.values()) >= 35


def test_the_run_that_was_once_called_healthy_is_not(bench):
    (run,) = (
        run
        for run in bench[0]
        if run.data == "co2" and run.made["epochs"] == 33 and run.names == ("learning rate too high",)
    )
    found = diagnose(run.history)
    assert "healthy" not in found.likeliest and found.name in ("learning rate too high", "not sure")


def test_a_configuration_trained_anew_gives_the_committed_runs(bench):
    base = min(bases("wine"), key=lambda base: base.n * base.epochs)
    stored = [run for some in bench for run in some if run.made["key"] == base.key]
    kept, _ = runs.confirmed(runs.trained(base))
    assert Counter((run.made["change"], run.names) for run in stored) == Counter(
        (result["recipe"].change, names) for result, names in kept
    )
    by_making = {(run.made["change"], run.made["factor"], run.made["epochs"]): run for run in stored}
    for result, _ in kept:
        recipe = result["recipe"]
        run = by_making[recipe.change, recipe.factor, recipe.epochs]
        assert run.made["rate"] == pytest.approx(result["rate"], rel=1e-2)
        # Other processors round otherwise, and what is rounded otherwise moves away with every step.
        np.testing.assert_allclose(run.history["loss"][:4], result["run"].history["loss"][:4], rtol=1e-2)


def test_an_epoch_is_that_of_fit(base, task):
    found = Trainer(base, task).train(task, 0.01, base.epochs, seed=3)
    model, rng = build(base, task), np.random.default_rng([base.seed, 3])
    model.optimizer.learning_rate = 0.01
    for epoch in range(base.epochs):
        order = rng.permutation(len(task.x))
        logs = model.fit(
            task.x[order],
            task.y[order],
            base.batch_size,
            shuffle=False,
            validation_data=(task.x_val, task.y_val),
            validation_batch_size=100,
            verbose=0,
        ).history
        for name, values in logs.items():
            assert found.history[name][epoch] == pytest.approx(values[0], rel=1e-4), name
    fresh = model.evaluate(task.x_fresh, task.y_fresh, verbose=0, return_dict=True)["loss"]
    assert found.fresh[-1] == pytest.approx(fresh, rel=1e-4)


def test_a_longer_run_begins_as_the_shorter_one_and_frozen_weights_stay(base, task):
    trainer = Trainer(base, task)
    longer, shorter = trainer.train(task, 0.01, 4), trainer.train(task, 0.01, 2)
    assert longer.first(2).history == shorter.history
    frozen = trainer.train(task, 0.0, 2)
    assert frozen.history["val_loss"][0] == frozen.history["val_loss"][1]


@pytest.mark.parametrize("name", sorted(set(data_sets.ALL) - set(DOWNLOADED)))
def test_every_data_set_can_be_drawn_again(name):
    x, y = data_sets.ALL[name](np.random.default_rng(1))
    again, _ = data_sets.ALL[name](np.random.default_rng(1))
    np.testing.assert_array_equal(x, again)
    assert len(x) == len(y) >= 150 and np.isfinite(x).all()
    if y.dtype.kind == "f":
        assert np.std(y) == pytest.approx(1, abs=0.05)
    else:
        assert np.unique(y).tolist() == list(range(y.max() + 1))


@pytest.mark.parametrize(("name", "text"), [("brackets", True), ("topics", True), ("tones", False), ("shapes", False)])
def test_each_configuration_is_tried_as_it_is_and_changed(name, text):
    for base in bases(name):
        drawn = recipes(base)
        assert drawn[0].change == "nothing" and {recipe.change for recipe in drawn} >= {
            "short",
            "low rate",
            "high rate",
        }
        assert base.layers in (("pool", "conv", "recurrent") if text else ("dense", "conv", "recurrent"))
    assert bases(name) == bases(name) and len({base.key for base in bases(name)}) == 6
    assert bases(name, 9)[:6] == bases(name)


def test_each_configuration_is_made_once_and_those_of_the_second_test_are_the_last():
    made = places()
    assert len(set(made)) == len(made)
    second = [name in {function.__name__ for function in data_sets.SECOND_TEST} for name, _ in made]
    assert second == sorted(second)
    counts = Counter(name for name, _ in made)
    assert set(counts) == set(data_sets.ALL)
    assert all(counts[function.__name__] in (6, 7) for function in (*data_sets.FIRST_TEST, *data_sets.SECOND_TEST))


@pytest.mark.parametrize(
    "change", ["nothing", "easy rows", "clean labels", COPIES, "shuffled labels", "blank inputs", "few rows"]
)
def test_the_data_is_what_the_change_says(change, base, task):
    easiest = np.arange(len(task.x_pool))[::-1]
    found = changed(task, change, np.random.default_rng(0), easiest)
    assert len(found.x) == base.n and len(found.x_val) == len(found.y_val)
    copied = np.all(found.x_val[:, None] == found.x[None], axis=2).any(axis=1)
    assert copied.all() == (change in (COPIES, "blank inputs"))
    assert found.x.any() == (change != "blank inputs")
    assert (len(found.x_val) < 17) == (change == "few rows")
    if change == "easy rows":
        np.testing.assert_array_equal(found.x_val[0], task.x_pool[-1])
    same_labels = change in ("nothing", "easy rows", "clean labels", COPIES, "blank inputs", "few rows")
    assert np.array_equal(found.y, task.y) == same_labels
    if change == "clean labels":
        assert 0.05 < np.mean(found.y_val != task.y_val) < 0.5
    if change == "shuffled labels":
        assert sorted(found.y) == sorted(task.y)


def trace(loss, fresh=None, val=None, spread=0.5):
    loss = np.array(loss, float)
    fresh = loss if fresh is None else np.array(fresh, float)
    history = {"loss": loss.tolist(), "val_loss": (fresh if val is None else np.array(val, float)).tolist()}
    return Trace(history, fresh, np.full(len(loss), spread))


FALLING = np.linspace(1, 0.2, 20)
SETTLED = np.concatenate([np.linspace(1, 0.2, 10), np.full(10, 0.2)])
RISING = SETTLED + np.concatenate([np.zeros(10), np.linspace(0, 0.5, 10)])
MEMORIZED = np.concatenate([np.linspace(1, 0.2, 10), np.linspace(0.2, 0.02, 10)])
PLAIN = References(long=trace(SETTLED), larger=trace(SETTLED))


@pytest.mark.parametrize(
    ("change", "run", "references", "names"),
    [
        ("nothing", trace(SETTLED), PLAIN, ("healthy",)),
        ("nothing", trace(SETTLED + 0.4), References(trace(SETTLED + 0.4), trace(SETTLED)), ("underfitting",)),
        (
            "nothing",
            trace(SETTLED + 0.07),
            References(trace(SETTLED + 0.07), trace(SETTLED)),
            ("healthy", "underfitting"),
        ),
        ("nothing", trace(MEMORIZED, RISING), PLAIN, ("overfitting",)),
        ("nothing", trace(MEMORIZED, SETTLED, RISING), PLAIN, ("overfitting",)),
        ("short", trace(FALLING[:6]), References(long=trace(FALLING)), ("too short",)),
        ("short", trace(SETTLED), PLAIN, ()),
        (
            "low rate",
            trace(np.linspace(0.9, 0.8, 20)),
            References(trace(np.linspace(0.9, 0.8, 20)), higher=(trace(SETTLED),)),
            ("learning rate too low",),
        ),
        (
            "low rate",
            trace(np.full(20, 0.99)),
            References(higher=(trace(SETTLED),)),
            ("learning rate too low", "not learning"),
        ),
        ("high rate", trace(SETTLED + 0.4), References(lower=(trace(SETTLED),)), ("learning rate too high",)),
        ("high rate", trace(SETTLED, SETTLED + 0.4), References(lower=(trace(SETTLED),)), ("learning rate too high",)),
        ("high rate", trace(SETTLED), References(lower=(trace(np.full(20, np.nan)), trace(SETTLED))), ()),
        (
            "high rate",
            trace(np.ones(20)),
            References(lower=(trace(SETTLED),)),
            ("learning rate too high", "not learning"),
        ),
        ("high rate", trace(np.linspace(1, 9, 20)), References(), ("diverged",)),
        ("high rate", trace([1, np.nan]), References(), ("diverged",)),
        ("frozen", trace(np.ones(20)), References(), ("not learning",)),
        ("shuffled labels", trace(MEMORIZED, SETTLED + np.linspace(0, 1, 20)), References(), ("overfitting",)),
        ("easy rows", trace(SETTLED, SETTLED, SETTLED - 0.1), References(), ("validation too easy",)),
        ("easy rows", trace(SETTLED), References(), ()),
    ],
)
def test_the_truth_is_what_the_references_confirm(change, run, references, names):
    found, why = truth(Recipe(change, 1.0, 20), 1.0, run, references, 100)
    assert set(found) == set(names)
    assert bool(why) == (not names)


@pytest.mark.parametrize(("spread", "n_val", "names"), [(0.5, 10, ("too noisy",)), (0.5, 100, ()), (0.1, 10, ())])
def test_few_rows_are_noisy_where_their_losses_differ(spread, n_val, names):
    recipe = Recipe("few rows", 1.0, 20)
    assert truth(recipe, 1.0, trace(SETTLED, spread=spread), References(), n_val)[0] == names


def test_scores_of_made_up_answers():
    made = [
        Run({"loss": [1.0], "val_loss": [2.0]}, names, "digits", {}, 1.0)
        for names in (("healthy",), ("healthy",), ("healthy", "overfitting"), ("too short",))
    ]
    found = score.score(made, [("healthy", True), ("diverged", False), ("overfitting", True), ("healthy", True)])
    assert found.balanced == pytest.approx((0.5 + 1 + 0) / 3)
    assert (found.sure, found.right, found.false_healthy) == (0.75, pytest.approx(2 / 3), 1)
    assert found.confusion["healthy", score.NOT_SURE] == 1 and found.confusion["overfitting", "overfitting"] == 1
    assert score.score(made, score.commonest(made, made)).right == 0.75
    assert score.score(made, score.naive(made)).right == 0.25
    assert len(list(score.matrix(found))) == 1 + len(NAMES)


def chances(given, weights):
    """Return the chances that the softmax gives to each example, before the rules."""
    return softmax(given.signs @ weights[0].T + weights[1])


def test_a_data_set_is_judged_by_weights_that_have_not_seen_it(bench):
    some = [run for run in bench[0] if run.data in ("wine", "iris", "checks")]
    other = [replace(run, names=("too noisy",)) if run.data == "iris" else run for run in some]
    given = fit.examples(some)
    ours, theirs = (fit.left_out(fit.examples(each), 0.03) for each in (some, other))
    np.testing.assert_allclose(chances(given, ours["iris"]), chances(given, theirs["iris"]), atol=0.02)
    assert np.abs(chances(given, ours["wine"]) - chances(given, theirs["wine"])).max() > 0.3


def test_the_committed_weights_are_those_that_the_tuning_data_sets_give(bench):
    stored = json.loads(fit.FILE.read_text(encoding="utf-8"))
    given = fit.examples([run for run in bench[0] if run.part == "tuning"])
    anew = [stored["sharpness"] * part for part in fit.fitted(given, stored["penalty"])]
    committed = [np.array([stored[part][name] for name in NAMES]) for part in ("weights", "bias")]
    np.testing.assert_allclose(chances(given, committed), chances(given, anew), atol=0.02)


def test_the_fit_chooses_a_penalty_and_says_what_it_gave(bench, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fit, "FILE", tmp_path / "weights.json")
    monkeypatch.setattr(fit, "PENALTIES", (1e-5, 1.0))
    fit.fit([run for run in bench[0] if run.data in ("wine", "iris")])
    assert json.loads(fit.FILE.read_text(encoding="utf-8"))["penalty"] == 1.0
    assert "cross-entropy on data sets left out" in capsys.readouterr().out


def test_a_making_goes_on_where_it_was_stopped(tmp_path, monkeypatch):
    base, trained = bases("wine")[0], []
    monkeypatch.setattr(runs, "KEPT", tmp_path)
    monkeypatch.setattr(runs, "trained", lambda base: trained.append(base) or [{"rate": 0.1}])
    assert runs._results(base) == runs._results(base) == [{"rate": 0.1}]
    assert trained == [base]


def test_every_run_is_timed_once_and_the_line_has_median_and_longest(bench, monkeypatch):
    judged = []
    clock = iter([0.0, 0.001, 0.0, 0.004, 0.0, 0.002])
    monkeypatch.setattr(speed, "diagnose", lambda history, **given: judged.append((history, given)))
    monkeypatch.setattr(speed.time, "process_time", lambda: next(clock))
    found = speed.seconds(bench[0][:3])
    assert [history for history, _ in judged[1:]] == [run.history for run in bench[0][:3]]
    assert [given["num_classes"] for _, given in judged[1:]] == [run.classes for run in bench[0][:3]]
    assert speed.said(found) == "3 answers: 2.00 ms at the median, longest 4.00 ms"


def test_the_command_prints_the_table(report, monkeypatch, capsys):
    monkeypatch.setattr(score, "report", lambda judged, unseen: report)
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "each judged by weights that have not seen it" in said and "always the commonest name" in said
