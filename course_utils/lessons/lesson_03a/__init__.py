"""Lesson 03a: training with `fit`, and what a score says."""

from course_utils.checks.lesson import Lesson

check = Lesson("03a_training_and_evaluation")
