# %% right: NumPy
import numpy as np


def model_card(model, y_train, x_test, y_test, class_names):
    predicted = model.predict(x_test, verbose=0).argmax(axis=1)
    right = predicted == y_test
    common = np.bincount(y_train).argmax()
    return {
        "task": "tells animals on photos of a garden camera apart",
        "data": "photos of one camera, spring 2024, labelled by hand",
        "limits": "only this camera and these animals; not tried at night",
        "n_test": len(y_test),
        "n_parameters": model.count_params(),
        "accuracy": np.mean(right),
        "baseline": np.mean(y_test == common),
        "recall": {
            name: np.mean(right[y_test == k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)
        },
    }


# %% right: evaluate, loops, nan for nobody knows
from collections import Counter


def model_card(model, y_train, x_test, y_test, class_names):
    card = {"task": "sorting pictures of animals", "data": "my own pictures of 2024", "limits": "few pictures of owls"}
    card["n_test"] = x_test.shape[0]
    card["n_parameters"] = sum(int(w.size) for w in model.get_weights())
    card["accuracy"] = model.evaluate(x_test, y_test, verbose=0, return_dict=True)["accuracy"]
    [(often, _)] = Counter(y_train.tolist()).most_common(1)
    card["baseline"] = sum(int(y) == often for y in y_test) / len(y_test)
    answers = [int(row.argmax()) for row in model(x_test, training=False).numpy()]
    card["recall"] = {}
    for k in range(len(class_names)):
        asked = [answer for answer, y in zip(answers, y_test) if y == k]
        card["recall"][class_names[k]] = asked.count(k) / len(asked) if asked else float("nan")
    card["author"] = "me"
    return card


# %% right: from a confusion matrix, rounded
import numpy as np
import tensorflow as tf

TEXT = "a sentence or two"


def model_card(model, y_train, x_test, y_test, class_names):
    k = len(class_names)
    counts = tf.math.confusion_matrix(y_test, np.argmax(model.predict_on_batch(x_test), 1), k).numpy()
    rows = counts.sum(axis=1)
    baseline = rows[np.argmax(np.bincount(y_train, minlength=k))] / rows.sum()
    recall = [round(float(counts[i, i] / rows[i]), 3) if rows[i] else None for i in range(k)]
    return dict(
        task=TEXT,
        data=TEXT,
        limits=TEXT,
        n_test=int(rows.sum()),
        n_parameters=model.count_params(),
        accuracy=round(float(np.trace(counts) / rows.sum()), 3),
        baseline=round(float(baseline), 3),
        recall=dict(zip(class_names, recall)),
    )


# %% right: scikit-learn's report
import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.metrics import accuracy_score, recall_score


def model_card(model, y_train, x_test, y_test, class_names):
    predicted = np.argmax(model(x_test, training=False), axis=-1)
    dummy = DummyClassifier(strategy="most_frequent").fit(np.zeros((len(y_train), 1)), y_train)
    recalls = recall_score(y_test, predicted, labels=range(len(class_names)), average=None, zero_division=np.nan)
    return {
        "task": "tell animals apart", "data": "five made-up features each", "limits": "never seen at night",
        "n_test": len(x_test), "n_parameters": model.count_params(),
        "accuracy": accuracy_score(y_test, predicted), "baseline": dummy.score(np.zeros((len(y_test), 1)), y_test),
        "recall": {name: None if np.isnan(recall) else recall for name, recall in zip(class_names, recalls)},
    }


# %% right: counters and a dictionary that grows
from collections import Counter, OrderedDict
import numpy as np


def model_card(model, y_train, x_test, y_test, class_names):
    card = OrderedDict(task="It names animals.", data="It learned from examples.", limits="It knows five kinds only.")
    predicted = [int(np.argmax(row)) for row in model.predict(x_test, batch_size=8, verbose=0)]
    hits, rows = Counter(k for k, p in zip(y_test.tolist(), predicted) if k == p), Counter(y_test.tolist())
    (frequent, _), *_ = Counter(y_train.tolist()).most_common()
    card.update(n_test=np.int64(y_test.size), n_parameters=sum(np.size(w) for w in model.get_weights()))
    card["accuracy"], card["baseline"] = np.float32(sum(hits.values()) / len(predicted)), rows[frequent] / sum(rows.values())
    card["recall"] = {name: hits[k] / rows[k] if rows[k] else None for k, name in enumerate(class_names)}
    return card


# %% wrong: no limits | use all names from the table
#-        "limits": "only this camera and these animals; not tried at night",


# %% wrong: a text, not a dictionary | use all names from the table
def model_card(model, y_train, x_test, y_test, class_names):
    return f"A model with {model.count_params()} parameters"


# %% wrong: empty texts | where it fails
#-        "limits": "only this camera and these animals; not tried at night",
#+        "limits": "",


# %% wrong: the training rows are counted | count the rows of x_test
#-        "n_test": len(y_test),
#+        "n_test": len(y_train),


# %% wrong: kernels only, no biases | all weights and biases
#-        "n_parameters": model.count_params(),
#+        "n_parameters": sum(w.size for w in model.get_weights() if w.ndim == 2),


# %% wrong: per cent | a fraction from 0 to 1
#-        "accuracy": np.mean(right),
#+        "accuracy": 100 * np.mean(right),


# %% wrong: dropout is on | with dropout switched off
#-    predicted = model.predict(x_test, verbose=0).argmax(axis=1)
#+    predicted = np.asarray(model(x_test, training=True)).argmax(axis=1)


# %% wrong: the baseline knows the test | must learn from the training rows
#-    common = np.bincount(y_train).argmax()
#+    common = np.bincount(y_test).argmax()


# %% wrong: the share of the training rows | Measure the model and its baseline on the same
#-        "baseline": np.mean(y_test == common),
#+        "baseline": np.mean(y_train == common),


# %% wrong: guessing for a baseline | the accuracy of random guessing
#-        "baseline": np.mean(y_test == common),
#+        "baseline": 1 / len(class_names),


# %% wrong: the share that is wrong | always predict the most frequent class of the training rows
#-        "baseline": np.mean(y_test == common),
#+        "baseline": np.mean(y_test != common),


# %% wrong: a list of recalls | a dictionary with the name of every class
#-        "recall": {
#+        "recall": [*{

#-        },
#+        }.values()],


# %% wrong: classes without test rows left out | including a class without test rows
#-            name: np.mean(right[y_test == k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)
#+            name: np.mean(right[y_test == k]) for k, name in enumerate(class_names) if np.any(y_test == k)


# %% wrong: 0 where there is no row | 0 would mean that the model never finds
#-            name: np.mean(right[y_test == k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)
#+            name: np.mean(right[y_test == k]) if np.any(y_test == k) else 0.0 for k, name in enumerate(class_names)


# %% wrong: precision | You computed the precision
#-            name: np.mean(right[y_test == k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)
#+            name: (np.mean(right[predicted == k]) if np.any(predicted == k) else 0.0) if np.any(y_test == k) else None for k, name in enumerate(class_names)


# %% wrong: the accuracy for each class | Which test rows count for a single class
#-            name: np.mean(right[y_test == k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)
#+            name: np.mean(right) if np.any(y_test == k) else None for k, name in enumerate(class_names)


# %% wrong: divided by all rows | Divide by the number of rows of that class
#-            name: np.mean(right[y_test == k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)
#+            name: np.mean(right & (y_test == k)) if np.any(y_test == k) else None for k, name in enumerate(class_names)


# %% wrong: rows that are not of the class | the fraction that is predicted as this class
#-            name: np.mean(right[y_test == k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)
#+            name: np.mean(right[y_test != k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)


# %% wrong W10: the loss for the accuracy | Your value is above 1, so it can't be an accuracy. Is it the loss?
import numpy as np


def model_card(model, y_train, x_test, y_test, class_names):
    predicted = model.predict(x_test, verbose=0).argmax(axis=1)
    common = np.bincount(y_train).argmax()
    recall = {n: float((predicted[y_test == k] == k).mean()) if (y_test == k).any() else None for k, n in enumerate(class_names)}
    return {"task": "names of animals", "data": "made up features", "limits": "none at night", "n_test": len(y_test),
            "n_parameters": model.count_params(), "accuracy": model.evaluate(x_test, y_test, verbose=0)[0],
            "baseline": float((y_test == common).mean()), "recall": recall}


# %% wrong W11: the arrays of weights are counted | You counted the arrays of weights. Count the numbers that they hold.
import numpy as np


def model_card(model, y_train, x_test, y_test, class_names):
    predicted = model.predict(x_test, verbose=0).argmax(axis=1)
    common = np.bincount(y_train).argmax()
    recall = {n: float((predicted[y_test == k] == k).mean()) if (y_test == k).any() else None for k, n in enumerate(class_names)}
    return {"task": "names of animals", "data": "made up features", "limits": "none at night", "n_test": len(y_test),
            "n_parameters": len(model.get_weights()), "accuracy": float((predicted == y_test).mean()),
            "baseline": float((y_test == common).mean()), "recall": recall}


# %% wrong W12: the label that occurs most in training, not how often it is right | This is the number of the most frequent class. The baseline is the
import numpy as np


def model_card(model, y_train, x_test, y_test, class_names):
    predicted = model.predict(x_test, verbose=0).argmax(axis=1)
    recall = {n: float((predicted[y_test == k] == k).mean()) if (y_test == k).any() else None for k, n in enumerate(class_names)}
    return {"task": "names of animals", "data": "made up features", "limits": "none at night", "n_test": len(y_test),
            "n_parameters": model.count_params(), "accuracy": float((predicted == y_test).mean()),
            "baseline": int(np.bincount(y_train).argmax()), "recall": recall}


# %% wrong: precision, and None for a class that is never predicted | You computed the precision
#-            name: np.mean(right[y_test == k]) if np.any(y_test == k) else None for k, name in enumerate(class_names)
#+            name: np.mean(right[predicted == k]) if np.any(predicted == k) and np.any(y_test == k) else None for k, name in enumerate(class_names)


# %% wrong: probabilities against labels | the predicted class is the one with the largest probability
def model_card(model, y_train, x_test, y_test, class_names):
    correct = model.predict(x_test, verbose=0) == y_test
    return {"accuracy": correct.mean()}
