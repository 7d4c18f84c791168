"""What the learner moves: pictures that follow their controls, a file for each.

An explorer has three parts. A function computes: arrays in, numbers out. A function draws these numbers: a
`plots.Picture`. `widget.Explorer` shows it under controls, and asks for a new one whenever a control is moved.
"""

from course_utils.lessons.lesson_02.explore._boundary import explore_boundary
from course_utils.lessons.lesson_08.explore import explore_clinic
from course_utils.lessons.lesson_06.explore._kernel import explore_kernel
from course_utils.lessons.lesson_06.explore._maps import explore_maps
from course_utils.lessons.lesson_02.explore._neuron import explore_neuron
from course_utils.lessons.lesson_01.explore import explore_images
from course_utils.lessons.lesson_04.explore import explore_race
from course_utils.lessons.lesson_05.explore import explore_strength
from course_utils.lessons.lesson_07.explore import explore_windows

__all__ = [
    "explore_boundary",
    "explore_clinic",
    "explore_images",
    "explore_kernel",
    "explore_maps",
    "explore_neuron",
    "explore_race",
    "explore_strength",
    "explore_windows",
]
