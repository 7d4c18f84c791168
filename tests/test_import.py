"""The start of the course: `import course_utils` is instant and chooses TensorFlow, which then starts silently."""

import json
import os
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

CHATTER = (
    "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    "I0000 00:00:1795222477.888446    9367 cudart_stub.cc:31] Could not find cuda drivers on your machine.\n"
    "2026-11-21 01:00:00.123456: E external/local_xla/xla/cuda.cc:607] Unable to register cuFFT factory\n"
    "To enable the following instructions: AVX2 FMA, rebuild TensorFlow with the right compiler flags.\n"
)


def python(code, folder, **environment):
    """Return what a fresh Python prints for the code, with `folder` before everything that is installed."""
    plain = {key: value for key, value in os.environ.items() if key not in ("KERAS_BACKEND", "TF_CPP_MIN_LOG_LEVEL")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=plain | {"PYTHONPATH": str(folder)} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def fake_tensorflow(folder, *body):
    """Make a module called tensorflow that says what TensorFlow says, then does what the lines say."""
    lines = [
        "import os, sys, types",
        f"os.write(2, {CHATTER.encode()!r})",
        'config = types.SimpleNamespace(list_physical_devices=lambda: os.write(2, b"E0000 00:00:1 cuInit\\n"))',
        *body,
    ]
    (folder / "tensorflow.py").write_text("\n".join(lines), encoding="utf-8")


def test_import_is_instant_and_loads_nothing_heavy(tmp_path):
    code = (
        "import json, sys, time; start = time.perf_counter(); import course_utils; "
        "print(json.dumps([time.perf_counter() - start, sorted(sys.modules)]))"
    )
    seconds = []
    for _ in range(3):
        took, modules = json.loads(python(code, tmp_path).stdout)
        assert not {"tensorflow", "keras", "matplotlib", "numpy", "IPython"} & set(modules)
        seconds.append(took)
    assert min(seconds) < 0.1


def test_the_backend_is_tensorflow_unless_somebody_has_chosen(tmp_path):
    code = "import os, course_utils; print(os.environ['KERAS_BACKEND'])"
    assert python(code, tmp_path).stdout == "tensorflow\n"
    assert python(code, tmp_path, KERAS_BACKEND="tensorflow").stderr == ""
    other = python(code, tmp_path, KERAS_BACKEND="jax")
    assert other.stdout == "jax\n"
    assert "UserWarning: Keras computes with 'jax' here, and this course needs 'tensorflow'." in other.stderr
    assert "<string>:1" in other.stderr  # the warning names the line that imported, not ours


def test_a_keras_that_was_loaded_before_with_another_backend_is_told(tmp_path):
    (tmp_path / "keras.py").write_text(
        "import types\nconfig = types.SimpleNamespace(backend=lambda: 'torch')\n", encoding="utf-8"
    )
    said = python("import keras, course_utils", tmp_path).stderr
    assert "Keras computes with 'torch' here" in said
    assert "restart the kernel, and import course_utils before keras" in said


def test_start_up_lines_are_dropped_and_other_lines_are_not(tmp_path):
    fake_tensorflow(tmp_path, "print('a real message', file=sys.stderr)", "os.write(2, b'another\\n')")
    alone = python("import tensorflow", tmp_path)
    assert alone.stderr.count("\n") == 6  # so this can fail
    quiet = python("import course_utils, os, tensorflow; tensorflow.config.list_physical_devices()", tmp_path)
    assert quiet.stderr == "a real message\nanother\nE0000 00:00:1 cuInit\n"  # the last one came later: it stays
    assert quiet.returncode == 0


def test_nothing_is_dropped_when_the_import_fails(tmp_path):
    fake_tensorflow(tmp_path, "raise ImportError('DLL load failed')")
    code = "import course_utils\ntry:\n import tensorflow\nexcept ImportError as error:\n print(error)"
    failed = python(code, tmp_path)
    assert failed.stdout == "DLL load failed\n"
    assert failed.stderr == CHATTER


def test_a_later_import_works_after_one_that_failed(tmp_path):
    fake_tensorflow(tmp_path, "if 'broken' in sys.argv: raise ImportError('once')")
    code = (
        "import course_utils, sys\nsys.argv.append('broken')\ntry:\n import tensorflow\nexcept ImportError:\n"
        " sys.argv.pop()\nimport tensorflow\nimport inspect\nprint(inspect.getsource(tensorflow)[:6])"
    )
    again = python(code, tmp_path)
    assert again.stderr == CHATTER
    assert again.stdout == "import\n"


def test_asking_whether_tensorflow_is_there_changes_nothing(tmp_path):
    fake_tensorflow(tmp_path)
    code = "import course_utils, importlib.util as u; print(u.find_spec('tensorflow').origin)\nimport tensorflow"
    asked = python(code, tmp_path)
    assert asked.stdout.strip() == str(tmp_path / "tensorflow.py")
    assert asked.stderr == ""


def test_no_tensorflow_is_an_ordinary_error(tmp_path):
    missing = python(
        "import course_utils, sys; sys.path = [p for p in sys.path if 'packages' not in p]; import tensorflow", tmp_path
    )
    assert missing.stderr.strip().endswith("ModuleNotFoundError: No module named 'tensorflow'")


@pytest.mark.parametrize("take_away", ["os.close(2)", "import tempfile; tempfile.tempdir = '/no/such/folder'"])
def test_without_a_stderr_or_a_temporary_folder_tensorflow_starts_all_the_same(tmp_path, take_away):
    fake_tensorflow(tmp_path, "if 'course_utils' not in sys.modules: raise SystemError")
    started = python(f"import course_utils, os; {take_away}; import tensorflow; print('started')", tmp_path)
    assert started.stdout == "started\n"
    assert started.returncode == 0


def test_tensorflow_itself_starts_without_a_word_in_a_notebook(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # ipykernel shows no descriptor 2 under a test
    monkeypatch.delenv("TF_CPP_MIN_LOG_LEVEL", raising=False)
    cells = [
        "import os, sys; os.write(2, b'seen\\n'); None",
        "import course_utils, keras, tensorflow as tf",
        "x = tf.constant([1.0, 2.0])\n"
        "model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])\n"
        "model.compile(loss='mse')\n"
        "history = model.fit(tf.ones((4, 2)), tf.ones((4, 1)), verbose=0)",
        "os.write(2, b'still seen\\n'); None",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(notebook, timeout=120, kernel_name="python3")
    client.execute(env=os.environ | {"IPYTHONDIR": str(tmp_path), "COURSE_HOME": str(tmp_path)})
    said = [[(output.name, output.text) for output in cell.outputs] for cell in notebook.cells]
    assert said == [[("stderr", "seen\n")], [], [], [("stderr", "still seen\n")]]
