"""The live class: `join` and `leave` in a learner's notebook, `course serve` on the teacher's laptop."""

from course_utils.classroom.member import join, leave

__all__ = ["join", "leave"]
