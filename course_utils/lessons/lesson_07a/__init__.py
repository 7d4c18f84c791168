"""Lesson 07a: windows and baselines of a series, and the recurrent networks that forecast it."""

from course_utils.checks.lesson import Lesson

check = Lesson("07a_time_series")
