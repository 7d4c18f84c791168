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


# %% right: setattr
def slow_down(model, learning_rate):
    setattr(model.optimizer, "learning_rate", learning_rate)


# %% right: Keras's assignment, a product with the quotient
def slow_down(model, *, learning_rate):
    rate = model.optimizer.learning_rate
    rate.assign(rate * (learning_rate / float(rate)))


# %% wrong: the count of updates begins anew | how long the steps are before and after your change
def slow_down(model, learning_rate):
    model.optimizer.learning_rate = learning_rate
    model.optimizer.iterations.assign(0)


# %% right: returns the model as well
def slow_down(model, learning_rate):
    model.optimizer.learning_rate = float(learning_rate)
    return model


# %% wrong O19: an attribute of another name | The learning rate of `model` hasn't changed
def slow_down(model, learning_rate):
    model.optimizer.lr = learning_rate


# %% wrong: compiled again | The learning rate is right, but the memory is gone
import keras


def slow_down(model, learning_rate):
    model.compile(keras.optimizers.Adam(learning_rate), loss="mse")


# %% wrong: another optimizer put in | The learning rate is right, but the memory is gone
import keras


def slow_down(model, learning_rate):
    model.optimizer = keras.optimizers.Adam(learning_rate)


# %% wrong: made anew from the settings | The learning rate is right, but the memory is gone
def slow_down(model, learning_rate):
    settings = model.optimizer.get_config()
    settings["learning_rate"] = learning_rate
    model.compile(type(model.optimizer).from_config(settings), "mse")


# %% wrong: compiled with the name | a new optimizer with the default learning rate
def slow_down(model, learning_rate):
    model.compile("adam", "mse")
    model.optimizer.lr = learning_rate


# %% wrong: multiplied | You multiplied the two learning rates
def slow_down(model, learning_rate):
    model.optimizer.learning_rate = model.optimizer.learning_rate * learning_rate


# %% wrong O18: lr | Keras calls this argument `learning_rate`
import keras


def slow_down(model, learning_rate):
    model.compile(keras.optimizers.Adam(lr=learning_rate), "mse")


# %% wrong O17: the optimizer of another model | An optimizer remembers something for each weight of its own model
import keras


def slow_down(model, learning_rate):
    optimizer = model.optimizer
    optimizer.learning_rate = learning_rate
    twin = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, kernel_initializer="zeros", name="out")], name="twin")
    twin.compile(optimizer, "mse")
    optimizer.apply([keras.ops.zeros(v.shape) for v in twin.trainable_variables], twin.trainable_variables)


# %% wrong: another method | how long the steps are before and after your change
import keras


def slow_down(model, learning_rate):
    model.compile(keras.optimizers.SGD(learning_rate), "mse")


# %% wrong: a copy is slowed down | The learning rate of `model` hasn't changed
import keras


def slow_down(model, learning_rate):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.compile(keras.optimizers.Adam(learning_rate), "mse")
    return copy


# %% wrong: the old name, through the backend | Keras 3 has no `set_value`. The optimizer has an attribute for its
import keras


def slow_down(model, learning_rate):
    keras.backend.set_value(model.optimizer.lr, learning_rate)


# %% wrong O30: set_value | Keras 3 has no `set_value`. The optimizer has an attribute for its
import keras


def slow_down(model, learning_rate):
    keras.backend.set_value(model.optimizer.learning_rate, learning_rate)


# %% wrong O31: assigned to the old name | The attribute of the optimizer is called `learning_rate`. You find
def slow_down(model, learning_rate):
    model.optimizer.lr.assign(learning_rate)


# %% wrong: a local name | The learning rate of `model` hasn't changed. Print
def slow_down(model, learning_rate):
    rate = model.optimizer.learning_rate
    rate = learning_rate


# %% wrong: on the model | The learning rate of `model` hasn't changed. Print
def slow_down(model, learning_rate):
    model.learning_rate = learning_rate
