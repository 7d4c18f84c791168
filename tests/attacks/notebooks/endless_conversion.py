# A value that never becomes a number.
# %%
class Endless:
    def __array__(self, dtype=None, copy=None):
        while True:
            pass


def neuron(x, w, b):
    return Endless()
