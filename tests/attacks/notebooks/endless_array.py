# A view that claims a terabyte.
# %%
import numpy as np


def neuron(x, w, b):
    return np.broadcast_to(np.float64(1), (10**6, 10**6))
