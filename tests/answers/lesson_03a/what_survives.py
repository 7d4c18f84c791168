# %% right: a dictionary
what_survives = {
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "build it again": "neither",
}


# %% right: another order, and a remark
what_survives = dict.fromkeys(["add a layer", "save and load", "change the rate", "fit again"], "both")
what_survives |= {"compile again": "weights", "set_weights": "weights", "build it again": "neither", "source": "tried"}


# %% right: tried with Keras
import keras
import numpy as np


def make():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3), keras.layers.Dense(1)])
    model.compile("adam", "mse")
    return model


x, target = np.ones((8, 2), "float32"), np.ones((8, 1), "float32")
compiled_again, anew, copied = make(), make(), make()
compiled_again.fit(x, target, verbose=0)
kept = compiled_again.get_weights()
copied.set_weights(kept)
compiled_again.compile("adam", "mse")


def left(model):
    weights = all(np.array_equal(a, b) for a, b in zip(kept, model.get_weights()))
    memory = int(model.optimizer.iterations) > 0
    return {(True, True): "both", (True, False): "weights", (False, False): "neither"}[weights, memory]


what_survives = {"fit again": "both", "change the rate": "both", "save and load": "both", "add a layer": "both"}
what_survives["compile again"] = left(compiled_again)
what_survives["set_weights"] = left(copied)
what_survives["build it again"] = left(anew)


# %% right: grouped by what remains
groups = {
    "both": ["fit again", "change the rate", "save and load", "add a layer"],
    "weights": ["compile again", "set_weights"],
    "neither": ["build it again"],
}
what_survives = {action: remains for remains, actions in groups.items() for action in actions}


# %% wrong C12: compile builds the network anew | `compile` doesn't build layers
#-    "compile again": "weights",
#+    "compile again": "neither",


# %% wrong: compile keeps everything | `compile` takes a new optimizer, which remembers nothing
#-    "compile again": "weights",
#+    "compile again": "both",


# %% wrong: fit starts from the beginning | Something does remain
#-    "fit again": "both",
#+    "fit again": "neither",


# %% wrong: fit forgets the gradients | The optimizer is the same object as before, so it hasn't forgotten any
#-    "fit again": "both",
#+    "fit again": "weights",


# %% wrong: another rate, another optimizer | The learning rate is one number of the same optimizer, and this line o
#-    "change the rate": "both",
#+    "change the rate": "weights",


# %% wrong: a file of weights | A .keras file contains more than the weights, so that you can continue
#-    "save and load": "both",
#+    "save and load": "weights",


# %% wrong: set_weights hands on all | `get_weights` returns the weights of the layers only
#-    "set_weights": "weights",
#+    "set_weights": "both",


# %% wrong: add compiles again | Adding a layer doesn't compile the model again, so the optimizer is st
#-    "add a layer": "both",
#+    "add a layer": "weights",


# %% wrong: the same code, the same weights | New layers get new random weights, and nothing is copied from the old
#-    "build it again": "neither",
#+    "build it again": "weights",


# %% wrong: memory alone | None of these actions keeps the memory
what_survives = dict.fromkeys(
    ["fit again", "compile again", "change the rate", "save and load", "set_weights", "add a layer", "build it again"],
    "memory",
)


# %% wrong: nothing anywhere | Something does remain
what_survives = dict.fromkeys(
    ["fit again", "compile again", "change the rate", "save and load", "set_weights", "add a layer", "build it again"],
    "neither",
)


# %% wrong: yes and no | one of the four words
what_survives = dict.fromkeys(
    ["fit again", "compile again", "change the rate", "save and load", "set_weights", "add a layer", "build it again"], True
)


# %% wrong: one missing | these seven keys
what_survives = {"fit again": "both", "compile again": "weights"}


# %% wrong: a list | these seven keys
what_survives = ["both", "weights", "both", "both", "weights", "both", "neither"]
