"""Messages about a network for images that both networks of the lesson can get."""

NOT_COMPILED = "The model isn't compiled, so it has no loss. Call `model.compile(…)` before you return it."
LOSSES = {
    "none": NOT_COMPILED,
    "categorical_crossentropy": "This loss expects one-hot labels, but the labels here are whole numbers.",
    "binary_crossentropy": "This loss is for yes-or-no questions. Here, the answer is one of several classes.",
}
SOFTMAX_TWICE = (
    "The output layer already computes probabilities, but `from_logits=True` tells the loss that it gets logits. Use "
    "one or the other."
)
NO_SOFTMAX = (
    "The output layer returns logits, but the loss expects probabilities. Either add an activation to the output "
    "layer, or tell the loss that it gets logits."
)
SIGMOID = "Sigmoid treats each class separately. Here, the probabilities of all classes must add up to 1."
OUTPUTS = {
    ("softmax", True): SOFTMAX_TWICE,
    ("linear", False): NO_SOFTMAX,
    ("sigmoid", False): SIGMOID,
    ("sigmoid", True): SIGMOID,
}
NO_CHANNELS = (
    "A convolution needs rows, columns and channels. Does keras.Input get the shape (rows, columns, 1), without "
    "the batch? If so, does a layer such as Flatten come before a convolution?"
)
TOO_SMALL = (
    "The feature maps have become smaller than the next window. Write down the number of rows after each layer: "
    "a convolution without padding removes kernel size − 1 of them, and pooling with windows of 2×2 leaves half "
    "of them."
)
STILL_A_MAP = (
    "The network gives one prediction per place of the feature map, not one per image. Which layer turns a map into a "
    "row of numbers?"
)
POSITIONAL_ACTIVATION = (
    "The third argument of Conv2D is `strides`, so Keras takes your activation for the stride. Pass the activation by "
    "its name: `activation=…`."
)
