# Writes attributes to one file, which take no space on the disk; where it may not, files with long names.
# %%
import os

number = 0
while True:
    path = f"{number % 50}"
    open(path, "a").close()
    try:
        os.setxattr(path, f"user.{number}", b"x" * 1000)
    except OSError:
        open(f"{number:0250}", "w").close()
    number += 1
