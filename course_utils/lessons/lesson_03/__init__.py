"""Lesson 03: losses, gradients, one training step, what to compile, training, and what a score says."""

from course_utils.checks.lesson import Lesson

check = Lesson("03_training_and_evaluation")
