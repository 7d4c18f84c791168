# Turns off, or slows down, what the interpreter needs.
# %%
import gc
import sys
import time

gc.disable()
sys.setswitchinterval(1000)
sys.settrace(lambda *_: time.sleep(10))
sys.setprofile(lambda *_: None)
sys.modules.clear()
