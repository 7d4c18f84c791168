"""Lesson 06b: the parameters of a convolutional network, and two networks for images."""

from course_utils.checks.lesson import Lesson

check = Lesson("06b_convolutional_networks")
