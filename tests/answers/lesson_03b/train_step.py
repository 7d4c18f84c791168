# %% right: tape and optimizer.apply
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(gradients, model.trainable_variables)
    return loss


# %% right: apply_gradients with pairs, a Python number
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    variables = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return float(loss)


# %% right: compile and train_on_batch
def train_step(model, optimizer, loss_fn, x, y):
    model.compile(optimizer=optimizer, loss=loss_fn)
    return model.train_on_batch(x, y)


# %% right: the update written out
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape(persistent=True) as tape:
        loss = loss_fn(y, model(x))
    gradients = [tape.gradient(loss, v) for v in model.trainable_variables]
    for variable, gradient in zip(model.trainable_variables, gradients):
        variable.assign_sub(optimizer.learning_rate * gradient)
    return loss.numpy()


# %% right: one epoch of fit with one batch
def train_step(model, optimizer, loss_fn, x, y):
    model.compile(optimizer, loss_fn)
    history = model.fit(x, y, batch_size=len(x), epochs=1, shuffle=False, verbose=0)
    return history.history["loss"][0]


# %% right: a compiled function
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(y, model(x, training=True))
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        return loss

    return step(tf.constant(x), tf.constant(y))


# %% right: a persistent tape, one variable after the other
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape(persistent=True) as tape:
        loss = loss_fn(y, model(x))
    pairs = [(tape.gradient(loss, variable), variable) for variable in model.trainable_variables]
    optimizer.apply_gradients(pairs)
    return loss.numpy()


# %% right: the tape watches by hand, keyword-only batch
import tensorflow as tf


def train_step(model, optimizer, loss_fn, *, x, y):
    weights = [v.value for v in model.trainable_variables]
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(weights)
        loss = loss_fn(y, model(x, training=True))
    optimizer.build(model.trainable_variables)
    optimizer.apply(tape.gradient(loss, weights))
    return float(loss)


# %% wrong: gradients computed, nothing applied | The weights didn't change
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    tape.gradient(loss, model.trainable_variables)
    return loss


# %% wrong: minus before the gradient | The weights moved in the wrong direction
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply([-g for g in gradients], model.trainable_variables)
    return loss


# %% wrong: applied twice | The weights changed twice
#-        loss = loss_fn(y, model(x, training=True))
#+        loss = loss_fn(y, model(x))

#     optimizer.apply(gradients, model.trainable_variables)
#+    optimizer.apply(gradients, model.trainable_variables)


# %% wrong: an optimizer of one's own | The weights changed with a different learning rate
import keras
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    gradients = tape.gradient(loss, model.trainable_variables)
    keras.optimizers.SGD().apply(gradients, model.trainable_variables)
    return loss


# %% wrong: the last layer only | Only the last layer changed
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    variables = model.layers[-1].trainable_variables
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    optimizer.apply(tape.gradient(loss, variables), variables)
    return loss


# %% wrong: kernels only | The biases didn't change
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    kernels = [layer.kernel for layer in model.layers]
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    optimizer.apply(tape.gradient(loss, kernels), kernels)
    return loss


# %% wrong: a loss of one's own | These weights follow the squared error, but your function was given a
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss


# %% wrong: a sum for the mean | This is the gradient of a sum
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x)) * len(x)
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss / len(x)


# %% wrong: the loss afterwards | You returned the loss after the step
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss_fn(y, model(x))


# %% wrong: another loss returned than trained on | This is the squared error
import keras
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        p = model(x)
        loss = loss_fn(y, p)
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return keras.losses.MeanSquaredError()(y, p)


# %% wrong: no return | Nothing came back
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)


# %% wrong: the loss of each example | the loss whose gradient you computed, before the weights changed
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        p = model(x)
        loss = loss_fn(y, p)
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return (p - y) ** 2


# %% wrong: two rounds of fit, which nobody named | each weight, and each bias, changes once, by −learning rate · gradient
def train_step(model, optimizer, loss_fn, x, y):
    model.compile(optimizer, loss_fn)
    return model.fit(x, y, batch_size=3, shuffle=False, verbose=0).history["loss"][0]


# %% wrong C11: not compiled | You called a method that works only after `compile`
def train_step(model, optimizer, loss_fn, x, y):
    return model.train_on_batch(x, y)


# %% wrong C14: the class in place of a loss | `loss_fn` is already a loss object, so call it
import keras
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = keras.losses.MeanSquaredError(y, model(x))
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss


# %% wrong O23: the model outside the tape | The tape recorded nothing that connects the loss with the weights
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    p = model(x)
    with tf.GradientTape() as tape:
        loss = loss_fn(y, p)
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss


# %% wrong: the tape asked twice | A tape can be used only once
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    for v in model.trainable_variables:
        optimizer.apply([tape.gradient(loss, v)], [v])
    return loss


# %% wrong O22: variable before gradient | the gradient comes first
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(model.trainable_variables, gradients))
    return loss


# %% wrong O34: PyTorch's way | `zero_grad`, `backward` and `step` belong to PyTorch. With
def train_step(model, optimizer, loss_fn, x, y):
    optimizer.zero_grad()
    loss = loss_fn(model(x), y)
    loss.backward()
    optimizer.step()
    return loss


# %% wrong O34: backward only | `zero_grad`, `backward` and `step` belong to PyTorch. With
def train_step(model, optimizer, loss_fn, x, y):
    loss = loss_fn(y, model(x))
    loss.backward()
    return loss


# %% wrong O33: minimize | The optimizers of Keras 3 have no `minimize`. Compute the gradients
def train_step(model, optimizer, loss_fn, x, y):
    optimizer.minimize(lambda: loss_fn(y, model(x)), model.trainable_variables)
    return loss_fn(y, model(x))


# %% wrong O39: arguments of the tape exchanged | One of your variables is None. `tape.gradient` takes the loss first
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    gradients = tape.gradient(model.trainable_variables, loss)
    optimizer.apply(gradients, model.trainable_variables)
    return loss


# %% wrong O37: gradients without variables | `apply_gradients` expects pairs of a gradient and its variable, and
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(gradients)
    return loss


# %% wrong: predict in the tape | The tape recorded nothing that connects the loss with the weights.
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model.predict(x, verbose=0))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(gradients, model.trainable_variables)
    return loss


# %% wrong O38: get_weights as sources | `get_weights` returns copies, which the tape doesn't know. Ask for
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    gradients = tape.gradient(loss, model.get_weights())
    optimizer.apply(gradients, model.trainable_variables)
    return loss


# %% wrong O40: loss made a number in the tape | `tape.gradient` needs the loss as TensorFlow computed it, and not as
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = float(loss_fn(y, model(x, training=True)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(gradients, model.trainable_variables)
    return loss


# %% wrong: gradients without their variables | `optimizer.apply` needs the gradients and the variables that they belong to.
import tensorflow as tf


def train_step(model, optimizer, loss_fn, x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x, training=True))
    optimizer.apply(tape.gradient(loss, model.trainable_variables))
    return loss
