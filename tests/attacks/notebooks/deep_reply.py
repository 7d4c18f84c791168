# Lists within lists within lists.
# %%
def neuron(x, w, b):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep
