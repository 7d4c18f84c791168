# Makes empty files without end: the kernel keeps a kilobyte for each, which counts for no process.
# %%
import os

number = 0
while True:
    for place in ("/tmp", "/dev/shm", "/scratch"):
        try:
            os.close(os.open(f"{place}/{number}", os.O_CREAT | os.O_WRONLY))
        except OSError:
            continue
    number += 1
