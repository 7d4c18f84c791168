# A process and files whose names are not text.
# %%
import ctypes
import os

ctypes.CDLL(None).prctl(15, b"\xff\xfe\nVmRSS: 0", 0, 0, 0)
for name in (b"\xff\xfe", b"a\nb", b"-rf", b"\x01" * 255):
    os.close(os.open(name, os.O_CREAT))


# %%
def neuron(x, w, b):
    return 0.0
