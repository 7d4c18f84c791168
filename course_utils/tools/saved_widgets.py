"""What a saved notebook shows before its cells are run: widgets as pictures, and results folded away."""

import copy
from collections.abc import Iterator
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.serverapp import ServerApp
from jupyter_server.services.contents.manager import AsyncContentsManager

from course_utils.widgets.explorer import LivePicture, still
from course_utils.widgets.guesses import StillQuestion
from course_utils.widgets.radio import Radio

_VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_COVER = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "Run this cell to see its result."}}
_PICTURE, _RADIO = (f"{kind.__module__}.{kind.__name__}" for kind in (LivePicture, Radio))  # as anywidget calls them


def show_pictures(server: ServerApp) -> None:
    """Make a server show still pictures in place of widgets that no kernel runs.

    JupyterLab itself would show "Error displaying widget". It can restore a widget from a state in the notebook, but
    it saves that state only while a kernel runs the widget, and it may fail to restore it while a kernel starts.

    Parameters
    ----------
    server : jupyter_server.serverapp.ServerApp
        Where a person has set up files that are not read asynchronously, nothing changes.
    """
    files, read = server.contents_manager, server.contents_manager.get
    if not isinstance(files, AsyncContentsManager):
        return

    async def get(path: str, *args: Any, **options: Any) -> dict:
        model = await read(path, *args, **options)
        if _notebook(model):
            sessions = await ensure_async(server.session_manager.list_sessions())
            if path.strip("/") not in {session["path"] for session in sessions}:
                drop_widgets(model["content"])
                cover_results(model["content"])
        return model

    files.get = get  # type: ignore[method-assign]  # of this one server, whatever class its files have
    files.register_pre_save_hook(keep_pictures)


def keep_pictures(model: dict, **_: Any) -> None:
    """Make a notebook that is about to be saved show the last pictures of its explorers, and what was guessed.

    Parameters
    ----------
    model : dict
        What Jupyter's server calls a model of a file; its content is changed in place.
    """
    if not _notebook(model):
        return
    states = model["content"]["metadata"].get("widgets", {}).get(_STATE, {}).get("state", {})
    for data in _widgets(model["content"]):
        if data[_VIEW]["model_id"] in states:
            _keep_shown(data, states)
        else:
            del data[_VIEW]


def drop_widgets(content: dict) -> None:
    """Leave only the still pictures of a notebook's widgets; the content is changed in place."""
    for data in _widgets(content):
        del data[_VIEW]
    content["metadata"].pop("widgets", None)


def cover_results(content: dict) -> None:
    """Put a line in front of outputs that are folded away; the content is changed in place.

    JupyterLab shows the first line of a folded output, which may be the answer to a guess.
    """
    for cell in content["cells"]:
        outputs = cell.get("outputs", [])
        if cell["metadata"].get("jupyter", {}).get("outputs_hidden") and outputs and outputs[0] != _COVER:
            outputs.insert(0, copy.deepcopy(_COVER))


def _notebook(model: dict) -> bool:
    return model["type"] == "notebook" and bool(model.get("content")) and model["content"].get("nbformat") == 4


def _widgets(content: dict) -> Iterator[dict]:
    """Yield the data of each output that shows a widget and something else beside it."""
    for cell in content["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if _VIEW in data and len(data) > 1:
                yield data


def _keep_shown(data: dict, states: dict) -> None:
    shown = states[data[_VIEW]["model_id"]]["state"]
    if shown.get("_anywidget_id") == _RADIO and shown.get("chosen") is not None:
        question = StillQuestion(shown["question"], tuple(shown["options"]), shown["said"])
        data["text/html"] = question._repr_mimebundle_()["text/html"]
    for child in shown.get("children", []):
        saved = states.get(child.removeprefix("IPY_MODEL_"), {"state": {}})
        if saved["state"].get("_anywidget_id") == _PICTURE:
            (png,) = (buffer["data"] for buffer in saved["buffers"] if buffer["path"] == ["png"])
            data["text/html"] = still(png, saved["state"]["alt"], saved["state"]["said"])
