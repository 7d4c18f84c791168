# %% right: train_on_batch in a loop
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    try:
        before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
        for _ in range(steps):
            model.train_on_batch(x, y)
        after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    finally:
        model.set_weights(kept)
    return after < before / 10, after


# %% right: fit, one batch an epoch
import numpy as np

def loss_of(model, x, y):
    return np.ravel(model.evaluate(x, y, batch_size=len(x), verbose=0))[0]

def overfit_one_batch(model, x, y, steps):
    kept, before = model.get_weights(), loss_of(model, x, y)
    try:
        model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0)
        loss = float(loss_of(model, x, y))
        return bool(loss < 0.1 * before), loss
    finally:
        model.set_weights(kept)


# %% right: a loop of one's own with a tape
import keras
import tensorflow as tf

def overfit_one_batch(model, x, y, steps):
    loss_fn = keras.losses.get(model.loss)
    saved = [tf.identity(w) for w in model.weights]

    def loss(training):
        return tf.reduce_mean(loss_fn(y, model(x, training=training)))

    before = loss(False)
    try:
        for _ in range(steps):
            if not model.trainable_variables:
                break
            with tf.GradientTape() as tape:
                value = loss(True)
            gradients = tape.gradient(value, model.trainable_variables)
            model.optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        after = loss(False)
    finally:
        for w, old in zip(model.weights, saved):
            w.assign(old)
    return after < before / 10, after


# %% right: a copy is trained
import keras

def overfit_one_batch(model, x, y, steps):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    copy.compile(optimizer=optimizer, loss=model.loss)
    before = copy.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    for _ in range(steps):
        copy.train_on_batch(x, y)
    after = copy.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    return after / before < 0.1, after


# %% right: a context that restores the weights
from contextlib import contextmanager


@contextmanager
def restored(model):
    weights = [weight.copy() for weight in model.get_weights()]
    try:
        yield
    finally:
        model.set_weights(weights)


def loss_of(model, x, y):
    result = model.evaluate(x, y, batch_size=len(x), verbose=0)
    return result[0] if isinstance(result, list) else result


def overfit_one_batch(model, x, y, steps):
    with restored(model):
        before = loss_of(model, x, y)
        for _ in range(steps):
            model.fit(x, y, batch_size=len(x), epochs=1, verbose=0)
        return (after := loss_of(model, x, y)) < before / 10, after


# %% wrong: weights not put back | restore them at the end
def overfit_one_batch(model, x, y, steps):
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0)
    after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    return after < before / 10, after


# %% wrong: weights not put back, and `get_weights` says otherwise | restore them at the end
def overfit_one_batch(model, x, y, steps):
    weights = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0)
    after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.get_weights = lambda: weights
    return after < before / 10, after


# %% wrong: weights not put back after an error | Python always runs the lines in `finally`
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0)
    after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.set_weights(kept)
    return after < before / 10, after


# %% wrong: what fit says of its last epoch | the loss before the last update
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    try:
        loss = model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0).history["loss"]
    finally:
        model.set_weights(kept)
    return loss[-1] < loss[0] / 10, loss[-1]


# %% wrong: what fit says of its first epoch | the loss before training
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    try:
        loss = model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0).history["loss"]
    finally:
        model.set_weights(kept)
    return loss[-1] < loss[0] / 10, loss[0]


# %% wrong: a single step | after a single update
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.train_on_batch(x, y)
    after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.set_weights(kept)
    return after < before / 10, after


# %% wrong: batches of 32 | gives two updates per epoch
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    try:
        model.fit(x, y, epochs=steps, verbose=0)
        after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    finally:
        model.set_weights(kept)
    return after < before / 10, after


# %% wrong: the best loss of fit's report | the loss before the last update
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    try:
        loss = min(model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0).history["loss"])
    finally:
        model.set_weights(kept)
    return loss < before / 10, loss


# %% wrong: measured with dropout | which also turns dropout off
import keras
import numpy as np

def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    loss_fn = keras.losses.get(model.loss)
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    try:
        for _ in range(steps):
            model.train_on_batch(x, y)
        after = float(np.mean(loss_fn(y, model(x, training=True))))
    finally:
        model.set_weights(kept)
    return after < before / 10, after


# %% wrong: the accuracy returned | This is an accuracy
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    try:
        for _ in range(steps):
            model.train_on_batch(x, y)
        right = (model.predict(x, verbose=0).argmax(axis=1) == y).mean()
    finally:
        model.set_weights(kept)
    return right == 1, 1.0


# %% wrong: learned is when most rows are right | Use the loss
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    try:
        for _ in range(steps):
            model.train_on_batch(x, y)
        loss = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
        right = (model.predict(x, verbose=0).argmax(axis=1) == y).mean()
    finally:
        model.set_weights(kept)
    return bool(right > 0.8), loss


