# A loop when the process ends.
# %%
import atexit
import signal


@atexit.register
def again():
    while True:
        pass


signal.signal(signal.SIGTERM, lambda *_: again())
raise SystemExit
