# A model that is small on paper and takes terabytes where it is rebuilt. For lesson 02_sequential_mlp.
# %%
from course_utils.checks.learner_side import calls


def dense(units):
    return {"module": "keras.layers", "class_name": "Dense", "config": {"units": units}}


first = {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, 1_000_000]}}
layers = [first, dense(1_000_000), dense(1_000_000)]
made_up = {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": layers}}
calls.export = lambda model: {"config": made_up, "weights": [], "compile": None}
# %%
def build_digit_mlp(*_):
    return None


def build_binary_mlp(*_):
    return None
