"""The mutation run finds the expectation that nobody needs, in exercises made for it."""

import importlib.util
import sys

import pytest

from tests.answers import mutants
from tests.answers.known import Known

SHARED = """
from course_utils.checks import expect


def number(got, x):
    expect.that(isinstance(got, float), tried=f"double({x})", got=got, look="a number")


def unused(got):
    expect.that(got, tried="nothing", got=got)
"""
DOUBLE = '''"""Twice the number."""
from course_utils.checks import expect
from course_utils.checks.exercise import Exercise
import _shared

exercise = Exercise(points=1, hints=["Twice."])


def check(answer, rng):
    for x in (1.0, 3.0):
        _shared.number(answer(x), x)
        expect.close(answer(x), 2 * x, tried=f"double({x})", look="twice")
'''
MORE = '''"""The next number, from a dictionary."""
from course_utils.checks import expect
from course_utils.checks.exercise import Exercise

exercise = Exercise(points=1, hints=["One more."])


def check(answer, rng):
    got = answer(1)
    expect.that(isinstance(got, dict), tried="more(1)", got=got)
    expect.that(got["more"] == 2, tried="more(1)", got=got)
'''
SQUARE, TEXT = "def double(x):\n    return x * x\n", "def double(x):\n    print(x)\n    return '2' * int(x)\n"
NO_DICTIONARY = "def more(x):\n    return {'more': x}\n", "def more(x):\n    return x + 1\n"


def answers(exercise, *sources):
    return [
        Known("97_made_up", exercise, "right" in source, "", f"number {n}", "", source)
        for n, source in enumerate(sources)
    ]


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Return a function that makes an `Exercise` of a name and the source of its module."""

    def module(name, source):
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, tmp_path / f"{name}.py")
        monkeypatch.setitem(sys.modules, name, importlib.util.module_from_spec(spec))
        spec.loader.exec_module(sys.modules[name])
        return sys.modules[name]

    def exercise(name, source):
        module("_shared", SHARED)
        of_exercise = module(name, source)
        return of_exercise.exercise.belong("97_made_up", of_exercise)

    return exercise


def test_an_expectation_that_no_wrong_answer_needs_is_dead(made):
    close, number = mutants.judged(made("double", DOUBLE), answers("double", SQUARE, TEXT))
    assert number.code.startswith("expect.that(isinstance(got, float)")
    assert number.dead  # `close` refuses a text as well
    assert (close.dead, close.passes) == (False, "number 0")


def test_the_wrong_answer_that_needs_it_brings_it_back_to_life(made):
    whole = "def double(x):\n    return int(2 * x)\n"
    close, number = mutants.judged(made("double", DOUBLE), answers("double", SQUARE, whole))
    assert (number.passes, close.passes) == ("number 1", "number 0")


def test_a_guard_is_alive_when_the_check_breaks_without_it(made):
    guard, value = mutants.judged(made("more", MORE), answers("more", *NO_DICTIONARY))
    assert (guard.passes, guard.breaks, guard.dead) == ("", "number 1", False)
    assert value.passes == "number 0"


def test_right_answers_prove_nothing(made):
    right = answers("double", "def double(x):  # right\n    return 2 * x\n")
    assert all(result.dead for result in mutants.judged(made("double", DOUBLE), right))


def test_the_check_is_whole_again_afterwards(made):
    exercise = made("double", DOUBLE)
    [square] = answers("double", SQUARE)
    mutants.judged(exercise, [square])
    assert mutants.result_of(square, exercise).status == "not_yet"
    assert exercise.check is sys.modules["double"].check


def test_of_the_shared_functions_only_those_that_a_check_uses_belong_to_it(made):
    found = mutants.judged(made("double", DOUBLE), [])
    assert [result.line for result in found] == ["double.py:12", "_shared.py:6"]
    assert [result.line for result in mutants.judged(made("more", MORE), [])] == ["more.py:10", "more.py:11"]


def test_what_is_printed(made):
    text = mutants.table(mutants.judged(made("double", DOUBLE), answers("double", SQUARE)))
    assert "double                 double.py:12                 ok    passes: number 0" in text
    assert "_shared.py:6                 DEAD  no wrong answer needs expect.that(isinstance(got, float)" in text


@pytest.mark.parametrize(("dead", "source"), [(1, DOUBLE), (0, DOUBLE.replace("        _shared.number(", "        ("))])
def test_the_exit_code_tells(dead, source, made, monkeypatch, capsys):
    known = {"double": answers("double", SQUARE), "more": answers("more", *NO_DICTIONARY)}
    data = made("data", DOUBLE + "\n\ndef cases(rng):\n    yield rng\n")
    lesson = type("Lesson", (), {"exercises": [made("double", source), made("more", MORE), data]})
    monkeypatch.setattr(mutants, "known", lambda lesson, exercise: known[exercise])
    monkeypatch.setattr(mutants, "lessons", lambda: {"97_made_up": lesson})
    assert mutants.main([]) == dead
    assert f"{dead} dead, 1 that keep" in capsys.readouterr().out


def test_an_unknown_lesson_is_refused(capsys):
    with pytest.raises(SystemExit):
        mutants.main(["--lesson", "77"])
    assert "no such lesson" in capsys.readouterr().err
