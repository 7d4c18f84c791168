"""Lesson 08: the best epoch, curves to read, a rule that reads them, one memorized batch, patients."""

from course_utils.checks.lesson import Lesson

check = Lesson("08_diagnosing_overfitting")
