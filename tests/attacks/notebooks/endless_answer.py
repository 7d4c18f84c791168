# An answer that never comes back, and does not want to be interrupted.
# %%
import signal


def neuron(x, w, b):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        try:
            pass
        except BaseException:
            continue
