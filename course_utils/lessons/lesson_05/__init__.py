"""Lesson 05: penalties, dropout, early stopping, data augmentation, and a fair comparison of them."""

from course_utils.checks.lesson import Lesson

check = Lesson("05_regularization")
