"""Lesson 04: gradient descent, mini-batches, optimizers with a memory, learning rates and schedules."""

from course_utils.checks.lesson import Lesson

check = Lesson("04_optimizers")
