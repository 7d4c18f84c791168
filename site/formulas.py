"""Formulas as MathML, which needs no script."""

import re

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.errors import SphinxError


def inline(translator, node):
    """Write a formula within a line."""
    translator.body.append(mathml(node.astext(), translator.docnames[0]))
    raise nodes.SkipNode


def block(translator, node):
    """Write a formula that has a line to itself."""
    formula = mathml(node.astext(), translator.docnames[0], as_block=True)
    translator.body.append(f'<div class="math">{formula}</div>')
    raise nodes.SkipNode


def mathml(tex, page, **options):
    """Return a formula as MathML; one that can't be read, as with an unknown command, stops the build."""
    try:
        return tex2mathml(re.sub(r"\\dots\b", r"\\ldots", tex), **options)  # docutils knows one of the two names
    except MathError as error:
        raise SphinxError(f"{page}: the formula {tex!r} can't be read: {error}") from error