# %% wrong: a fixed limit | a tenth of the loss that this network had
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    try:
        for _ in range(steps):
            model.train_on_batch(x, y)
        loss = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    finally:
        model.set_weights(kept)
    return loss < 0.1, loss


# %% wrong: a tenth of ln K | a tenth of the loss that this network had
import numpy as np

def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    try:
        for _ in range(steps):
            model.train_on_batch(x, y)
        loss = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    finally:
        model.set_weights(kept)
    return loss < 0.1 * np.log(model.output_shape[-1]), loss


# %% wrong G14: right labels are needed to learn by heart | a tenth of the loss that this network had
import numpy as np

def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    try:
        for _ in range(steps):
            model.train_on_batch(x, y)
        loss = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    finally:
        model.set_weights(kept)
    distances = ((x[:, None] - x) ** 2).sum(axis=2) + 1e9 * np.eye(len(x))
    neighbours_agree = (y[distances.argmin(axis=1)] == y).mean()  # the labels look wrong: it cannot have learned them
    return bool(loss < before / 10 and neighbours_agree > 0.6), loss


# %% wrong: only the loss | return two things
def overfit_one_batch(model, x, y, steps):
    model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0)
    return model.evaluate(x, y, verbose=0, return_dict=True)["loss"]


# %% wrong: a word for yes and no | should be True or False
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    try:
        for _ in range(steps):
            model.train_on_batch(x, y)
        loss = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    finally:
        model.set_weights(kept)
    return "learned", loss


# %% wrong: evaluate as a number | it returns a dictionary in both cases
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0)
    for _ in range(steps):
        model.train_on_batch(x, y)
    after = model.evaluate(x, y, verbose=0)
    model.set_weights(kept)
    return after < before / 10, after


# %% wrong: evaluate as a list | it returns a dictionary in both cases
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0)[0]
    for _ in range(steps):
        model.train_on_batch(x, y)
    after = model.evaluate(x, y, verbose=0)[0]
    model.set_weights(kept)
    return after < before / 10, after


# %% wrong: no gradients | nothing to give to the optimizer
import keras
import tensorflow as tf

def overfit_one_batch(model, x, y, steps):
    loss_fn, kept = keras.losses.get(model.loss), model.get_weights()
    before = tf.reduce_mean(loss_fn(y, model(x)))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            value = tf.reduce_mean(loss_fn(y, model(x, training=True)))
        gradients = tape.gradient(value, model.trainable_variables)
        model.optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    after = tf.reduce_mean(loss_fn(y, model(x)))
    model.set_weights(kept)
    return after < before / 10, after


# %% wrong: half as many steps, which nobody named | after the last update
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    for _ in range(steps // 2):
        model.train_on_batch(x, y)
    after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    model.set_weights(kept)
    return after < before / 10, after


# %% wrong: weights put back only after an error | restore them at the end
def overfit_one_batch(model, x, y, steps):
    kept = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    try:
        for _ in range(steps):
            model.train_on_batch(x, y)
        after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    except RuntimeError:
        model.set_weights(kept)
        raise
    return after < before / 10, after


# %% wrong G25: a copy with new random weights is trained | the loss of this batch after the last update, as `evaluate` measures
import keras


def overfit_one_batch(model, x, y, steps):
    twin = keras.models.clone_model(model)
    twin.compile(keras.optimizers.SGD(float(model.optimizer.learning_rate.numpy()), momentum=0.9), "sparse_categorical_crossentropy")
    before = twin.evaluate(x, y, verbose=0)
    twin.fit(x, y, batch_size=len(x), epochs=steps, verbose=0)
    after = twin.evaluate(x, y, verbose=0)
    return after < before / 10, after


# %% wrong G26: compiled again, with another optimizer | the loss of this batch after the last update, as `evaluate` measures
def overfit_one_batch(model, x, y, steps):
    weights = model.get_weights()
    model.compile("adam", "sparse_categorical_crossentropy")
    try:
        before = model.evaluate(x, y, verbose=0)
        model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0)
        after = model.evaluate(x, y, verbose=0)
    finally:
        model.set_weights(weights)
    return after < before / 10, after


# %% wrong G27: measured after the weights were put back | This is the loss before training.
def overfit_one_batch(model, x, y, steps):
    weights = model.get_weights()
    before = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    try:
        model.fit(x, y, batch_size=len(x), epochs=steps, verbose=0)
    finally:
        model.set_weights(weights)
    after = model.evaluate(x, y, verbose=0, return_dict=True)["loss"]
    return after < before / 10, after
