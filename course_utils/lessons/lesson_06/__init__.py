"""Lesson 06: convolution and pooling by hand, their sizes and parameters, two networks for images."""

from course_utils.checks.lesson import Lesson

check = Lesson("06_convolutional_networks")
