"""What a listing says is escaped; only its numbers become links."""

from directory.web.linked_phones import link_phones


def test_a_number_dials_as_it_is_written() -> None:
    assert link_phones("Appelez le 02 61 91 00 01.") == (
        'Appelez le <a class="phone-in-text" href="tel:+33261910001">02 61 91 00 01</a>.'
    )


def test_no_html_comes_from_the_words() -> None:
    html = link_phones('<b onclick="x">02 61 91 00 01</b> & le 3114')

    assert html == (
        "&lt;b onclick=&#34;x&#34;&gt;"
        '<a class="phone-in-text" href="tel:+33261910001">02 61 91 00 01</a>&lt;/b&gt; &amp; le '
        '<a class="phone-in-text" href="tel:3114">3114</a>'
    )
