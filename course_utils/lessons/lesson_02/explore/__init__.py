"""The explorers of the lesson."""

from course_utils.lessons.lesson_02.explore._boundary import boundary
from course_utils.lessons.lesson_02.explore._neuron import neuron

__all__ = ["boundary", "neuron"]
