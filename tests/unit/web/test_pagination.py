"""Which pages a long list offers."""

import pytest

from directory.web.pagination import paginate


@pytest.mark.parametrize(
    ("current", "last", "numbers"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 9, (1, 2, 3, None, 9)),
        (5, 9, (1, None, 3, 4, 5, 6, 7, None, 9)),
        (9, 9, (1, None, 7, 8, 9)),
    ],
)
def test_the_ends_and_the_neighbours_are_offered(
    current: int, last: int, numbers: tuple[int | None, ...]
) -> None:
    assert paginate(current, last).numbers == numbers


def test_the_first_page_has_none_before_and_the_last_none_after() -> None:
    assert paginate(1, 2).previous is None
    assert paginate(2, 2).following is None


def test_a_page_beyond_the_last_leads_back_to_the_last() -> None:
    pages = paginate(99, 3)

    assert (pages.previous, pages.following) == (3, None)
    assert pages.numbers == (1, None, 3)
