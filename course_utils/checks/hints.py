"""What to say of errors of Python and NumPy that beginners meet in many exercises."""

MAXIMUM = (
    "The second argument of `np.max` is an axis. `np.max` looks for the largest number of one array, and `np.maximum` "
    "compares two arrays."
)
NONE = (
    "One of your variables is None. Methods that change an object, such as `shuffle`, `append` or `model.add`, return "
    "None, so don't assign their result."
)
ONE_NUMBER = (
    "`float` and the functions of the module `math` take a single number, but you passed an array. NumPy has the same "
    "functions for arrays."
)
POWER = "In Python, `^` compares the bits of whole numbers. Write a power with `**`."
SHAPE = (
    "NumPy took your second number for a dtype, because it expects the whole shape as one argument. Put both numbers "
    "into a tuple."
)
