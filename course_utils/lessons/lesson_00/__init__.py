"""Lesson 00: a neuron, means along an axis, and reading a network's summary."""

from course_utils.checks.lesson import Lesson

check = Lesson("00_welcome", tensorflow=False)
