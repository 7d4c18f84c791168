"""The live class: what learners call in a notebook, and `course serve` on the teacher's laptop."""

from course_utils.classroom.hand_in import submit
from course_utils.classroom.member import join, leave
from course_utils.classroom.talk import help_me, vote

__all__ = ["help_me", "join", "leave", "submit", "vote"]
