"""Tests of what a saved notebook shows of its widgets when no kernel runs them."""

import asyncio
import base64
import copy
from types import SimpleNamespace

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager, LargeFileManager

from course_utils.plots.picture import Picture
from course_utils.tools.saved_widgets import cover_results, keep_pictures, show_pictures
from course_utils.widgets.explorer import Explorer, slider
from course_utils.widgets.guesses import StillQuestion
from course_utils.widgets.radio import Radio

VIEW = "application/vnd.jupyter.widget-view+json"


def draw(rate):
    figure = Picture(figsize=(1, 1))
    figure.alt = f"drawn at {rate}"
    return figure, f"says {rate}"


def saved(explorer, state):
    """Return a notebook with the output of an explorer, as the server gets it."""
    cells = [
        {"cell_type": "markdown", "source": ""},
        {"cell_type": "code", "source": "", "outputs": [{"output_type": "stream", "text": "before"}]},
        {"cell_type": "code", "source": "", "outputs": [{"data": explorer._repr_mimebundle_()}]},
    ]
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": state}}
    return {"type": "notebook", "content": {"nbformat": 4, "metadata": {"widgets": widgets}, "cells": cells}}


def state_of(explorer):
    """Return the part of a frontend's state that the picture is in, in the form of a notebook's metadata."""
    picture = explorer.picture
    words = {"alt": picture.alt, "said": picture.said, "_anywidget_id": picture._anywidget_id}
    png = {"encoding": "base64", "path": ["png"], "data": base64.b64encode(picture.png).decode()}
    children = [f"IPY_MODEL_{child.model_id}" for child in explorer.children]
    return {explorer.model_id: {"state": {"children": children}}, picture.model_id: {"state": words, "buffers": [png]}}


def test_a_folded_result_does_not_begin_with_the_answer():
    def cell(hidden, *outputs):
        return {"cell_type": "code", "metadata": {"jupyter": {"outputs_hidden": hidden}}, "outputs": [*outputs]}

    told = {"output_type": "stream", "name": "stdout", "text": "ten\n"}
    text = {"cell_type": "markdown", "metadata": {}, "source": ""}
    content = {"cells": [cell(True, told), cell(False, told), cell(True), text]}
    for _ in range(2):
        cover_results(content)
        first, second, third, _ = content["cells"]
        assert first["outputs"][0]["data"] == {"text/plain": "Run this cell to see its result."}
        assert first["outputs"][1:] == second["outputs"] == [told]
        assert third["outputs"] == []


@pytest.mark.parametrize(("chosen", "said"), [(1, "Your guess: ten."), (None, "Run this cell to choose an option.")])
def test_a_guess_is_saved_as_it_was_chosen(chosen, said):
    radio = Radio(question="How many?", options=["nine", "ten"], chosen=chosen, said="Your guess: ten.")
    still = StillQuestion("How many?", ("nine", "ten"), "Run this cell to choose an option.")._repr_mimebundle_()
    data = still | {VIEW: {"model_id": radio.model_id}}
    names = ("question", "options", "chosen", "said", "_anywidget_id")
    state = {radio.model_id: {"state": {name: getattr(radio, name) for name in names}}}
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": state}}
    cells = [{"cell_type": "code", "source": "", "outputs": [{"data": data}]}]
    model = {"type": "notebook", "content": {"nbformat": 4, "metadata": {"widgets": widgets}, "cells": cells}}
    keep_pictures(path="a.ipynb", model=model, contents_manager=None)
    assert data["text/html"] == still["text/html"].replace("Run this cell to choose an option.", said)


def test_a_widget_with_its_state_stays_and_its_still_picture_is_the_last_one():
    explorer = Explorer(draw, {"rate": slider("Rate", 1, 5, 1, 1)}, "Explore")
    model = saved(explorer, {})
    first = model["content"]["cells"][2]["outputs"][0]["data"]
    explorer.values = {"rate": 4}
    model["content"]["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"] = state_of(explorer)
    assert 'alt="drawn at 1"' in first["text/html"]
    keep_pictures(path="a.ipynb", model=model, contents_manager=None)
    assert first[VIEW]["model_id"] == explorer.model_id
    assert first["text/html"] == explorer._repr_mimebundle_()["text/html"]
    assert 'alt="drawn at 4"' in first["text/html"] and "says 4" in first["text/html"]


def test_a_widget_without_its_state_leaves_its_still_picture():
    explorer = Explorer(draw, {"rate": slider("Rate", 1, 5, 1, 1)}, "Explore")
    model = saved(explorer, {})
    bundle = explorer._repr_mimebundle_()
    keep_pictures(path="a.ipynb", model=model, contents_manager=None)
    assert model["content"]["cells"][2]["outputs"] == [
        {"data": {kind: bundle[kind] for kind in bundle if kind != VIEW}}
    ]
    assert model["content"]["cells"][1]["outputs"] == [{"output_type": "stream", "text": "before"}]


def test_other_files_and_a_widget_that_has_nothing_else_stay_as_they_are():
    alone = {"nbformat": 4, "metadata": {}, "cells": [{"outputs": [{"data": {VIEW: {"model_id": "1"}}}]}]}
    for model in ({"type": "file", "content": "x"}, {"type": "notebook"}, {"type": "notebook", "content": alone}):
        before = copy.deepcopy(model)
        keep_pictures(path="a", model=model, contents_manager=None)
        assert model == before


def served(folder, manager, *running):
    """Return a server of the files in a folder, with kernels for the running notebooks."""
    sessions = SimpleNamespace(list_sessions=lambda: [{"path": path} for path in running])
    return SimpleNamespace(contents_manager=manager(root_dir=str(folder)), session_manager=sessions)


@pytest.mark.parametrize(("running", "live"), [((), False), (("other.ipynb",), False), (("a.ipynb",), True)])
def test_widgets_are_handed_out_only_while_a_kernel_runs_them(running, live, tmp_path):
    explorer = Explorer(draw, {"rate": slider("Rate", 1, 5, 1, 1)}, "Explore")
    bundle = explorer._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", bundle)
    cells = [nbformat.v4.new_code_cell("explore()", outputs=[output])]
    state = {"application/vnd.jupyter.widget-state+json": {"state": state_of(explorer)}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"widgets": state})
    nbformat.write(notebook, tmp_path / "a.ipynb")
    server = served(tmp_path, AsyncLargeFileManager, *running)
    show_pictures(server)
    content = asyncio.run(server.contents_manager.get("a.ipynb"))["content"]
    shown = content["cells"][0]["outputs"][0]["data"]
    assert (VIEW in shown, "widgets" in content["metadata"]) == (live, live)
    assert shown["text/html"] == bundle["text/html"]
    assert asyncio.run(server.contents_manager.get("a.ipynb", content=False))["content"] is None


def test_files_that_are_not_read_asynchronously_are_left_alone(tmp_path):
    server = served(tmp_path, LargeFileManager)
    before = server.contents_manager.get
    show_pictures(server)
    assert server.contents_manager.get == before
