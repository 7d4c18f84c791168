# %% right: Prewitt
import numpy as np

edge_kernel = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])


# %% right: Sobel, a list
edge_kernel = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]


# %% right: one row of it, neighbours
edge_kernel = [[0, 0, 0], [0, -1, 1], [0, 0, 0]]


# %% right: uneven weights, float32
import numpy as np

edge_kernel = np.array([[-0.5, -0.5, 1], [0, -3, 3], [-2, 0.5, 1.5]], dtype="float32")


# %% right: an outer product, a tensor
import numpy as np
import tensorflow as tf

edge_kernel = tf.constant(np.outer([1, 2, 1], [-1, 0, 1]), tf.float32)


# %% right: half precision, Scharr's numbers
import numpy as np

edge_kernel = np.array([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]], dtype=np.float16)


# %% right: a tuple of tuples, and a dark column that weighs twice
edge_kernel = tuple((-2.0, 1.0, 1.0) for _ in range(3))


# %% wrong: horizontal edges | responds to horizontal edges and not to vertical ones
edge_kernel = [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]


# %% wrong: the sign turned over | has the opposite sign
edge_kernel = [[1, 0, -1], [1, 0, -1], [1, 0, -1]]


# %% wrong: a blur | your kernel adds up brightness
import numpy as np

edge_kernel = np.full((3, 3), 1 / 9)


# %% wrong: sharpens, and a flat picture stays as it is | so that a flat image gives 0
edge_kernel = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]


# %% wrong: all edges | each row of the kernel separately
edge_kernel = [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]


# %% wrong: a slant | each row of the kernel separately
edge_kernel = [[-1, -1, 0], [-1, 0, 1], [0, 1, 1]]


# %% wrong: thin lines | how a kernel for thin lines behaves
edge_kernel = [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]]


# %% wrong: nothing | Your kernel doesn't respond to a vertical edge
edge_kernel = [[0, 0, 0], [0, 0, 0], [0, 0, 0]]


# %% wrong: too weak | the response is weak
edge_kernel = [[-0.1, 0, 0.1], [-0.1, 0, 0.1], [-0.1, 0, 0.1]]


# %% wrong: a single row | a list of three lists
edge_kernel = [-1, 0, 1]


# %% wrong: a word | a list of three lists
edge_kernel = "vertical"


# %% wrong N25: nine weights in one row | an array or a list of three lists
edge_kernel = [-1, 0, 1, -1, 0, 1, -1, 0, 1]


# %% wrong N26: Sobel's kernel for the other direction | Your kernel responds to horizontal edges and not to vertical ones. A
edge_kernel = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
