"""Lesson 09: folders and tables with errors in them, a project on unforeseen digits, anomalies, a model card."""

from course_utils.checks.lesson import Lesson

check = Lesson("09_your_own_data")
