"""Grading: a learner's notebook is run where it can harm nobody, and judged by the checks that the learner knows."""
