# Each later cell is rewritten before it runs.
# %%
get_ipython().input_transformers_cleanup.append(lambda lines: ["def neuron(x, w, b): return True\n"])
# %%
def neuron(x, w, b):
    return 0.0
