"""Formulas as MathML, which needs no script."""

import re

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml


def mathml(tex, **options):
    """Return a formula as MathML; docutils has all of our commands but one."""
    return tex2mathml(re.sub(r"\\dots\b", r"\\ldots", tex), **options)


def inline(translator, node):
    """Write a formula within a line; an unknown command stops the build."""
    translator.body.append(mathml(node.astext()))
    raise nodes.SkipNode


def block(translator, node):
    """Write a formula that has a line to itself."""
    translator.body.append(f'<div class="math">{mathml(node.astext(), as_block=True)}</div>')
    raise nodes.SkipNode
