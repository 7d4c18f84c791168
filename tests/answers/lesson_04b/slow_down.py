# %% right: the attribute
def slow_down(model, learning_rate):
    model.optimizer.learning_rate = learning_rate


# %% right: the variable assigned
def slow_down(model, learning_rate):
    model.optimizer.learning_rate.assign(learning_rate)


# %% right: a new optimizer that is given the memory of the old one
import keras


def slow_down(model, learning_rate):
    old = model.optimizer
    new = keras.optimizers.Adam(learning_rate)
    new.build(model.trainable_variables)
    for ours, theirs in zip(new.variables, old.variables):
        if theirs is not old.learning_rate:
            ours.assign(theirs)
    model.compile(new, "mse")
    model.optimizer.learning_rate = learning_rate


# %% right: compiled again with the same optimizer
def slow_down(model, learning_rate):
    model.optimizer.learning_rate = learning_rate
    model.compile(model.optimizer, "mse")


# %% wrong: the count of updates begins anew | the size of the steps before and after your change
def slow_down(model, learning_rate):
    model.optimizer.learning_rate = learning_rate
    model.optimizer.iterations.assign(0)


# %% right: returns the model as well
def slow_down(model, learning_rate):
    model.optimizer.learning_rate = float(learning_rate)
    return model


# %% wrong O19: an attribute of another name | The rate is still the old one
def slow_down(model, learning_rate):
    model.optimizer.lr = learning_rate


# %% wrong: compiled again | The rate is right, but the memory is gone
import keras


def slow_down(model, learning_rate):
    model.compile(keras.optimizers.Adam(learning_rate), loss="mse")


# %% wrong: another optimizer put in | The rate is right, but the memory is gone
import keras


def slow_down(model, learning_rate):
    model.optimizer = keras.optimizers.Adam(learning_rate)


# %% wrong: made anew from the settings | The rate is right, but the memory is gone
def slow_down(model, learning_rate):
    settings = model.optimizer.get_config()
    settings["learning_rate"] = learning_rate
    model.compile(type(model.optimizer).from_config(settings), "mse")


# %% wrong: compiled with the name | A new optimizer with its default rate
def slow_down(model, learning_rate):
    model.compile("adam", "mse")
    model.optimizer.lr = learning_rate


# %% wrong: multiplied | The rate was multiplied
def slow_down(model, learning_rate):
    model.optimizer.learning_rate = model.optimizer.learning_rate * learning_rate


# %% wrong O18: lr | Keras's name for it is learning_rate
import keras


def slow_down(model, learning_rate):
    model.compile(keras.optimizers.Adam(lr=learning_rate), "mse")


# %% wrong O17: the optimizer of another model | An optimizer belongs to the weights that it was made for
import keras


def slow_down(model, learning_rate):
    optimizer = model.optimizer
    optimizer.learning_rate = learning_rate
    twin = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, kernel_initializer="zeros", name="out")], name="twin")
    twin.compile(optimizer, "mse")
    optimizer.apply([keras.ops.zeros(v.shape) for v in twin.trainable_variables], twin.trainable_variables)


# %% wrong: another method | the size of the steps before and after your change
import keras


def slow_down(model, learning_rate):
    model.compile(keras.optimizers.SGD(learning_rate), "mse")


# %% wrong: a copy is slowed down | The rate is still the old one
import keras


def slow_down(model, learning_rate):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.compile(keras.optimizers.Adam(learning_rate), "mse")
    return copy
