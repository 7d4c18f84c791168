"""Lesson 08b: one memorized batch, a constant answer, and six broken programs."""

from course_utils.checks.lesson import Lesson

check = Lesson("08b_the_clinic")
