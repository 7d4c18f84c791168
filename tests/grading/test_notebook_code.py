"""The code in a notebook: read whatever program saved it, and refused in one sentence whatever else it is."""

import json
import random
from pathlib import Path

import nbformat
import pytest

from course_utils.grading.notebook_code import LARGEST, MOST_CELLS, MOST_CODE, Unreadable, parse

ROOT = Path(__file__).parents[2]


def notebook(*sources, **fields):
    cells = [{"cell_type": "code", "source": source, "metadata": {}, "outputs": []} for source in sources]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | fields


def dumped(content, **settings):
    return json.dumps(content, **settings).encode()


def test_the_sources_come_in_order_and_nothing_else():
    content = notebook("a = 1\n", ["b = 2\n", "c"], "")
    content["cells"].insert(1, {"cell_type": "markdown", "source": "text"})
    content["cells"].insert(2, {"cell_type": "raw", "source": "raw"})
    assert parse(dumped(content)) == ("a = 1\n", "b = 2\nc", "")


@pytest.mark.parametrize("path", sorted((ROOT / "exercises").glob("*.ipynb")), ids=lambda path: path.stem)
def test_our_own_exercises_can_be_read(path):
    wanted = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    assert list(parse(path.read_bytes())) == wanted


@pytest.mark.parametrize("version", [2, 3])
def test_old_formats_can_be_read(version):
    cells = [{"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "python"}, {"cell_type": "markdown"}]
    sheets = [{"cells": cells}, {"cells": [{"cell_type": "code", "input": "c"}]}]
    assert parse(dumped({"nbformat": version, "nbformat_minor": 0, "worksheets": sheets})) == ("a = 1\nb = 2", "c")


def test_format_three_as_nbformat_writes_it():
    four = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1"), nbformat.v4.new_markdown_cell("t")])
    three = nbformat.convert(four, 3)
    assert parse(nbformat.writes(three, version=3).encode()) == ("x = 1",)


COLAB = {
    "colab": {"provenance": []},
    "kernelspec": {"name": "python3", "display_name": "Python 3"},
    "accelerator": "GPU",
}
VSCODE = {
    "kernelspec": {"name": ".venv", "display_name": "x", "language": "python"},
    "language_info": {"version": "3.13"},
}


@pytest.mark.parametrize("metadata", [COLAB, VSCODE, {}, {"kernelspec": {"name": "my-env"}}, None, "odd"])
@pytest.mark.parametrize("minor", [0, 2, 4, 5, 99, "5", None])
def test_whatever_program_saved_it(metadata, minor):
    content = notebook("x = 1", metadata=metadata, nbformat_minor=minor)
    content["cells"][0] |= {"id": "same", "metadata": {"id": "AbC", "outputId": "x"}}
    content["cells"].append({"cell_type": "code", "source": "y", "id": "same"})
    assert parse(dumped(content)) == ("x = 1", "y")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_every_form_of_unicode_can_be_read(encoding):
    content = json.dumps(notebook("x = 'Zoë 名'"), ensure_ascii=False).encode(encoding)
    assert parse(content) == ("x = 'Zoë 名'",)


def test_what_python_cannot_hold_is_made_visible():
    (source,) = parse(dumped(notebook("a\r\nb\rc\0 '\ud800' '\ud83d\ude00'")))
    assert source == "a\nb\nc\ufffd '\ufffd' '\U0001f600'"
    source.encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\0", "empty"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\3\4....", "a zip"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"\xef\xbb\xbf<html>", "a web page"),
        (b"\x1f\x8b\x08", "packed"),
        (b"import numpy as np\n", "line 1 is not JSON"),
        (b'{\n"cells": [\n<<<<<<< HEAD\n', "both sides of a merge"),
        (dumped(notebook("x = 1"))[:-20], "breaks off"),
        (dumped(notebook("x = 1"), indent=1)[:40], "breaks off"),
        (b"\x80\x81\x82", "not text"),
        (b"[]", "not a notebook"),
        (b"null", "not a notebook"),
        (b'"text"', "not a notebook"),
        (b"{}", "`nbformat` is missing"),
        (dumped(notebook("x", nbformat="4")), "`nbformat` is missing"),
        (dumped(notebook("x", nbformat=True)), "`nbformat` is missing"),
        (dumped(notebook("x", nbformat=5)), "format is 5"),
        (dumped(notebook("x", nbformat=1)), "format is 1"),
        (dumped(notebook("x", nbformat=10**4000)), "format is 1000"),
        (dumped(notebook(nbformat=3)), "worksheets"),
        (dumped(notebook(nbformat=3, worksheets=[1])), "worksheets"),
        (dumped(notebook(cells=None)), "list of cells"),
        (dumped(notebook(cells={"a": 1})), "list of cells"),
        (dumped(notebook(cells=[1])), "cell 1"),
        (dumped(notebook("x", None)), "cell 2"),
        (dumped(notebook("x", ["a", 1])), "cell 2"),
        (dumped(notebook({"a": 1})), "cell 1"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"[" * 1_000_001, "lists and objects"),
        (b'{"a": ' + b"1" * 5000 + b"}", "a number"),
        (dumped(notebook(*["x"] * (MOST_CELLS + 1))), "2,001 cells"),
        (dumped(notebook("x" * (MOST_CODE + 1))), "characters"),
        (b" " * (LARGEST + 1), "20.0 MB"),
    ],
)
def test_what_is_not_a_notebook_is_told_in_one_sentence_with_the_way_out(content, said):
    with pytest.raises(Unreadable) as caught:
        parse(content)
    message = str(caught.value)
    assert said in message
    assert "\n" not in message
    assert len(message) < 250
    assert any(way in message for way in ("hand in", "hand it in", "save it", "remove", "load data"))


