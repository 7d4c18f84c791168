"""Lesson 05: penalties, dropout, the loss without penalties, early stopping, augmentation, closing the gap."""

from course_utils.checks.lesson import Lesson

check = Lesson("05_regularization")
