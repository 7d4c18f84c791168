"""Lesson 01: scaling, labels, splits, a baseline, looking for bad data, finding a leak."""

from course_utils.checks.lesson import Lesson

check = Lesson("01_data_preparation", tensorflow=False)
