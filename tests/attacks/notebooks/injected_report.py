# Texts that would be HTML, or a formula, in somebody's report.
# %%
def neuron(x, w, b):
    raise ValueError("<script>alert(1)</script><img src=x onerror=alert(2)>")


def row_means(x):
    return '=HYPERLINK("http://example.org","click")'


def column_means(x):
    raise type("=cmd|' /C calc'!A0", (Exception,), {})("+1+1\n@SUM(1)\r\tx\0\u202e{{7*7}}")
