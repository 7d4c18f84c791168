"""Restarted models."""

import keras


def restart(model: keras.Model, seed: int) -> None:
    """Give a compiled model new random weights and an optimizer without memory, as if it had just been built.

    Building a network takes longer than a short training run, so a network can be built once and restarted before each
    run. Whatever the model draws at random, its dropout included, then depends on `seed` alone.

    Parameters
    ----------
    model : keras.Model
        Compiled. Its learning rate stays as it is.
    seed : int
        From 0 to 2**32 - 1.
    """
    keras.utils.set_random_seed(seed)
    fresh = keras.models.clone_model(model)
    for variable, fresh_variable in zip(model.variables, fresh.variables, strict=True):
        variable.assign(fresh_variable)
    learning_rate = float(model.optimizer.learning_rate)
    for variable in model.optimizer.variables:
        variable.assign(keras.ops.zeros_like(variable))
    model.optimizer.learning_rate = learning_rate  # one of the variables that were just set to zero
