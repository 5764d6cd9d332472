"""Files as people make them are read alike, whatever made them."""

from datetime import date, datetime

import pytest

from directory.exchange.file_reading import read_file
from directory.exchange.formulas import is_formula, neutralised, restored
from directory.exchange.table import FileFault, Table, UnreadableFileError
from tests.factories.import_files import HEADER, ROW, make_csv, make_workbook


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_encoding_and_separator_reads_the_same(encoding: str, separator: str) -> None:
    table = read_file(make_csv(encoding=encoding, separator=separator)).table

    assert table.header == HEADER
    assert table.rows[0].cells == ROW
    assert table.rows[0].line == 2


def test_a_workbook_reads_like_its_csv_file() -> None:
    assert read_file(make_workbook()).table == read_file(make_csv()).table


def test_numbers_days_and_truths_of_a_workbook_become_what_a_person_would_type() -> None:
    cells = [290000017.0, 48.57, date(2026, 11, 2), datetime(2026, 11, 2, 9, 30), True]  # noqa: DTZ001

    table = read_file(make_workbook([["a", "b", "c", "d", "e"], cells])).table

    assert table.rows[0].cells == ("290000017", "48.57", "2026-11-02", "2026-11-02T09:30:00", "oui")


def test_blank_rows_are_left_out_and_lines_keep_their_numbers() -> None:
    table = read_file(b"Nom;Type\r\n\r\n;\r\nA;EMSP\r\n").table

    assert [row.line for row in table.rows] == [4]


def test_a_line_keeps_its_number_behind_a_cell_of_several_lines() -> None:
    table = read_file(b'Nom;Type\n"un\ndeux";EMSP\nB;HAD\n').table

    assert [row.line for row in table.rows] == [2, 4]


def test_the_separator_that_excel_announces_is_followed() -> None:
    assert read_file(b"sep=;\r\nNom;Type\r\nA;B\r\n").table.header == ("Nom", "Type")


def test_lines_that_end_as_on_an_old_mac_are_lines() -> None:
    table = read_file(b"sep=,\rNom,Type\rA;B;C;D,EMSP\r").table

    assert table.header == ("Nom", "Type")
    assert table.rows[0].cells == ("A;B;C;D", "EMSP")


def test_the_first_line_alone_says_what_parts_the_cells_of_an_old_mac() -> None:
    assert read_file(b"Nom;Type\rA, B, C, D;EMSP\r").table.rows[0].cells[1] == "EMSP"


def test_letters_of_windows_are_not_taken_for_those_of_an_old_mac() -> None:
    text = "Nom;Type\r\nL’équipe « Œuvre » du Žižkov à 5 € – “été”…;EMSP\r\n"

    assert read_file(text.encode("cp1252")).table.rows[0].cells[0] in text


def test_a_short_row_is_filled_and_a_long_one_is_marked() -> None:
    table = read_file(b"Nom;Type;Rue\nA\nB;EMSP;;trop\n").table

    assert table.rows[0].cells == ("A", "", "")
    assert [row.has_too_many_cells for row in table.rows] == [False, True]


def test_a_stored_table_is_read_back() -> None:
    table = read_file(make_csv()).table

    assert Table.from_json(table.as_json()) == table


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+33 2 61 91 00 01", "-3.83 lits", "@nom", "\tx", "- un point",
        "'=1+1", "'+33", "''=1+1", "' -x",
    ],
)  # fmt: skip
def test_what_is_neutralised_is_restored(text: str) -> None:
    assert neutralised(text) == f"'{text}"
    assert restored(neutralised(text)) == text


@pytest.mark.parametrize("text", ["", "'avant", "L’aide", "02 61 91 00 01"])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert restored(neutralised(text)) == text == neutralised(text)


@pytest.mark.parametrize("text", ["+33 2 61 91 00 01", "-3.83", "- un point (le matin)", "'=1+1"])
def test_numbers_lists_and_neutralised_texts_are_no_formulas(text: str) -> None:
    assert not is_formula(text)


def test_a_text_named_like_a_workbook_is_no_workbook() -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_file(b"Nom;Type\nUne;EMSP\n", file_name="Fiches.XLSX")

    assert refusal.value.fault is FileFault.TEXT_NAMED_WORKBOOK
