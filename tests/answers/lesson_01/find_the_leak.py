# %% right: stops at the epoch that is best on the test rows
find_the_leak = {"case": 7, "pipeline": "B", "line": 5}


# %% right: mean and std of all rows
find_the_leak = {"case": 23, "pipeline": "C", "line": 2}


# %% right: ranges that overlap, found by a program
import re

from course_utils.lessons.lesson_01 import check

case = 21
for block in check.pipelines(case).split("\n\n"):
    found = re.search(r"(\d+)  train, test = order\[:(\d+)\], order\[(\d+):\]", block)
    if found and int(found[3]) < int(found[2]):
        find_the_leak = {"case": case, "pipeline": block.split()[1], "line": int(found[1])}


# %% right: rows of one writer on both sides, a small letter, NumPy's number
import numpy as np

find_the_leak = dict(case=np.int64(1), pipeline=" a", line=np.int32(4))


# %% right: the number of epochs chosen on the test rows
find_the_leak = {"case": 12, "pipeline": "D", "line": 4}


# %% right: copies before the split, the line with the copies
find_the_leak = {"case": 5, "pipeline": "B", "line": 2}


# %% right: copies before the split, the line with the split
find_the_leak = {"case": 5, "pipeline": "B", "line": 3}


# %% right: missing values filled with means of all rows, and a remark
find_the_leak = {"case": 2, "pipeline": "D", "line": 2, "why": "nanmean over all rows"}


# %% right: columns chosen on all rows
find_the_leak = {"case": 11, "pipeline": "B", "line": 2}


# %% right: the letter as NumPy has it, case 7
import numpy as np

find_the_leak = dict(case=7, pipeline=np.array(list("ABCD"))[1], line=5)


# %% wrong D03: means of all rows thought harmless | its mean and std come from the training rows only
find_the_leak = {"case": 23, "pipeline": "D", "line": 4}


# %% wrong D03: means of all rows thought harmless, the line where they are used | Which is the first line
find_the_leak = {"case": 23, "pipeline": "C", "line": 4}


# %% wrong D19: an overlap overlooked, columns blamed | the columns are chosen with the training rows only
find_the_leak = {"case": 21, "pipeline": "A", "line": 4}


# %% wrong D02: unscaled test rows taken for a leak | The test rows aren't scaled
find_the_leak = {"case": 21, "pipeline": "B", "line": 5}


# %% wrong: copies of training rows taken for a leak | the copies are made after the split
find_the_leak = {"case": 21, "pipeline": "C", "line": 4}


# %% wrong: division by 255 of all rows taken for a leak | 255 is the same whatever the test rows are
find_the_leak = {"case": 12, "pipeline": "B", "line": 2}


# %% wrong: early stopping on validation rows taken for a leak | the epoch is chosen with the validation rows
find_the_leak = {"case": 2, "pipeline": "A", "line": 5}


# %% wrong D13: shuffled apart, taken for a leak | x and y are shuffled separately
find_the_leak = {"case": 5, "pipeline": "C", "line": 5}


# %% wrong: another pipeline, by chance the same line | 255 is the same whatever the test rows are
find_the_leak = {"case": 7, "pipeline": "A", "line": 5}


# %% wrong: the line in which the harm shows | Which is the first line that you would have to change
find_the_leak = {"case": 7, "pipeline": "B", "line": 6}


# %% wrong: the number of the line in quotes | a whole number
find_the_leak = {"case": 7, "pipeline": "B", "line": "5"}


# %% wrong: the whole name | one of the four letters
find_the_leak = {"case": 7, "pipeline": "Pipeline B", "line": 5}


# %% wrong: pipelines counted | one of the four letters
find_the_leak = {"case": 7, "pipeline": 2, "line": 5}


# %% wrong: a pair | give each of these three names a value
find_the_leak = ("B", 5)


# %% wrong: without the case | give each of these three names a value
find_the_leak = {"pipeline": "B", "line": 5}


# %% wrong: the case in quotes | without quotes
find_the_leak = {"case": "7", "pipeline": "B", "line": 5}
