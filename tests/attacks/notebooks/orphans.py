# Leaves processes behind that go on when it has ended.
# %%
import os
import time

for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            while True:
                open("/tmp/orphan", "a").write("x")
                time.sleep(0.01)
        os._exit(0)
