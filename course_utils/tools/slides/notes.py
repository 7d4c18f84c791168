"""The speaker's notes: minutes, questions, and what to say after a poll."""

from course_utils.lessons.teaching import Poll, Teaching
from course_utils.tools.slides.sections import Section, SlidesError

_LETTERS = "ABCDEFGHIJ"


def add_notes(sections: list[Section], teaching: Teaching | None, results: dict[str, str]) -> None:
    """Add notes to the sections of a lesson.

    Parameters
    ----------
    sections : list of Section
        Changed in place.
    teaching : Teaching or None
        None for a lesson without such a file: then only the guesses get notes.
    results : dict of str to str
        From the text of a question to the option that the saved run chose.

    Raises
    ------
    SlidesError
        When the plan is that of a different edition of the lesson.
    """
    polls = {poll.key: poll for poll in teaching.polls} if teaching else {}
    for section in sections:
        if section.asked:
            right = results[section.asked.text]
            section.notes.append("Let everybody choose an option before you go on.")
            if teaching and section.asked.key not in polls:
                raise SlidesError(f"teaching.toml has no poll {section.asked.key!r}, and the lesson asks it")
            section.notes += _poll(polls[section.asked.key], right) if teaching else [f"The run says: {right}"]
    if not teaching:
        return
    sections[0].notes += [
        f"Goal: {teaching.goal}",
        f"The one thing to remember: {teaching.remember}",
        f"First five minutes: {teaching.first_five}",
    ]
    ends = {part.section: end for _, end, part in teaching.clock()}
    for section in sections:
        section.until = ends.get(section.heading)
    first = {section.heading: section for section in reversed(sections) if section.first}
    if unknown := sorted(set(ends) - set(first)):
        raise SlidesError(f"the plan in teaching.toml has the section {unknown[0]!r}, and the lesson doesn't")
    for begin, end, part in teaching.clock():
        notes = [f"Minutes {begin} to {end} of {teaching.total} ({teaching.minutes})."]
        first[part.section].notes += [*notes, f"Ask: {part.ask}"] if part.ask else notes
    if "Exercises" in first:
        first["Exercises"].notes.append(f"Last five minutes: {teaching.last_five}")


def _poll(poll: Poll, right: str) -> list[str]:
    """Return what to expect and what to say, an entry for each option."""
    notes = []
    for letter, option in zip(_LETTERS, poll.options, strict=False):
        outcome = "correct" if option.text == right else "wrong"
        notes.append(f"{letter} ({outcome}, about {option.percent}% expected): {option.say}")
    return notes
