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


# %% wrong G11: an accuracy | one answer for everything
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return bool(np.mean(y == predicted) < 0.5)


# %% wrong: only the most frequent class | does not matter
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return bool(np.all(predicted == np.bincount(y).argmax()) and len(np.unique(y)) > 1)


# %% wrong: a class less | does tell rows apart
def collapsed(y, predicted):
    return len(set(predicted.tolist())) < len(set(y.tolist()))


# %% wrong: all equal or all wrong | is wrong nearly everywhere
import numpy as np

def collapsed(y, predicted):
    same = len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
    return bool(same or np.mean(y == predicted) < 0.5)


# %% wrong: the labels not looked at | only one class to predict
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return len(np.unique(predicted)) == 1


# %% wrong: the class itself | no yes or no
#-    return len(np.unique(predicted)) == 1 and len(np.unique(y)) > 1
#+    return np.bincount(predicted)


# %% wrong: if on an array | makes one of many
def collapsed(y, predicted):
    if predicted == predicted[0]:
        return len(set(y.tolist())) > 1
    return False
