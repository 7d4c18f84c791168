# %% right: read by eye, case 7
layer_sizes = {"case": 7, "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 10}


# %% right: read from the text by a program, case 2024
from course_utils.lessons.lesson_00 import check

case = 2024
units = [
    int(line.split("(None, ")[1].split(")")[0])
    for line in check.summary(case).splitlines()
    if "Dense" in line or "Flatten" in line
]
layer_sizes = {"case": case, "inputs": units[0], "hidden": units[1:-1], "outputs": units[-1]}


# %% right: worked out backwards from the numbers of parameters, arrays and a tuple, case 9999
import re

import numpy as np

from course_utils.lessons.lesson_00 import check

case = np.int64(9999)
rows = re.findall(r"\((Flatten|Dense|Dropout)\)\s+\(None, (\d+)\)\s+([\d,]+)", check.summary(9999))
dense = [(int(units), int(count.replace(",", ""))) for kind, units, count in rows if kind == "Dense"]
hidden = tuple(count // units - 1 for units, count in dense[1:])  # each layer's inputs are the units before it
layer_sizes = dict(case=case, inputs=np.array(dense[0][1] // dense[0][0] - 1), hidden=hidden, outputs=dense[-1][0])


# %% right: floats, and one name more than asked, case 0
layer_sizes = {"case": 0, "inputs": 529.0, "hidden": [64.0, 20.0, 128.0, 24.0], "outputs": 8.0, "dropouts": 3}


# %% right: NumPy's numbers in an array, an ordered dictionary, case 7
from collections import OrderedDict

import numpy as np

layer_sizes = OrderedDict(case=7, inputs=np.int32(289), hidden=np.array([32, 24, 96, 48]), outputs=np.float32(10))


# %% right: a square of the side, a range for nothing, case 7
layer_sizes = {"case": 7} | {"inputs": 17**2, "hidden": [*(32, 24), *(96, 48)], "outputs": int("10")}


# %% wrong: a list instead of names | these four keys, each with a value
layer_sizes = [7, 289, [32, 24, 96, 48], 10]


# %% wrong: another word for a name | these four keys, each with a value
layer_sizes = {"case": 7, "input": 289, "hidden": [32, 24, 96, 48], "output": 10}


# %% wrong: the case in quotes | without quotes
layer_sizes = {"case": "7", "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 10}


# %% wrong: a case too large | from 0 to 9999
layer_sizes = {"case": 10_000, "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 10}


# %% wrong: the side of the image | The network receives every pixel
layer_sizes = {"case": 7, "inputs": 17, "hidden": [32, 24, 96, 48], "outputs": 10}


# %% wrong: the first Dense layer taken for the input | already a hidden layer
layer_sizes = {"case": 7, "inputs": 32, "hidden": [24, 96, 48], "outputs": 10}


# %% wrong: parameters of the first layer taken for inputs | The inputs are in the column for the output shape
layer_sizes = {"case": 7, "inputs": 9280, "hidden": [32, 24, 96, 48], "outputs": 10}


# %% wrong: None, the batch, taken for the inputs | how many numbers enter the first Dense layer
layer_sizes = {"case": 7, "inputs": None, "hidden": [32, 24, 96, 48], "outputs": 10}


# %% wrong: dropout layers counted | A Dropout layer has no neurons
layer_sizes = {"case": 7, "inputs": 289, "hidden": [32, 24, 96, 96, 48], "outputs": 10}


# %% wrong: the output layer among the hidden ones | The last Dense layer is the output layer
layer_sizes = {"case": 7, "inputs": 289, "hidden": [32, 24, 96, 48, 10], "outputs": 10}


# %% wrong: Flatten among the hidden ones | Flatten is not a hidden layer
layer_sizes = {"case": 7, "inputs": 289, "hidden": [289, 32, 24, 96, 48], "outputs": 10}


# %% wrong: from the output to the input | the right sizes in the wrong order
layer_sizes = {"case": 7, "inputs": 289, "hidden": [48, 96, 24, 32], "outputs": 10}


# %% wrong: how many hidden layers | That is the number of hidden layers
layer_sizes = {"case": 7, "inputs": 289, "hidden": 4, "outputs": 10}


# %% wrong: parameters instead of units | Those are numbers of parameters
layer_sizes = {"case": 7, "inputs": 289, "hidden": [9280, 792, 2400, 4656], "outputs": 10}


# %% wrong: a layer left out | a list of the units of the Dense layers before the last, in order
layer_sizes = {"case": 7, "inputs": 289, "hidden": [32, 96, 48], "outputs": 10}


# %% wrong: the last hidden layer taken for the output | That is the last hidden layer
layer_sizes = {"case": 7, "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 48}


# %% wrong: parameters of the output layer | That is a number of parameters
layer_sizes = {"case": 7, "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 490}


# %% wrong: one answer, so one output | The network has more than one output
layer_sizes = {"case": 7, "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 1}


# %% wrong: read from another case's summary | how many numbers enter the first Dense layer
layer_sizes = {"case": 8, "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 10}


# %% wrong: a slip of the pen at the output | the units of the last Dense layer
layer_sizes = {"case": 7, "inputs": 289, "hidden": [32, 24, 96, 48], "outputs": 11}
