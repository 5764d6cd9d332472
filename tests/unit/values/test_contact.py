import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.values.contact import (
    InvalidEmailError,
    InvalidWebsiteError,
    WebsiteProblem,
    is_finess,
    is_postal_code,
    is_rna,
    is_siren,
    parse_email,
    parse_website,
)


def test_an_email_is_read_with_its_domain_in_lower_case() -> None:
    assert parse_email(" Contact@Exemple.FR ") == "Contact@exemple.fr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "contact",
        "contact@exemple",
        "a@b@exemple.fr",
        "a..b@exemple.fr",
        ".a@exemple.fr",
        "a b@exemple.fr",
        "a@exemple..fr",
        "a@-exemple.fr",
        "a@exemple.fr\nBcc: b@exemple.fr",
        "a@exemple.fr\x00",
        "a" * 65 + "@exemple.fr",
        "a@" + "b" * 10_000 + ".fr",
    ],
)
def test_what_is_not_an_email_is_refused(text: str) -> None:
    with pytest.raises(InvalidEmailError):
        parse_email(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.exemple.fr/a?b=c#d", "https://www.exemple.fr/a?b=c#d"),
        (" HTTP://Exemple.FR ", "http://exemple.fr"),
        ("www.exemple.fr/équipe", "https://www.exemple.fr/équipe"),
        ("exemple.fr:8443/x", "https://exemple.fr:8443/x"),
        ("https://maison-été.bzh", "https://xn--maison-t-h1ab.bzh"),
    ],
)
def test_a_website_is_read_and_made_whole(text: str, address: str) -> None:
    assert parse_website(text) == address


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", WebsiteProblem.NOT_AN_ADDRESS),
        ("exemple", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://localhost/", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://127.0.0.1/", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://[::1]/", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://[", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://exemple.fr:99999/", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://exemple.fr\\@mal.example", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://exem ple.fr", WebsiteProblem.NOT_AN_ADDRESS),
        ("java\nscript:alert(1)", WebsiteProblem.NOT_AN_ADDRESS),
        ('https://exemple.fr/"onclick="', WebsiteProblem.NOT_AN_ADDRESS),
        ("javascript:alert(1)", WebsiteProblem.NOT_HTTP),
        ("JaVaScRiPt:alert(1)", WebsiteProblem.NOT_HTTP),
        ("javascript:1", WebsiteProblem.NOT_AN_ADDRESS),
        ("data:text/html,x", WebsiteProblem.NOT_HTTP),
        ("ftp://exemple.fr", WebsiteProblem.NOT_HTTP),
        ("mailto:a@exemple.fr", WebsiteProblem.NOT_HTTP),
        ("https://nom:secret@exemple.fr", WebsiteProblem.CREDENTIALS),
        ("nom@exemple.fr", WebsiteProblem.CREDENTIALS),
        ("https://exemple.fr/" + "a" * 10_000, WebsiteProblem.TOO_LONG),
    ],
)
def test_what_is_not_a_website_is_refused_with_the_reason(
    text: str, problem: WebsiteProblem
) -> None:
    with pytest.raises(InvalidWebsiteError) as caught:
        parse_website(text)

    assert caught.value.problem is problem


@given(st.text(alphabet="htps:/.@[]%?#\\é-_ab1\t", max_size=30))
def test_an_accepted_website_is_http_and_stays_the_same(text: str) -> None:
    try:
        address = parse_website(text)
    except InvalidWebsiteError:
        return

    assert address.startswith(("http://", "https://"))
    assert parse_website(address) == address


@pytest.mark.parametrize("text", ["290000140", "2A0000014", "2B000001X", "970100001"])
def test_the_shape_of_a_finess_number_is_known(text: str) -> None:
    assert is_finess(text)


@pytest.mark.parametrize(
    "text", ["", "29000014", "2900001400", "000000140", "2C0000014", "29000014é"]
)
def test_another_shape_is_not_a_finess_number(text: str) -> None:
    assert not is_finess(text)


def test_a_siren_number_passes_the_luhn_check() -> None:
    assert is_siren("732829320")
    assert not is_siren("732829321")
    assert not is_siren("73282932")
    assert not is_siren("73282932A")


def test_an_association_number_is_a_w_and_nine_digits() -> None:
    assert is_rna("W291000001")
    assert not is_rna("W29100000")
    assert not is_rna("291000001")


@pytest.mark.parametrize(("text", "answer"), [("29600", True), ("2960", False), ("00100", False)])
def test_a_postal_code_has_five_digits(text: str, answer: bool) -> None:
    assert is_postal_code(text) is answer
