# All the ways to say that it is over.
# %%
import sys

sys.exit(0)
# %%
exit()
# %%
raise KeyboardInterrupt
# %%
def neuron(x, w, b):
    raise SystemExit(0)


def row_means(x):
    raise KeyboardInterrupt


def column_means(x):
    raise GeneratorExit
