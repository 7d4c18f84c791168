# Takes memory until there is none.
# %%
held = []
while True:
    held.append(bytearray(50_000_000))
