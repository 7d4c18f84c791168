"""Lesson 08a: the best epoch, curves to read, and a rule that reads them."""

from course_utils.checks.lesson import Lesson

check = Lesson("08a_reading_curves")
