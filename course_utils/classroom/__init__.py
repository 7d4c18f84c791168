"""The live class: what learners call in a notebook, and `course serve` on the teacher's laptop."""

from course_utils.classroom.member import join, leave
from course_utils.classroom.talk import vote

__all__ = ["join", "leave", "vote"]
