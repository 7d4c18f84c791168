# Announces four gigabytes and sends them.
# %%
import os

for descriptor in range(3, 16):
    try:
        os.write(descriptor, b"\xff\xff\xff\xff")
        while True:
            os.write(descriptor, b"\x00" * 65536)
    except OSError:
        continue
