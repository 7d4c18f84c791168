"""What do learning curves say: is the run healthy, or what is wrong, how sure is that, and what should be tried?"""

from course_utils.diagnosis.judge import Diagnosis, diagnose
from course_utils.diagnosis.model import NAMES

__all__ = ["NAMES", "Diagnosis", "diagnose"]
