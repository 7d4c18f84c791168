"""The mutation run finds the expectation that nobody needs, in a small lesson made for it."""

import pytest

from tests.answers import mutants
from tests.answers.known import Known

LESSON = '''
from course_utils.checks import expect

lesson = MadeUpLesson("97_made_up")


@lesson.exercise(points=1, hints=["Twice."])
def double(answer, rng):
    """Twice the number."""
    for x in (1.0, 3.0):
        _number(answer(x), x)
        expect.close(answer(x), 2 * x, tried=f"double({x})", look="twice")


def _number(got, x):
    expect.that(isinstance(got, float), tried=f"double({x})", got=got, look="a number")


@lesson.exercise(points=1, hints=["One more."])
def more(answer, rng):
    """The next number, from a dictionary."""
    got = answer(1)
    expect.that(isinstance(got, dict), tried="more(1)", got=got)
    expect.that(got["more"] == 2, tried="more(1)", got=got)


BELIEVED = {}
'''
SQUARE, TEXT = "def double(x):\n    return x * x\n", "def double(x):\n    print(x)\n    return '2' * int(x)\n"


def answers(exercise, *sources):
    return [
        Known("97_made_up", exercise, "right" in source, "", f"number {n}", "", source)
        for n, source in enumerate(sources)
    ]


def test_an_expectation_that_no_wrong_answer_misses_is_dead():
    close, number = mutants.judged(LESSON, answers("double", SQUARE, TEXT))[:2]
    assert number.code.startswith("expect.that(isinstance(got, float)")
    assert number.dead  # `close` refuses a text as well
    assert (close.dead, close.passes) == (False, "number 0")


def test_the_wrong_answer_that_misses_it_brings_it_back_to_life():
    whole = "def double(x):\n    return int(2 * x)\n"
    close, number = mutants.judged(LESSON, answers("double", SQUARE, whole))[:2]
    assert (number.passes, close.passes) == ("number 1", "number 0")


def test_a_guard_is_alive_when_the_check_breaks_without_it():
    wrong = answers("more", "def more(x):\n    return {'more': x}\n", "def more(x):\n    return x + 1\n")
    guard, value = mutants.judged(LESSON, wrong)[2:]
    assert (guard.passes, guard.breaks, guard.dead) == ("", "number 1", False)
    assert value.passes == "number 0"


def test_right_answers_prove_nothing():
    right = answers("double", "def double(x):  # right\n    return 2 * x\n")
    assert all(result.dead for result in mutants.judged(LESSON, right))


def test_only_what_a_check_uses_belongs_to_it():
    found = [(result.exercise, result.line) for result in mutants.judged(LESSON, [])]
    lines = [n for n, line in enumerate(LESSON.splitlines(), 1) if line.strip().startswith("expect.")]
    assert found == list(zip(["double", "double", "more", "more"], lines, strict=True))


def test_what_is_printed():
    text = mutants.table(mutants.judged(LESSON, answers("double", SQUARE)))
    assert "double             line 13   ok    passes: number 0" in text
    assert "double             line 17   DEAD  nobody misses expect.that(isinstance(got, float)" in text


@pytest.mark.parametrize(("source", "code"), [(LESSON, 1), (LESSON.replace("    _number(", "    ("), 0)])
def test_the_exit_code_tells(source, code, tmp_path, monkeypatch, capsys):
    (tmp_path / "lesson_97.py").write_text(source, encoding="utf-8")
    wrong = answers("double", SQUARE) + answers(
        "more", "def more(x):\n    return {'more': x}\n", "def more(x): return x"
    )
    monkeypatch.setattr(mutants.checks, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(mutants, "known", lambda lesson: wrong)
    monkeypatch.setattr(
        mutants.importlib,
        "import_module",
        lambda name: mutants.types.SimpleNamespace(lesson=mutants.types.SimpleNamespace(name="97_made_up")),
    )
    assert mutants.main([]) == code
    assert f"{code} dead, 1 that keep" in capsys.readouterr().out


def test_an_unknown_lesson_is_refused(capsys):
    with pytest.raises(SystemExit):
        mutants.main(["--lesson", "77"])
    assert "no such lesson" in capsys.readouterr().err
