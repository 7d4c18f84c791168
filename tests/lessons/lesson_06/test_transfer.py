"""The cell of lesson 06 with a pretrained network: it runs where the weights are, and says so where they are not."""

from pathlib import Path

import h5py
import numpy as np
import pytest

from course_utils.tools import notebook_io

LESSON = Path(__file__).parents[3] / "notebooks" / "06_convolutional_networks.ipynb"


@pytest.fixture
def cell(tmp_path, monkeypatch):
    """Run the cell as the lesson does, on a few noisy pictures, with an empty Keras cache; gives the cache's folder."""
    import keras

    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    rng = np.random.default_rng(0)
    names = {"keras": keras, "layers": keras.layers, "np": np}
    names["x_train"], names["y_train"] = rng.random((24, 28, 28, 1), "float32"), np.arange(24) % 10
    names["x_val"], names["y_val"] = names["x_train"], names["y_train"]
    sources = [cell.source for _, cell in notebook_io.code_cells(notebook_io.read(LESSON), LESSON.name)]
    [own] = [source for source in sources if "MobileNetV2" in source]
    exec("import os\nfrom pathlib import Path", names)
    for needed in ("def compiled(", "def share_right("):
        [source] = [source for source in sources if needed in source]
        exec(source[source.index(needed) :].split("\n\n")[0], names)

    def run():
        exec(own, names)
        return names

    run.models = tmp_path / "models"
    return run


def test_skipped_with_the_way_out(cell, capsys):
    cell()
    said = capsys.readouterr().out
    assert said.startswith("Skipped: ") and "keras.applications.MobileNetV2(" in said


def test_runs_with_the_weights(cell, capsys):
    import keras

    base = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, weights=None)
    cell.models.mkdir()
    name = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_96_no_top.h5"  # as Keras calls its download
    with h5py.File(cell.models / name, "w") as file:
        file.attrs["layer_names"] = [layer.name for layer in base.layers]
        for layer in base.layers:
            group = file.create_group(layer.name)
            group.attrs["weight_names"] = [f"{place}" for place in range(len(layer.weights))]
            for place, weight in enumerate(layer.weights):
                group[f"{place}"] = np.asarray(weight)
    names = cell()
    said = capsys.readouterr().out
    assert said.startswith("a head on MobileNetV2") and 0 <= names["share"] <= 1
    kept = zip(names["base"].get_weights(), base.get_weights(), strict=True)
    assert all(np.array_equal(mine, theirs) for mine, theirs in kept), "frozen: only the head has learned"
    assert [weight.shape for weight in names["head"].get_weights()] == [(1280, 10), (10,)]
