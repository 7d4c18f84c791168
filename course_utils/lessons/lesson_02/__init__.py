"""Lesson 02: activations, layers as matrix products, parameters, symmetry, building two networks."""

from course_utils.checks.lesson import Lesson

check = Lesson("02_sequential_mlp")
