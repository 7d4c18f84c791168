# Takes memory in many processes, each below a limit of its own.
# %%
import os
import time

for _ in range(40):
    if os.fork() == 0:
        held = bytearray(200_000_000)
        time.sleep(100)
time.sleep(100)
