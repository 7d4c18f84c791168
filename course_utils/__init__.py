"""Say to Keras, before anybody imports it, that this course computes with TensorFlow."""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
