"""The data form: parts of a reply, repeated calls, arguments by name, and which mistake is named."""

from types import SimpleNamespace

import pytest

from course_utils.checks.answer import here
from course_utils.checks.cases import Case
from course_utils.checks.exercise import Exercise, judge

PARTS = {"quotient": "divide", "remainder": "what is left"}


def reference(a, b):
    return a // b, a % b


MISTAKES = {
    "You swapped the two numbers.": lambda a, b: (b // a, b % a),
    "Both are one too large.": lambda a, b: (a // b + 1, a % b + 1),
    "Only the remainder is one too large.": lambda a, b: (a // b, a % b + 1),
    "You always returned 3.": lambda a, b: (3, 3),
}


def made(cases, mistakes=MISTAKES, reference=reference, **settings):
    """Return an exercise in the data form, as a lesson would have it."""
    module = SimpleNamespace(
        __name__="divide", __doc__="Divide.", reference=reference, mistakes=mistakes, cases=lambda rng: iter(cases)
    )
    module.exercise = Exercise(points=2, hints=["none"], **settings).belong("99_made_up", module)
    return module.exercise


def result(exercise, function):
    return judge(exercise, here("divide", function), 0)


@pytest.mark.parametrize(
    ("what", "tried"), [("{a} by {b}", "17 by 5: remainder"), ("{part} of {a} by {b}", "remainder of 17 by 5")]
)
def test_the_part_that_is_wrong_is_named(what, tried):
    got = result(made([Case(what, a=17, b=5)], parts=PARTS), lambda a, b: (a // b, 9))
    assert (got.tried, got.got, got.expected, got.look) == (tried, "9", "2", "what is left")


def test_all_parts_are_named_where_there_are_too_few():
    got = result(made([Case("{part} of {a} by {b}", a=17, b=5)], parts=PARTS), lambda a, b: (a // b,))
    assert (got.tried, got.expected) == ("quotient and remainder of 17 by 5", "2 values: quotient, remainder")


@pytest.mark.parametrize(("backwards", "look"), [(False, "divide"), (True, "what is left")])
def test_the_last_part_can_be_compared_first(backwards, look):
    exercise = made([Case("{a} by {b}", a=17, b=5)], parts=PARTS, backwards=backwards)
    assert result(exercise, lambda a, b: (7, 7)).look == look


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (lambda a, b: (a // b, a % b + 1), "Only the remainder is one too large."),
        (lambda a, b: (a // b, 3), "Only the remainder is one too large."),  # as far as these two numbers say
        (lambda a, b: (a // b + 1, 9), "Both are one too large."),
        (lambda a, b: (0, 9), "You swapped the two numbers."),
    ],
)
def test_a_mistake_is_named_by_the_part_that_is_wrong_and_then_by_the_others(answer, cause):
    assert result(made([Case("{a} by {b}", a=17, b=5)], parts=PARTS), answer).cause == cause


def test_the_remaining_cases_decide_between_mistakes_that_give_the_same():
    cases = [Case("{a} by {b}", a=17, b=5), Case("{a} by {b}", a=15, b=4), Case("{a} by {b}", a=19, b=5)]
    mistakes = {"The remainder is always 3.": lambda a, b: (a // b, 3)} | MISTAKES
    for message in ("The remainder is always 3.", "Only the remainder is one too large."):
        assert result(made(cases, mistakes, parts=PARTS), mistakes[message]).cause == message


def test_what_changes_from_call_to_call_is_told():
    calls = []

    def counts(a, b):
        calls.append(a)
        return a // b if len(calls) == 1 else 0

    mistakes = {"You returned 0.": lambda a, b: 0}
    cases = [Case("{a} by {b}", a=17, b=5)]
    quotient = {"mistakes": mistakes, "reference": lambda a, b: a // b}
    got = result(made(cases, repeats="It remembers.", **quotient), counts)
    assert (got.status, got.got, got.cause) == ("not_yet", "0", "It remembers.")
    assert result(made(cases, repeats="It remembers.", **quotient), lambda a, b: 0).cause == "You returned 0."
    calls.clear()
    assert result(made(cases, **quotient), counts).passed


def test_arguments_by_name_and_a_share_of_the_points():
    cases = [Case("{a} by {b}", a=17, b=5), Case("{a} by {b}, up={up}", share=0.5, by_name={"up": True}, a=17, b=5)]

    def up_or_down(a, b, *, up=False):
        return -(-a // b) if up else a // b

    exercise = made(cases, {"You never round up.": lambda a, b, up=False: a // b}, up_or_down)
    assert result(exercise, up_or_down).passed
    got = result(exercise, lambda a, b, up=False: a // b)
    assert (got.tried, got.cause, got.points) == ("17 by 5, up=True", "You never round up.", 1.0)
    assert result(exercise, lambda a, b, up=False: 0).points == 0


@pytest.mark.parametrize(("wrong", "passes"), [(1e-4, True), (1e-2, False)])
def test_a_relative_tolerance(wrong, passes):
    exercise = made([Case("{a} by {b}", a=1700, b=17)], {}, lambda a, b: a / b, relative=1e-3)
    assert result(exercise, lambda a, b: a / b * (1 + wrong)).passed == passes
