"""Lesson 03b: losses, gradients and the training step."""

from course_utils.checks.lesson import Lesson

check = Lesson("03b_inside_training")
