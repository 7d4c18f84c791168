"""What the learner moves: pictures that follow their controls, a file for each.

An explorer has three parts. A function computes: arrays in, numbers out. A function draws these numbers: a
`plots.Picture`. `widget.Explorer` shows it under controls, and asks for a new one whenever a control is moved.
"""

from course_utils.explore.pixels import explore_images
from course_utils.explore.race import explore_race

__all__ = [
    "explore_images",
    "explore_race",
]
