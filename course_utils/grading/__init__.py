"""Grading of learners' notebooks: each runs in a sandbox and is judged by the checks of its exercises."""
