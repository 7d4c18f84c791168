"""Lesson 07b: texts as numbers, and the recurrent networks that classify them."""

from course_utils.checks.lesson import Lesson

check = Lesson("07b_text")
