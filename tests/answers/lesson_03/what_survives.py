# %% right: a dictionary
what_survives = {
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "neither",
}


# %% right: another order, and a remark
what_survives = dict.fromkeys(["add a layer", "save and load", "change the rate", "fit again"], "both")
what_survives |= {"compile again": "weights", "set_weights": "weights", "make it anew": "neither", "source": "tried"}


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
what_survives["make it anew"] = left(anew)


# %% wrong C12: compile builds the network anew | `compile` builds no layers
what_survives = {
    "fit again": "both",
    "compile again": "neither",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "neither",
}


# %% wrong: compile keeps everything | a new one remembers nothing
what_survives = {
    "fit again": "both",
    "compile again": "both",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "neither",
}


# %% wrong: fit starts from the beginning | Something is left
what_survives = {
    "fit again": "neither",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "neither",
}


# %% wrong: fit forgets the gradients | what should have made it forget
what_survives = {
    "fit again": "weights",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "neither",
}


# %% wrong: another rate, another optimizer | The rate is one number of the same optimizer
what_survives = {
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "weights",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "neither",
}


# %% wrong: a file of weights | made so that training can go on
what_survives = {
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "weights",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "neither",
}


# %% wrong: set_weights hands on all | is not among them
what_survives = {
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "both",
    "add a layer": "both",
    "make it anew": "neither",
}


# %% wrong: add compiles again | Keras even goes on training the old network
what_survives = {
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "weights",
    "make it anew": "neither",
}


# %% wrong: the same code, the same weights | What did the old model hand on
what_survives = {
    "fit again": "both",
    "compile again": "weights",
    "change the rate": "both",
    "save and load": "both",
    "set_weights": "weights",
    "add a layer": "both",
    "make it anew": "weights",
}


# %% wrong: memory alone | gradients of these very weights
what_survives = dict.fromkeys(
    ["fit again", "compile again", "change the rate", "save and load", "set_weights", "add a layer", "make it anew"],
    "memory",
)


# %% wrong: nothing anywhere | Something is left
what_survives = dict.fromkeys(
    ["fit again", "compile again", "change the rate", "save and load", "set_weights", "add a layer", "make it anew"],
    "neither",
)


# %% wrong: yes and no | one of the four words
what_survives = dict.fromkeys(
    ["fit again", "compile again", "change the rate", "save and load", "set_weights", "add a layer", "make it anew"], True
)


# %% wrong: one missing | these seven keys
what_survives = {"fit again": "both", "compile again": "weights"}


# %% wrong: a list | these seven keys
what_survives = ["both", "weights", "both", "both", "weights", "both", "neither"]
