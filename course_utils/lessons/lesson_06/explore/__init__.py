"""The explorers of the lesson."""

from course_utils.lessons.lesson_06.explore._kernel import kernel
from course_utils.lessons.lesson_06.explore._maps import maps

__all__ = ["kernel", "maps"]
