"""Lesson 04a: gradient descent, learning rates and mini-batches."""

from course_utils.checks.lesson import Lesson

check = Lesson("04a_gradient_descent")
