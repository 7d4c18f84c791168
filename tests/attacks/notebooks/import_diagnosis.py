# Answer with the diagnosis that the course itself makes, which does nothing here.
# %%
from course_utils.diagnosis import diagnose

overfits = diagnose({"loss": [1.0, 0.5, 0.1], "val_loss": [1.0, 0.8, 2.0]}).name == "overfitting"
# %%
import numpy as np


def neuron(x, w, b):
    return max(0.0, float(np.dot(x, w) + b)) if overfits in (True, False) else None
