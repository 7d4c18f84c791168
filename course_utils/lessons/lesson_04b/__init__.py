"""Lesson 04b: optimizers that remember, schedules, and a fair comparison."""

from course_utils.checks.lesson import Lesson

check = Lesson("04b_optimizers")
