"""Older exercise notebooks are recognized by what they carry, and nothing that they carry does harm."""

import json

import pytest

from course_utils.checks.lesson import lessons, tasks
from course_utils.grading import versions
from course_utils.grading.notebook_code import parse

LESSON = "00_welcome"
TODAY = tasks(LESSON)


def notebook(metadata):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": []}).encode()


def carrying(digests):
    return notebook({"course": {"exercises": digests}})


@pytest.mark.parametrize("lesson", lessons())
def test_every_exercise_has_a_task_and_a_check(lesson):
    names = [exercise.name for exercise in lessons()[lesson].exercises]
    assert [*tasks(lesson)] == [*versions.checks(lesson)] == names
    assert len(set(versions.checks(lesson).values())) == len(names)


@pytest.mark.parametrize(
    ("digests", "says"),
    [
        (TODAY, []),
        (TODAY | {"neuron": "0" * 16}, ["This task has changed since this notebook was made: `neuron`."]),
        (
            TODAY | {"neuron": "", "row_means": "?"},
            ["These tasks have changed since this notebook was made: `neuron`, `row_means`."],
        ),
        (
            {name: TODAY[name] for name in [*TODAY][1:]},
            ["This exercise is new since this notebook was made: `neuron`."],
        ),
        (TODAY | {"perceptron": "0" * 16}, ["so they give no points: `perceptron`."]),
        (TODAY | {f"e{n}": "0" for n in range(500)}, ["and 490 more"]),
        (TODAY | {"<b>x</b>": "0", "neuron\n": "0", "x" * 61: "0"}, []),
        ({}, []),
    ],
)
def test_what_has_changed_is_said(digests, says):
    sentences = versions.changes(carrying(digests), LESSON)
    assert len(sentences) == len(says)
    assert all(part in sentence for part, sentence in zip(says, sentences, strict=True))


@pytest.mark.parametrize(
    "course", [None, 3, "x", [], {}, {"exercises": []}, {"exercises": "neuron"}, {"exercises": {}}]
)
def test_metadata_that_somebody_broke_says_nothing(course):
    for content in (notebook({"course": course}), notebook({}), notebook(None), notebook([course])):
        parse(content)
        assert versions.changes(content, LESSON) == ()


@pytest.mark.parametrize("digest", [None, 3, [], {}, True])
def test_a_digest_that_is_no_text_is_not_looked_at(digest):
    assert versions.changes(carrying(TODAY | {"neuron": digest}), LESSON)[0].startswith("This exercise is new")


def test_a_check_is_another_when_its_source_or_a_shared_file_or_the_task_is(tmp_path, monkeypatch):
    import shutil
    from pathlib import Path
    from types import SimpleNamespace

    source = Path(lessons()["08a_reading_curves"].diagnose.module.__file__).parents[1]
    shutil.copytree(source, tmp_path / "lesson", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "lesson" / "exercises"
    module = SimpleNamespace(__file__=str(folder / "diagnose.py"))
    lesson = SimpleNamespace(exercises=(SimpleNamespace(name="diagnose", module=module),))
    monkeypatch.setattr(versions, "lessons", lambda: {"08a_reading_curves": lesson})

    def digest():
        versions.checks.cache_clear()
        return versions.checks("08a_reading_curves")["diagnose"]

    seen = [digest()]
    for name in ("diagnose.py", "_shared.py", "_labelled_runs.py"):
        path = folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert digest() == seen[-1], "a checkout on Windows has other line ends"
        path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
        seen.append(digest())
    (folder / "gap_at_best_epoch.py").write_text("# a different exercise")
    assert digest() == seen[-1]
    monkeypatch.setattr(versions, "tasks", lambda _: {"diagnose": "a new task"})
    assert len({*seen, digest()}) == 5
    versions.checks.cache_clear()
