# A loop where an object is destroyed.
# %%
class Endless:
    def __del__(self):
        while True:
            pass


def neuron(x, w, b):
    return float(len([Endless()]))
