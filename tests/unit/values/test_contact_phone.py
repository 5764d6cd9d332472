import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.values.contact import (
    InvalidPhoneError,
    PhoneProblem,
    display_phone,
    is_fictional_phone,
    is_short_phone,
    parse_phone,
    phone_uri,
)

FRENCH_PHONES = st.from_regex(r"\+33[1-9][0-9]{8}", fullmatch=True)
SHORT_PHONES = st.sampled_from(["15", "17", "18", "112", "114", "115", "3114", "116117", "118218"])


@pytest.mark.parametrize(
    "text",
    [
        "02 61 91 12 34",
        "02.61.91.12.34",
        "02-61-91-12-34",
        "0261911234",
        "+33 2 61 91 12 34",
        "+33 (0)2 61 91 12 34",
        "+33 02 61 91 12 34",
        "0033 2 61 91 12 34",
        "\u00a002\u202f61\u00a091 12 34 ",
        "(02) 61 91 12 34",
    ],
)
def test_a_french_phone_is_read_however_it_is_written(text: str) -> None:
    assert parse_phone(text) == "+33261911234"


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("15", "15", "15"),
        ("112", "112", "112"),
        ("31 14", "3114", "3114"),
        ("116 117", "116117", "116 117"),
        ("0800 123 456", "+33800123456", "0 800 123 456"),
        ("0 820 12 34 56", "+33820123456", "0 820 123 456"),
        ("07 71 00 00 00", "+33771000000", "07 71 00 00 00"),
        ("+44 20 7946 0958", "+442079460958", "+44 20 7946 0958"),
    ],
)
def test_short_special_and_foreign_phones_are_read_and_shown(
    text: str, number: str, shown: str
) -> None:
    assert parse_phone(text) == number
    assert display_phone(number) == shown


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", PhoneProblem.NOT_A_NUMBER),
        ("+", PhoneProblem.NOT_A_NUMBER),
        ("standard", PhoneProblem.NOT_A_NUMBER),
        ("02 61 91 12 34 poste 5", PhoneProblem.NOT_A_NUMBER),
        ("٠٢٦١٩١١٢٣٤", PhoneProblem.NOT_A_NUMBER),
        ("1" * 10_000, PhoneProblem.NOT_A_NUMBER),
        ("02 61 91 12 3", PhoneProblem.WRONG_LENGTH),
        ("02 61 91 12 345", PhoneProblem.WRONG_LENGTH),
        ("02 61 91 12 34 / 02 61 91 12 35", PhoneProblem.WRONG_LENGTH),
        ("2 61 91 12 34", PhoneProblem.WRONG_LENGTH),
        ("5", PhoneProblem.WRONG_LENGTH),
        ("+33 2 61 91 12", PhoneProblem.WRONG_LENGTH),
        ("1234", PhoneProblem.NOT_ASSIGNED),
        ("00 12 34 56 78", PhoneProblem.NOT_ASSIGNED),
        ("+33 0 061 91 12 34", PhoneProblem.NOT_ASSIGNED),
        ("+44 1", PhoneProblem.NOT_ASSIGNED),
        ("+999 123456", PhoneProblem.NOT_ASSIGNED),
    ],
)
def test_what_is_not_a_phone_is_refused_with_the_reason(text: str, problem: PhoneProblem) -> None:
    with pytest.raises(InvalidPhoneError) as caught:
        parse_phone(text)

    assert caught.value.problem is problem


@given(FRENCH_PHONES | SHORT_PHONES)
def test_a_phone_that_is_shown_can_be_read_again(number: str) -> None:
    assert parse_phone(display_phone(number)) == number


@given(st.text(alphabet="+0123456789 ().-/\u00a0", max_size=45))
def test_any_text_is_a_phone_or_a_clear_refusal(text: str) -> None:
    try:
        number = parse_phone(text)
    except InvalidPhoneError:
        return

    assert parse_phone(number) == number


@pytest.mark.parametrize(
    "text",
    ["0199001234", "0261911234", "0353011234", "0465711234", "0536491234", "0639981234"],
)
def test_the_ranges_kept_for_fiction_are_known(text: str) -> None:
    assert is_fictional_phone(parse_phone(text))


def test_a_real_range_is_not_fiction() -> None:
    assert not is_fictional_phone("+33261921234")


def test_a_fictional_phone_is_refused_where_only_real_ones_belong() -> None:
    with pytest.raises(InvalidPhoneError) as caught:
        parse_phone("02 61 91 12 34", fictional_allowed=False)

    assert caught.value.problem is PhoneProblem.FICTIONAL


def test_a_phone_link_dials_the_number() -> None:
    assert phone_uri("+33261911234") == "tel:+33261911234"
    assert phone_uri("15") == "tel:15"


def test_only_a_short_phone_is_short() -> None:
    assert is_short_phone("3114")
    assert not is_short_phone("+33261911234")
