"""Formulas of a lesson as MathML, which a browser draws without a font or a script of ours."""

import re

from latex2mathml.converter import convert

# The name of a function with an argument that has no parentheses: ln a, not lna. A base, as in log₂, keeps its form.
_NAME = re.compile(r"(?<!<msub>)(?<!<msup>)(?<!<munder>)(<mi>(?:ln|log|exp|max|min|sin|cos|tanh)</mi>)(?=<m[infs])")


class FormulaError(ValueError):
    """What is wrong with a formula."""


def mathml(formula: str, block: bool = False) -> str:
    r"""Turn a formula in TeX into MathML.

    Parameters
    ----------
    formula : str
        Without its dollar signs.
    block : bool
        Whether it has a line to itself.

    Raises
    ------
    FormulaError
        When a command is unknown, such as ``\softmax``, or the formula is not complete.
    """
    try:
        element = convert(formula.strip(), display="block" if block else "inline")
    except Exception as error:  # latex2mathml has a dozen, without a class of their own
        raise FormulaError(f"the formula {formula.strip()!r} is not complete ({type(error).__name__})") from error
    if unknown := re.search(r"\\[A-Za-z]+|\\.", element):
        raise FormulaError(f"the command {unknown[0]} of the formula {formula.strip()!r} is unknown")
    element = element.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")  # HTML knows the element by its name
    return _NAME.sub(r'\1<mspace width="0.17em"/>', element)
