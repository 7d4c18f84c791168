# Runs through the end of the stack.
# %%
import sys

sys.setrecursionlimit(10**9)


def neuron(x, w, b):
    return neuron(x, w, b)


neuron(1, 2, 3)
