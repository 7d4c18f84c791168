# As many threads as there may be.
# %%
import threading
import time

while True:
    threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
