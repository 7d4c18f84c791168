"""Lesson 06a: convolution and pooling by hand, and the sizes of their outputs."""

from course_utils.checks.lesson import Lesson

check = Lesson("06a_convolution")
