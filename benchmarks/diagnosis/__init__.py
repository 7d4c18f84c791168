"""A score of `course_utils.diagnosis` on real training runs whose trouble is known, those it never saw included.

python -m benchmarks.diagnosis          score the committed runs
python -m benchmarks.diagnosis make     train all runs again and write runs.npz
python -m benchmarks.diagnosis fit      fit the judge's weights to the tuning part
python -m benchmarks.diagnosis speed    time an answer
"""
