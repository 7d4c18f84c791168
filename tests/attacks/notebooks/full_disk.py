# Fills every place that it may write to.
# %%
number = 0
while True:
    for place in ("/tmp", "/dev/shm", "/tmp/work", "/var/tmp", "."):
        try:
            open(f"{place}/{number}", "wb").write(b"x" * 10_000_000)
        except OSError:
            number += 1
    if number > 200:
        break