def test_no_other_exception_comes_out():
    whole = (ROOT / "exercises" / "00_welcome.ipynb").read_bytes()
    rng, unreadable = random.Random(2), 0
    pieces = [
        b"null",
        b"[",
        b"]",
        b"{",
        b"}",
        b'"',
        b"\\ud800",
        b"\\",
        b"\0",
        b"\xff",
        b"1e999",
        b"NaN",
        b"-",
        b"4",
        b",",
    ]
    for _ in range(3000):
        content = bytearray(whole)
        for _ in range(rng.choice((1, 2, 10))):
            at, length = rng.randrange(len(content)), rng.choice((0, 1, 5, 500))
            content[at : at + length] = rng.choice(pieces)
        try:
            sources = parse(bytes(content))
        except Unreadable as error:
            unreadable += 1
            str(error).encode()
        else:
            "".join(sources).encode()
    assert 0 < unreadable < 3000


def test_no_other_exception_comes_out_of_odd_values():
    """The values in a valid notebook exchanged for others."""
    rng = random.Random(3)
    odd = [None, True, 0, -1, 4, 3, 10**400, 1.5, float("nan"), "", "code", [], {}, [[]], ["x", None], {"cells": []}]

    def spoil(value):
        if rng.random() < 0.1:
            return rng.choice(odd)
        if isinstance(value, dict):
            return {key: spoil(item) for key, item in value.items() if rng.random() > 0.05}
        return [spoil(item) for item in value] if isinstance(value, list) else value

    base = [notebook("a", ["b"]), {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "x"}]}]}]
    read = 0
    for number in range(4000):
        try:
            read += all(isinstance(source, str) for source in parse(dumped(spoil(base[number % 2]))))
        except Unreadable:
            continue
    assert 100 < read < 4000


def test_outputs_are_neither_counted_nor_kept():
    """Outputs of 1.2 million lists, as an animation leaves them, and of text repeated for 3.5 MB."""
    for output in ([[] for _ in range(1_200_000)], ["epoch 1: loss 0.5\n"] * 180_000):
        content = notebook("x = 1")
        content["cells"][0]["outputs"] = [{"output_type": "stream", "text": output}]
        assert parse(dumped(content)) == ("x = 1",)


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), "\ud800", 10**400])
def test_odd_values_in_outputs_are_no_obstacle(odd):
    content = notebook("x = 1")
    content["cells"][0]["outputs"] = [{"data": {"application/json": odd}}]
    assert parse(dumped(content)) == ("x = 1",)
