# An array whose header promises objects.
# %%
import msgpack

from course_utils.checks.learner_side import calls

header = msgpack.ExtType(1, msgpack.packb(["|O8", [2**40], b"abc"]))
calls.serve = lambda *_: msgpack.packb({"status": "ok", "value": header, "warnings": []})


def neuron(x, w, b):
    return 0.0
