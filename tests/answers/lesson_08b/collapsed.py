# %% right: unique of both
import numpy as np

def collapsed(y, predicted):
    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1


# %% right: sets
def collapsed(y, predicted):
    return len({*predicted.tolist()}) < 2 <= len({*y.tolist()})


# %% right: comparing with the first
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return np.all(predicted == predicted[0]) and not np.all(y == y[0])


# %% wrong G11: an accuracy | You decided by the accuracy
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return bool(np.mean(y == predicted) < 0.5)


# %% wrong: the class itself | return a single True or False
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return np.bincount(predicted)


# %% wrong: if on an array | Use `np.all` or `np.any`
def collapsed(y, predicted):
    if predicted == predicted[0]:
        return len(set(y.tolist())) > 1
    return False


# %% wrong: the words yes and no, which nobody named | return a single True or False
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return "yes" if len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1 else "no"
