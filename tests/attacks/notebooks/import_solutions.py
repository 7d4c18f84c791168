# Asks Python's import system for the checks and their reference answers.
# %%
import importlib
import sys

for name in [name for name in sys.modules if "lesson_" in name]:
    del sys.modules[name]
module = importlib.import_module("course_utils.lessons.lesson_00.exercises.neuron")
neuron = row_means = column_means = module.check
# %%
from course_utils.checks.lesson import solutions

for source in solutions("00_welcome").values():
    exec(source)
