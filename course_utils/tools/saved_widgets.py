"""Pictures of widgets that a saved notebook still shows when no kernel runs them."""

from typing import Any

from course_utils.widgets.explorer import LivePicture, still

_VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_PICTURE = f"{LivePicture.__module__}.{LivePicture.__name__}"  # as anywidget calls it


def keep_pictures(model: dict, **_: Any) -> None:
    """Make a notebook that JupyterLab is about to save show the last pictures of its explorers.

    JupyterLab saves the state of a widget only while a kernel runs it. So a widget that has no state is replaced by
    the still picture in the same output: otherwise "Error displaying widget" would be shown in its place from the
    second time on that the notebook is opened without being run. And while there is a state, the still picture is made
    from it.

    Parameters
    ----------
    model : dict
        What JupyterLab's server calls a model of a file; its content is changed in place.
    """
    content = model.get("content")
    if model["type"] != "notebook" or not content or content.get("nbformat") != 4:
        return
    states = content["metadata"].get("widgets", {}).get(_STATE, {}).get("state", {})
    for cell in content["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if _VIEW in data and len(data) > 1:
                _keep_picture(data, states)


def _keep_picture(data: dict, states: dict) -> None:
    shown = data[_VIEW]["model_id"]
    if shown not in states:
        del data[_VIEW]
        return
    for child in states[shown]["state"].get("children", []):
        saved = states.get(child.removeprefix("IPY_MODEL_"), {"state": {}})
        if saved["state"].get("_anywidget_id") == _PICTURE:
            (png,) = (buffer["data"] for buffer in saved["buffers"] if buffer["path"] == ["png"])
            data["text/html"] = still(png, saved["state"]["alt"], saved["state"]["said"])
