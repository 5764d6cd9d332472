"""Cells that a spreadsheet would compute: refused when they come in, made harmless going out.

Source of the signs: OWASP, « CSV Injection ».
"""

import re

# Full-width signs are computed too by spreadsheets set to an East Asian language.
_DANGEROUS_START = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NEUTRALISED = re.compile(r"'(?='*\s*[=+\-@\t\r\n＝＋－＠])")
# « +33 2… », « -3.83 » and a Markdown list are not formulas; « +CMD|… » and « @SUM(…) » are.
_FORMULA = re.compile(r"\s*(?:[=＝]|[+\-@＋－＠](?=\S)[^\n]*\w[(|!])")
# A number is no formula, and an apostrophe would make a text of it.
_NUMBER = re.compile(r"-\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)


def neutralised(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet could compute.

    One that looks neutralised gets another, so that `restored` gives each text back.
    """
    is_dangerous = _DANGEROUS_START.match(text.lstrip(" ")) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_dangerous or _NEUTRALISED.match(text) else text


def restored(text: str) -> str:
    """Take away the apostrophe that `neutralised` put."""
    return text[1:] if _NEUTRALISED.match(text) else text


def is_formula(text: str) -> bool:
    """Tell whether a cell of a file asks to be computed; a neutralised one does not."""
    return _FORMULA.match(text) is not None
