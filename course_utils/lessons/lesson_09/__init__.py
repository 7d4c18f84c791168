"""Lesson 09: folders and tables with dirt in them, a project on unforeseen digits, odd ones, a card."""

from course_utils.checks.lesson import Lesson

check = Lesson("09_your_own_data")
