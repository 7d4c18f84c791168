# %% right: Wald, cut off
import math


def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = z * math.sqrt(share * (1 - share) / total)
    return max(0.0, share - half), min(1.0, share + half)


# %% right: Wilson
import numpy as np


def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    middle = share + z**2 / (2 * total)
    reach = z * np.sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    return np.clip((np.array([middle - reach, middle + reach])) / (1 + z**2 / total), 0, 1)


# %% right: Wilson in TensorFlow, not cut off
import tensorflow as tf


def accuracy_interval(correct, total, z=1.96):
    p = tf.constant(correct / total, tf.float64)
    middle = (p + z**2 / (2 * total)) / (1 + z**2 / total)
    reach = z / (1 + z**2 / total) * tf.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    return middle - reach, middle + reach


# %% right: an array of float32
import numpy as np


def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = z * np.sqrt(share * (1 - share) / total)
    return np.clip(np.array([share - half, share + half], "float32"), 0, 1)


# %% right: Clopper and Pearson's exact one
from scipy.stats import beta, norm


def accuracy_interval(correct, total, z=1.96):
    tail = norm.sf(z)
    low = beta.ppf(tail, correct, total - correct + 1) if correct else 0.0
    high = beta.isf(tail, correct + 1, total - correct) if correct < total else 1.0
    return [low, high]


# %% right: Agresti and Coull, two more of each kind
import numpy as np


def accuracy_interval(correct, total, z=1.96):
    n = total + z**2
    p = (correct + z**2 / 2) / n
    half = z * np.sqrt(p * (1 - p) / n)
    return tuple(np.clip([p - half, p + half], 0, 1).tolist())


# %% right: drawn again and again
import numpy as np
from scipy.stats import norm


def accuracy_interval(correct, total, z=1.96):
    shares = np.random.default_rng(0).binomial(total, correct / total, 20_000) / total
    return np.quantile(shares, [norm.sf(z), norm.cdf(z)])


# %% right: the spread of a sample of zeros and ones
import numpy as np


def accuracy_interval(correct, total, z=1.96):
    hits = np.repeat([1.0, 0.0], [correct, total - correct])
    half = z * hits.std(ddof=1) / np.sqrt(total)
    return max(hits.mean() - half, 0), min(hits.mean() + half, 1)


# %% right: Wilson, z by keyword only
import math


def accuracy_interval(correct, total, *, z=1.96):
    p, zz = correct / total, z * z / total
    m = (p + zz / 2) / (1 + zz)
    r = z / (1 + zz) * math.sqrt(p * (1 - p) / total + zz / (4 * total))
    return max(0.0, m - r), min(1.0, m + r)


# %% right: SciPy's binomial test, Wilson's interval
from scipy.stats import binomtest, norm


def accuracy_interval(correct, total, z=1.96):
    interval = binomtest(correct, total).proportion_ci(2 * norm.cdf(z) - 1, method="wilson")
    return interval.low, interval.high


# %% right: clipped by NumPy, a generator turned into a tuple
import numpy as np


def accuracy_interval(correct: int, total: int, z: float = 1.96) -> tuple[float, ...]:
    p = np.float32(correct) / total
    return tuple(np.clip(p + sign * z * (p * (1 - p) / total) ** 0.5, 0, 1) for sign in (-1, 1))


# %% wrong: ends beyond 0 and 1 | an accuracy can't be below 0 or above 1
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = z * (share * (1 - share) / total) ** 0.5
    return share - half, share + half


# %% wrong: the spread of one example | You used the standard deviation of a single example
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = z * (share * (1 - share)) ** 0.5
    return max(share - half, 0), min(share + half, 1)


# %% wrong: the root forgotten | Your interval is far too narrow
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = z * share * (1 - share) / total
    return share - half, share + half


# %% wrong: counts | You returned counts or percentages
def accuracy_interval(correct, total, z=1.96):
    half = z * (correct * (total - correct) / total) ** 0.5
    return correct - half, correct + half


# %% wrong: z fixed | Your interval doesn't depend on z
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = 1.96 * (share * (1 - share) / total) ** 0.5
    return max(share - half, 0), min(share + half, 1)


# %% wrong: no z | Your interval is too narrow
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = (share * (1 - share) / total) ** 0.5
    return max(share - half, 0), min(share + half, 1)


# %% wrong: half of the half-width | Your interval is too narrow
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = z * (share * (1 - share) / total) ** 0.5 / 2
    return max(share - half, 0), min(share + half, 1)


# %% wrong: the ends exchanged | Your two ends are in the wrong order
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    half = z * (share * (1 - share) / total) ** 0.5
    return min(share + half, 1), max(share - half, 0)


# %% wrong: only the half-width | the line with `return`
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    return z * (share * (1 - share) / total) ** 0.5


# %% wrong: downwards only, which nobody named | the accuracy, minus and plus z standard deviations of this accuracy
def accuracy_interval(correct, total, z=1.96):
    share = correct / total
    return share * 0.9, share


# %% wrong G15: the accuracy is exact | Your interval is far too narrow
def accuracy_interval(correct, total, z=1.96):
    return correct / total, correct / total


# %% wrong: n outside the root | Your interval is far too narrow. In the standard deviation, all of
import math


def accuracy_interval(correct, total, z=1.96):
    p = correct / total
    half = z * math.sqrt(p * (1 - p)) / total
    return max(0, p - half), min(1, p + half)
