"""The template as CSV: the header alone."""

from directory.exchange.columns import COLUMNS


def template_csv() -> bytes:
    """Give a file with the names of the columns that an import reads."""
    header = ";".join(column.header for column in COLUMNS if column.is_read)
    return f"\ufeff{header}\r\n".encode()
