"""Numbers are found in sentences; days, years and amounts are not numbers."""

import pytest

from directory.values.phones_in_text import find_phones


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Appelez le 02 61 91 00 01.", ["+33261910001"]),
        ("Astreinte : 06.39.98.12.34, la nuit.", ["+33639981234"]),
        ("Appelez le 0261910001 ou le +33 2 61 91 00 02", ["+33261910001", "+33261910002"]),
        ("En cas d’urgence, appelez le 15.", ["15"]),
        ("Vous souffrez ? Le 3114 répond jour et nuit.", ["3114"]),
        ("Un médecin le soir : composez le 116 117", ["116117"]),
        ("Fermé du 15 au 31 décembre 2026.", []),
        ("Fermé le 15 et le 16.", []),
        ("Appelez le 15 décembre pour prendre rendez-vous.", []),
        ("Ouvert de 9 h à 17 h 30, au 12 rue de l’Exemple, 29600 Morlaix.", []),
        ("Reprise le 02/01/2027, FINESS 290000033.", []),
        ("En 2026 puis au 2027", []),
        ("", []),
    ],
)
def test_the_numbers_of_a_sentence_are_found(text: str, numbers: list[str]) -> None:
    assert [phone.number for phone in find_phones(text)] == numbers


def test_a_number_is_where_it_is_written() -> None:
    text = "Appelez le 02 61 91 00 01."

    (phone,) = find_phones(text)

    assert text[phone.start : phone.end] == "02 61 91 00 01"
