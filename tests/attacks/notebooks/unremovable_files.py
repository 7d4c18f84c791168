# Leaves folders that are hard to remove.
# %%
import os

os.makedirs("/tmp/closed/in/here")
os.chmod("/tmp/closed/in", 0)
os.chmod("/tmp/closed", 0)
os.symlink("/", "/tmp/root")
os.chdir("/tmp")
for _ in range(3000):
    os.mkdir("d")
    os.chdir("d")
