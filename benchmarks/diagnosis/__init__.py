"""A score of `course_utils.diagnosis` on Keras runs whose names are known, on data sets that it has not seen.

python -m benchmarks.diagnosis          score the committed runs
python -m benchmarks.diagnosis make     train what is not in build/diagnosis, and write runs.npz
python -m benchmarks.diagnosis fit      fit the judge's weights to the tuning data sets
python -m benchmarks.diagnosis speed    time an answer
"""
