"""Why a document is refused: a closed list, put into words elsewhere."""

from enum import StrEnum


class DocumentProblem(StrEnum):
    """What is wrong with a file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BAD_NAME = "bad_name"
    UNKNOWN_KIND = "unknown_kind"
    OTHER_EXTENSION = "other_extension"
    DAMAGED = "damaged"
    TWO_KINDS_AT_ONCE = "two_kinds_at_once"
    HOLDS_PROGRAM = "holds_program"
    HOLDS_FILES = "holds_files"
    REACHES_OUTSIDE = "reaches_outside"
    PROTECTED = "protected"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    IMAGE_TOO_LARGE = "image_too_large"


class DocumentRefusedError(Exception):
    """A file that is not kept; `problem` says why."""

    def __init__(self, problem: DocumentProblem) -> None:
        super().__init__(problem)
        self.problem = problem
