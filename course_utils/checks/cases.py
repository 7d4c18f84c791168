"""Exercises as data: a reference, known mistakes, and the cases that an answer is tried on."""

import copy
import functools
import warnings
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

import numpy as np

from course_utils.checks import expect
from course_utils.checks.answer import Answer, LearnerError
from course_utils.checks.learner_side import calls
from course_utils.checks.learner_side.preserve_state import undisturbed


class Case:
    """The arguments of one call, and how feedback describes them.

    Parameters
    ----------
    what : str
        A template: ``{z}`` is the argument z as a learner would write it, ``{z.shape}`` its shape. The name of a part
        comes after it, or where ``{part}`` is.
    look : str
        Where to look when the answer fails here and no mistake is recognized; the exercise's own `look` by default.
    fields : dict, optional
        What the templates may name besides the arguments.
    may_raise : bool
        Whether an answer may raise an error here, as TensorFlow's functions do for arrays of whole numbers.
    share : float
        The part of the points that an answer keeps if it fails here.
    by_name : dict, optional
        What is given by name, after the arguments.
    **arguments
        Plain data, in the order of the learner's parameters.
    """

    def __init__(
        self,
        what: str,
        /,
        *,
        look: str = "",
        fields: Mapping[str, Any] | None = None,
        may_raise: bool = False,
        share: float = 0.0,
        by_name: Mapping[str, Any] | None = None,
        **arguments: Any,
    ):
        self.what, self.look, self.may_raise, self.share = what, look, may_raise, share
        self.arguments, self.by_name = arguments, dict(by_name or {})
        fields = {**arguments, **self.by_name, **(fields or {})}
        self._fields = {name: _Shown(value) for name, value in fields.items()}

    def fill(self, template: str, **more: str) -> str:
        """Return a template with the fields of this case, and `more`, filled in."""
        return template.format(**self._fields, **more)


class _Shown:
    """A value in a template: formatted as a learner would write it, with its own attributes."""

    def __init__(self, value: Any):
        self._value = value

    def __format__(self, spec: str) -> str:
        return format(self._value, spec) if spec or isinstance(self._value, str) else expect.short(self._value)

    def __repr__(self) -> str:
        return expect.short(self._value)

    def __getattr__(self, name: str) -> "_Shown":
        return _Shown(getattr(self._value, name))


def check(module: ModuleType, answer: Answer, rng: np.random.Generator) -> None:
    """Try an answer on each case of an exercise's module until one fails.

    Parameters
    ----------
    module : module
        Defines ``exercise``, ``reference``, ``cases(rng)`` and ``mistakes``: a mapping from a message to the function
        that makes this mistake, or to a tuple of such functions.
    answer : Answer
    rng : numpy.random.Generator

    Raises
    ------
    Incorrect
        With the message of the mistake that explains every reply, where there is one.
    NotAttempted, LearnerError
    """
    exercise = module.exercise
    replies: list[tuple[Case, list]] = []
    remaining = iter(module.cases(rng))
    for case in remaining:
        try:
            first, *again = [_ask(exercise, answer, case) for _ in range(2 if exercise.repeats else 1)]
        except LearnerError:
            if case.may_raise:
                continue
            raise
        replies.append((case, first))
        differs = any(not all(map(_alike, first, second)) for second in again)
        want = _value(exercise, module.reference, case)
        for got in (first, *again):
            part = _wrong_part(exercise, got, want)
            if part is None:
                continue
            name, look = [*_parts(exercise, case).items()][part]
            expect.close(
                got[part],
                want[part],
                tried=_tried(exercise, case, name),
                look=case.fill(look),
                atol=exercise.tolerance,
                rtol=exercise.relative,
                cause=case.fill(exercise.repeats if differs else _mistake(module, answer, replies, remaining, part)),
                share=case.share,
            )


def _wrong_part(exercise: Any, got: list, want: list) -> int | None:
    """Return the number of the first part that isn't what it should be, None where all are."""
    pairs = [*enumerate(zip(got, want, strict=True))][:: -1 if exercise.backwards else 1]
    allowed = {"atol": exercise.tolerance, "rtol": exercise.relative}
    return next((number for number, pair in pairs if not expect.same(*pair, **allowed)), None)


def _alike(one: Any, other: Any) -> bool:
    """Return whether two replies are the same numbers, or else look the same."""
    return expect.same(one, other) or expect.short(one) == expect.short(other)


