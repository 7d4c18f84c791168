# Stops itself, so that nothing comes back.
# %%
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
