"""What a notebook's code says about its lesson, decided from the text of the code; none of it is run."""

import functools
import re
from collections.abc import Mapping, Sequence

THE_LESSON = "this is the lesson, not the exercise notebook; hand in exercises/{lesson}.ipynb"
OTHER_LESSON = "this is the exercise notebook of {other}, saved under the name of {lesson}; hand in the right one"

_NAMES = r"(?:[^\n#(]*|[ \t]*\([^)#]*)"  # of an import, in one line or in brackets
_CHECK = re.compile(
    rf"^[ \t]*(?:from[ \t]+course_utils\.lessons\.lesson_(\w+)[ \t]+import{_NAMES}\bcheck\b"
    r"|from[ \t]+course_utils\.checks[ \t]+import[ \t]+lesson_(\w+)[ \t]+as[ \t]+check\b)",
    re.MULTILINE,
)
_GUESS = re.compile(rf"^[ \t]*from[ \t]+course_utils[\w.]*[ \t]+import{_NAMES}\bguess\b", re.MULTILINE)


def lesson_of(code: str, lessons: Sequence[str]) -> str:
    """Return the lesson whose check the code imports, "" if it imports none or several."""
    numbers = {match[1] or match[2] for match in _CHECK.finditer(code)}
    found = [lesson for lesson in lessons if lesson.partition("_")[0] in numbers]
    return found[0] if len(found) == 1 else ""


def is_the_lesson(code: str) -> bool:
    """Return whether this is a notebook of the course that guesses and checks nothing."""
    return bool(_GUESS.search(code)) and not _CHECK.search(code)


def has_exercises(code: str, names: Sequence[str]) -> bool:
    """Return whether code checks or defines an exercise, of these names.

    A lesson may define functions of the same names, so definitions count only in a notebook that is not a lesson.
    """
    checks, bindings = _forms(tuple(names))
    return bool(checks.search(code)) or (not is_the_lesson(code) and bool(bindings.search(code)))


@functools.lru_cache(maxsize=64)
def _forms(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    any_of = "|".join(map(re.escape, names)) or "(?!)"
    bound = rf"^[ \t]*(?:(?:async[ \t]+)?def|class)[ \t]+(?:{any_of})\b"
    assigned = rf"^(?:[^\n=#(]*[\s,(])?(?:{any_of})\b[^\n=#(]*(?<![=!<>])=(?!=)"
    imported = rf"^[ \t]*(?:from|import)\b[^\n#]*\b(?:{any_of})\b"
    return re.compile(rf"\bcheck\.(?:{any_of})\b"), re.compile(f"{bound}|{assigned}|{imported}", re.MULTILINE)


def wrong_notebook(code: str, lesson: str, exercises: Mapping[str, Sequence[str]]) -> str:
    """Return what is wrong with a notebook that has none of a lesson's exercises, "" when that cannot be said."""
    other = lesson_of(code, [*exercises])
    if other and other != lesson:
        return OTHER_LESSON.format(other=other, lesson=lesson)
    return THE_LESSON.format(lesson=lesson) if is_the_lesson(code) else ""