def _parts(exercise: Any, case: Case) -> Mapping[str, str]:
    """Return the name of each part of a reply, with where to look; a reply that is not cut into parts has no name."""
    return exercise.parts or {"": case.look or exercise.look}


def _tried(exercise: Any, case: Case, part: str = "") -> str:
    """Return what feedback says of a case, or of one part of what was returned for it."""
    before = exercise.shown_as and f"{exercise.shown_as}: "
    after = f": {part}" if part and "{part}" not in case.what else ""
    return f"{before}{case.fill(case.what, part=part or ' and '.join(exercise.parts))}{after}"


def _ask(exercise: Any, answer: Answer, case: Case) -> list:
    """Return the parts of what the answer gives, and see to it that its arguments are left as they were."""
    arguments = [*case.arguments.values()]
    if not exercise.keeps:
        got = answer.via(exercise.via, *arguments, **case.by_name)
    else:
        call = exercise.via if calls.gives_more(exercise.via) else calls.call_and_arguments
        got, after, *_ = answer.via(call, *arguments, **case.by_name)
        for before, now in zip(arguments, after, strict=True):
            expect.unchanged(before, now, tried=_tried(exercise, case), look=exercise.keeps)
    if not exercise.parts:
        return [got]
    look = {"look": exercise.look} if exercise.look else {}
    return expect.parts(got, exercise.parts, tried=_tried(exercise, case), **look)


def _value(exercise: Any, function: Callable, case: Case) -> list:
    """Return the parts of what one of the course's own functions gives for a case."""
    arguments = copy.deepcopy([*case.arguments.values()])
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if exercise.via is calls.with_model:
            network, variables = _network(case)
            for variable, value in zip(network.variables, variables, strict=True):
                variable.assign(value)  # the last function may have changed it, or dropped units at random
            with undisturbed(0):
                value = function(network, *arguments[1:])
        else:
            value = exercise.via(function, *arguments, **case.by_name)
    if exercise.keeps and calls.gives_more(exercise.via):
        value = value[0]
    return [*value] if exercise.parts else [value]


@functools.lru_cache(maxsize=8)
def _network(case: Case) -> tuple[Any, list[np.ndarray]]:
    """Return the network of a case and its variables: building it takes longer than what the mistakes do with it."""
    import keras  # noqa: F401 - only what is loaded is seeded

    with undisturbed(0):
        network = calls.rebuild_compiled(next(iter(case.arguments.values())))
    return network, [variable.numpy() for variable in network.variables]


def _mistake(
    module: ModuleType, answer: Answer, replies: list[tuple[Case, list]], remaining: Iterator[Case], part: int
) -> str:
    """Return the message of the mistake that explains this part of every reply, "" where none does.

    The last reply is the one that failed. Within a wide tolerance several mistakes may fit: one that fits exactly comes
    first. Where several messages are left, the other parts of this reply and then the remaining cases decide.
    """
    exercise = module.exercise
    known = [
        (message, function)
        for message, functions in module.mistakes.items()
        for function in (functions if isinstance(functions, tuple) else (functions,))
    ]

    @functools.cache
    def gives(function: Callable, case: Case) -> Any:
        try:
            return _value(exercise, function, case)
        except Exception:  # this mistake raises here, so it cannot have given what came back
            return [None] * len(failed[1])

    wide = {"atol": exercise.tolerance, "rtol": exercise.relative}
    exact = {"atol": min(wide["atol"], expect.ATOL), "rtol": min(wide["rtol"], expect.RTOL)}

    def explains(
        function: Callable, reply: tuple[Case, list], allowed: Mapping[str, float] = wide, place: int = part
    ) -> bool:
        case, got = reply
        return expect.same(got[place], gives(function, case)[place], **allowed)

    *passed, failed = replies
    explaining: list[tuple[str, Callable]] = []
    for allowed in (exact, wide):
        fitting = [entry for entry in known if explains(entry[1], failed, allowed)]
        explaining = [entry for entry in fitting if all(explains(entry[1], reply) for reply in passed)]
        if explaining:
            break
    for place in range(len(failed[1])):
        explaining = [entry for entry in explaining if explains(entry[1], failed, place=place)] or explaining
    while len({message for message, _ in explaining}) > 1 and (case := next(remaining, None)):
        try:
            reply = case, _ask(exercise, answer, case)
        except (LearnerError, expect.Incorrect):  # it has been refused already, for what it gave before
            break
        explaining = [entry for entry in explaining if explains(entry[1], reply)] or explaining
    return explaining[0][0] if explaining else ""
