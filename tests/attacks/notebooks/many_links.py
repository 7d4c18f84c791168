# Gives one file a million names, in folders of its own.
# %%
import os

open("one", "w").close()
number = 0
while True:
    os.makedirs(f"folder{number}", exist_ok=True)
    for name in range(100):
        os.link("one", f"folder{number}/{name}")
    number += 1
