"""Whole numbers as browsers send them, read without trusting their length or their digits."""


def read_number(text: str | None, *, most: int) -> int | None:
    """Read a whole number in figures from 0 to `most`; None for anything else.

    Python refuses to read thousands of digits, and takes signs such as « ² » for digits.
    """
    if not text or not text.isascii() or not text.isdecimal() or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None
