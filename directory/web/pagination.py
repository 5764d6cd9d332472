"""Which pages a long list offers: the first, the last, and those around the current one."""

from dataclasses import dataclass

_AROUND = 2


@dataclass(frozen=True, slots=True)
class Pagination:
    """Page numbers to show, None for a gap; `previous` and `following` are None at the ends."""

    current: int
    numbers: tuple[int | None, ...]
    previous: int | None
    following: int | None

    @property
    def linked(self) -> tuple[int, ...]:
        """The pages that links lead to."""
        around = (self.previous, self.following, *self.numbers)
        return tuple(sorted({number for number in around if number is not None}))


def paginate(current: int, last: int) -> Pagination:
    """Choose the pages to offer; a current page beyond the last offers the last as previous."""
    near = range(max(1, current - _AROUND), min(last, current + _AROUND) + 1)
    shown = sorted({1, last, *near})
    numbers: list[int | None] = []
    for number in shown:
        if numbers and numbers[-1] != number - 1:
            numbers.append(None)
        numbers.append(number)
    return Pagination(
        current=current,
        numbers=tuple(numbers),
        previous=min(current - 1, last) if current > 1 else None,
        following=current + 1 if current < last else None,
    )
