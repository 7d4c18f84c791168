# %% right: a tenth of the rate at the lowest point
import numpy as np


def pick_learning_rate(rates, losses):
    return rates[np.argmin(losses)] / 10


# %% right: a third of it
def pick_learning_rate(rates, losses):
    return float(rates[losses.argmin()] / 3)


# %% right: a tenth, of the smoothed curve
#-    return rates[np.argmin(losses)] / 10
#+    smooth = np.convolve(np.pad(losses, 2, mode="edge"), np.ones(5) / 5, mode="valid")
#+    return rates[smooth.argmin()] / 10


# %% right: where the smoothed curve has fallen half of its way
import numpy as np


def pick_learning_rate(rates, losses):
    smooth = np.convolve(np.pad(losses, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    half = (losses[:5].mean() + smooth.min()) / 2
    return rates[np.argmax(smooth < half)]


# %% right: well before the explosion
def pick_learning_rate(rates, losses):
    return rates[-1] / 20


# %% right: plain Python, five places before the lowest point
def pick_learning_rate(rates, losses):
    losses = list(losses)
    lowest = losses.index(min(losses))
    return rates[lowest - 5]


# %% right: the steepest slope of a polynomial
import numpy as np


def pick_learning_rate(rates, losses):
    lowest = int(np.argmin(losses))
    x = np.log10(rates[: lowest + 1])
    curve = np.polynomial.Polynomial.fit(x, losses[: lowest + 1], 5)
    places = np.linspace(x[0], x[-1], 200)
    late = places[places > x[-1] - 2]
    return 10 ** late[np.argmin(curve.deriv()(late))] / 2


# %% right: the median of the rates before the lowest point
import numpy as np


def pick_learning_rate(rates, losses):
    return np.exp(np.interp(losses.argmin() - 7, np.arange(len(rates)), np.log(rates)))


# %% right: sorted pairs, the best divided by a root of ten twice
def pick_learning_rate(rates, *, losses):
    _, best = min(zip(losses.tolist(), rates.tolist()))
    return best / 10**0.5 / 10**0.5


# %% wrong: at the lowest point | You returned the learning rate at the lowest point of the curve
#-    return rates[np.argmin(losses)] / 10
#+    return rates[np.argmin(losses)]


# %% wrong O02: the smallest rate, to be safe | You returned the same learning rate for every data set
def pick_learning_rate(rates, losses):
    return rates[0]


# %% wrong O02: a thousand times smaller than the lowest point's | This learning rate is too small here
#-    return rates[np.argmin(losses)] / 10
#+    return rates[np.argmin(losses)] / 10_000


# %% wrong: the last rate | This learning rate is too large here
def pick_learning_rate(rates, losses):
    return rates[-1]


# %% wrong: twice the rate at the lowest point | This learning rate is too large here
#-    return rates[np.argmin(losses)] / 10
#+    return 2 * rates[np.argmin(losses)]


# %% wrong: Adam's 0.001, as everywhere | so use the curve to choose a learning rate for each
def pick_learning_rate(rates, losses):
    return 0.001


# %% wrong: the position | You returned a position
#-    return rates[np.argmin(losses)] / 10
#+    return int(np.argmin(losses))


# %% wrong: the lowest loss | You returned the lowest loss
def pick_learning_rate(rates, losses):
    return losses.min()


# %% wrong: several rates | You returned several numbers
def pick_learning_rate(rates, losses):
    return rates[: losses.argmin()]


# %% wrong: in an array | You returned an array with one number
#-    return rates[np.argmin(losses)] / 10
#+    return rates[np.argmin(losses) : np.argmin(losses) + 1] / 10


# %% wrong: in a tuple with the loss | You returned several numbers
#-    return rates[np.argmin(losses)] / 10
#+    i = np.argmin(losses)
#+    return rates[i] / 10, losses[i]


# %% wrong: an exponent | the return line
#-    return rates[np.argmin(losses)] / 10
#+    return np.log10(rates[np.argmin(losses)] / 10)


# %% wrong: a comparison of all losses | `if` needs a single yes or no
def pick_learning_rate(rates, losses):
    for rate in rates:
        if losses > losses[0]:
            return rate / 10


# %% wrong: a fixed place | The curves have different lengths
def pick_learning_rate(rates, losses):
    return rates[49] if losses[49] < losses[0] else rates[44]


# %% wrong: returns nothing | Nothing came back (None)
#-    return rates[np.argmin(losses)] / 10
#+    print(rates[np.argmin(losses)] / 10)


# %% wrong: the steepest, but not on a logarithmic scale | This learning rate is too small here, so the loss hardly falls during training.
import numpy as np


def pick_learning_rate(rates, losses):
    return rates[np.argmin(np.diff(losses) / np.diff(rates))]


# %% wrong: the first loss that rises | This learning rate is too small here, so the loss hardly falls during training.
import numpy as np


def pick_learning_rate(rates, losses):
    return rates[np.argmax(np.diff(losses) > 0)]


# %% wrong: a loss for a position | A position is a whole number, such as the one that `np.argmin(losses)` returns.
def pick_learning_rate(rates, losses):
    return rates[min(losses)]


# %% wrong: a third of a position | A position is a whole number, such as the one that `np.argmin(losses)` returns.
import numpy as np


def pick_learning_rate(rates, losses):
    return rates[np.argmin(losses) / 3]
