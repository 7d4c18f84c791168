# Answer with the diagnosis that the course itself makes, which is not there.
# %%
from course_utils.diagnosis import diagnose
import numpy as np


def neuron(x, w, b):
    return max(0.0, float(np.dot(x, w) + b))
