# %% right: a rate in per cent
dropout_placement = {"case": 0, "right": "B", "symptom": 4}


# %% right: nearly everything dropped, a small letter
dropout_placement = {"case": 7, "right": " d", "symptom": 3}


# %% right: never switched off, NumPy's numbers
import numpy as np

dropout_placement = dict(case=np.int64(2), right="D", symptom=np.int32(2))


# %% right: added after fit, a remark
dropout_placement = {"case": 6, "right": "D", "symptom": 1, "why": "fit goes on with the old graph"}


# %% right: behind the softmax, found by a program
from course_utils.lessons.lesson_05 import check

case = 8
lines = check.networks(case).splitlines()
symptom = next(int(line.split()[0]) for line in lines if "far above the validation loss" in line)
ends = [line for line in lines if 'Dense(10, "softmax")])' in line or 'Dense(10, "softmax"))(a1)' in line]
dropout_placement = {"case": case, "right": "C", "symptom": symptom}


# %% right: another case, an unusual dictionary
from collections import OrderedDict
import numpy as np

from course_utils.lessons.lesson_05.exercises._placements import draw_case

_drawn = draw_case(42)
_right = next(letter for letter, network in _drawn.networks.items() if network.fault == "")
dropout_placement = OrderedDict(case=42, right=np.str_(_right), symptom=np.int64(_drawn.symptoms.index(_drawn.networks[_drawn.trained].fault) + 1))


# %% wrong R01: behind the softmax thought right | it drops the outputs of the network
dropout_placement = {"case": 0, "right": "A", "symptom": 4}


# %% wrong R19: a rate in per cent thought right | the rate must be between 0 and 1
dropout_placement = {"case": 0, "right": "C", "symptom": 4}


# %% wrong: rate taken for the share that is kept | the rate is the probability to be dropped
dropout_placement = {"case": 0, "right": "D", "symptom": 4}


# %% wrong R02: always on thought right | what does `training=True` do
dropout_placement = {"case": 2, "right": "A", "symptom": 2}


# %% wrong: added after fit thought right | when is the layer added
dropout_placement = {"case": 2, "right": "C", "symptom": 2}


# %% wrong: the faulty network thought to do well | You see this when dropout works as it should
dropout_placement = {"case": 0, "right": "B", "symptom": 1}


# %% wrong: nothing learned | hardly any units are left
dropout_placement = {"case": 0, "right": "B", "symptom": 2}


# %% wrong: nothing changed | a layer is added too late
dropout_placement = {"case": 0, "right": "B", "symptom": 3}


# %% wrong: probabilities dropped | if probabilities are dropped
dropout_placement = {"case": 0, "right": "B", "symptom": 5}


# %% wrong: two answers for one picture | units are still dropped after training
dropout_placement = {"case": 0, "right": "B", "symptom": 6}


# %% wrong: an error expected | the rate is not a number between 0 and 1
dropout_placement = {"case": 8, "right": "C", "symptom": 2}


# %% wrong: the symptom in words | Choose the number of one line of the list
dropout_placement = {"case": 0, "right": "B", "symptom": "an error"}


# %% wrong: True for line 1 | Choose the number of one line of the list
dropout_placement = {"case": 1, "right": "B", "symptom": True}


# %% wrong: two letters | Choose one of the four letters
dropout_placement = {"case": 0, "right": "AB", "symptom": 4}


# %% wrong: a pair | these three names, each with a value
dropout_placement = ("B", 4)


# %% wrong: the case in quotes | without quotes
dropout_placement = {"case": "0", "right": "B", "symptom": 4}
