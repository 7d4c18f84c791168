"""The guesses of a lesson, read from its notebook without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import nbformat


@dataclass(frozen=True)
class Question:
    """A call of `guess` in a notebook."""

    key: str
    text: str
    options: tuple[str, ...]


def question(cell: nbformat.NotebookNode) -> Question | None:
    """Return the question that a cell asks with `guess`, or None."""
    if cell.cell_type != "code" or "guess(" not in cell.source:
        return None
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "guess":
            key, text, options = (ast.literal_eval(_plain(argument)) for argument in node.args)
            return Question(key, text, tuple(options))
    return None


def questions(notebook: nbformat.NotebookNode) -> Iterator[Question]:
    """Yield the questions of a notebook in its order."""
    for cell in notebook.cells:
        if asked := question(cell):
            yield asked


def _plain(node: ast.expr) -> ast.expr:
    """Turn a dict from options to bounds into the list of its options, and leave everything else."""
    if isinstance(node, ast.Dict):
        return ast.List([key for key in node.keys if key is not None], ast.Load())
    return node


def results(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return which option the saved run of a notebook chose: a dict from the text of a question to that option."""
    asked = {one.text: one for one in questions(notebook)}
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            text, _, rest = output.get("data", {}).get("text/plain", "").partition("\n")
            if text in asked and rest.startswith("  ") and not rest.startswith("  - "):
                line = rest.partition("\n")[0]
                found[text] = next(option for option in asked[text].options if line.endswith(f"  {option}"))
    return found
