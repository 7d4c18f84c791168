"""Diagnosis of learning curves: what is wrong with a run, how sure that is, and what to try."""

from course_utils.diagnosis.judge import Diagnosis, diagnose
from course_utils.diagnosis.model import NAMES

__all__ = ["NAMES", "Diagnosis", "diagnose"]
