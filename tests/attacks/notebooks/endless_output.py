# Prints without end.
# %%
import os

while True:
    print("x" * 100_000)
    os.write(2, b"y" * 100_000)
