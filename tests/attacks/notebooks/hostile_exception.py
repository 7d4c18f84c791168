# An exception whose text never ends, or is no text.
# %%
class Loud(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


def neuron(x, w, b):
    raise Loud


def row_means(x):
    raise type("X" * 10**6, (Exception,), {"__str__": lambda self: "y" * 10**8})
