# Takes memory that belongs to no process: mapped, shared, in files without a name.
# %%
import ctypes
import mmap
import os

held = []
for _ in range(100):
    try:
        held.append(os.memfd_create("x"))
        os.write(held[-1], b"x" * 50_000_000)
    except OSError:
        break
libc = ctypes.CDLL(None, use_errno=True)
ids = [libc.shmget(0, 100_000_000, 0o1666) for _ in range(100)]
while True:
    shared = mmap.mmap(-1, 100_000_000)
    for place in range(0, len(shared), 4096):
        shared[place] = 1
    held.append(shared)
