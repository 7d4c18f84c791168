"""Lesson 07: windows and baselines of a series, the recurrence by hand, networks that read in order."""

from course_utils.checks.lesson import Lesson

check = Lesson("07_recurrent_networks")
