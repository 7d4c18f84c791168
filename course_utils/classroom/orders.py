"""What the teacher's page can ask the server to do."""

from typing import Annotated

from msgspec import Meta, Struct

from course_utils.classroom import wire
from course_utils.classroom.lesson_clock import Route

Name = Annotated[str, Meta(max_length=10_000)]


class Rename(Struct, tag="rename"):
    """Call a learner by another name."""

    person: int
    name: Name


class Merge(Struct, tag="merge"):
    """Show a learner's results under another learner."""

    person: int
    into: int


class Remove(Struct, tag="remove"):
    """Delete a learner and all that was kept about this learner."""

    person: int


class Hide(Struct, tag="hide"):
    """Leave a learner out of all counts, or count this learner again."""

    person: int
    hidden: bool


class Lock(Struct, tag="lock"):
    """Let nobody else join, or open the door again."""

    locked: bool


class NewCode(Struct, tag="new_code"):
    """Replace the join code."""


class Choose(Struct, tag="choose"):
    """Show a lesson to everybody; None shows the one that is worked on."""

    lesson: str | None


class Ask(Struct, tag="ask"):
    """Open a poll: a question of a lesson by its key, or one that the teacher has typed, with its options."""

    rounds: Annotated[int, Meta(ge=1, le=2)]
    lesson: Name = ""
    question: Name = ""
    text: Name = ""
    options: Annotated[list[Name], Meta(max_length=100)] = []


class Step(Struct, tag="step"):
    """Go on with a poll, from the step that the teacher's page shows to another one."""

    poll: int
    seen: Name
    to: Name


class Attend(Struct, tag="attend"):
    """Take, answer or close a learner's request for help, or give it back to the queue."""

    help: int
    state: Name
    answer: Annotated[str, Meta(max_length=wire.LONGEST_TEXT)] = ""


class Due(Struct, tag="due"):
    """Say when the hand-ins of a lesson are due, in seconds since 1970; None for never."""

    lesson: Name
    due: float | None


class Say(Struct, tag="say"):
    """Send a message to everybody, with a snippet of code or without."""

    text: Annotated[str, Meta(max_length=wire.LONGEST_TEXT)]
    code: Annotated[str, Meta(max_length=wire.LONGEST_CODE)] = ""


class StartClock(Struct, tag="start_clock"):
    """Start the clock of a lesson, for a class of 45 or 30 minutes, or 0 for the whole plan."""

    lesson: Name
    route: Route = 0


class PauseClock(Struct, tag="pause_clock"):
    """Have the clock stand still, or go on."""

    paused: bool


class ShiftClock(Struct, tag="shift_clock"):
    """Set the clock ahead by some minutes, or back."""

    minutes: Annotated[int, Meta(ge=-600, le=600)]


class GoToPart(Struct, tag="go_to_part"):
    """Set the clock to the beginning of a part of the plan, counted from 0."""

    part: Annotated[int, Meta(ge=0, le=1000)]


class StopClock(Struct, tag="stop_clock"):
    """Remove the clock."""


Clocking = StartClock | PauseClock | ShiftClock | GoToPart | StopClock
Order = Clocking | Rename | Merge | Remove | Hide | Lock | NewCode | Choose | Ask | Step | Attend | Say | Due
