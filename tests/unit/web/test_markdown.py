"""What editors write in Markdown, and nothing that could act on a page."""

import pytest

from directory.web.markdown import markdown_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Une équipe.\n\nElle vient.", "<p>Une équipe.</p>\n<p>Elle vient.</p>\n"),
        ("**gras** et *penché*", "<p><strong>gras</strong> et <em>penché</em></p>\n"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n"),
        ("1. un", "<ol>\n<li>un</li>\n</ol>\n"),
        ("# Titre", "<h3>Titre</h3>\n"),
        ("##### Titre", "<h4>Titre</h4>\n"),
        ("> dit", "<blockquote>\n<p>dit</p>\n</blockquote>\n"),
        ("une ligne\nautre", "<p>une ligne<br>\nautre</p>\n"),
        (
            "[site](https://exemple.fr/?a=1&b=2)",
            '<p><a href="https://exemple.fr/?a=1&amp;b=2" rel="noreferrer nofollow">site</a></p>\n',
        ),
        (
            "<contact@exemple.fr>",
            '<p><a href="mailto:contact@exemple.fr" rel="noreferrer nofollow">'
            "contact@exemple.fr</a></p>\n",
        ),
        ("Qui ?", "<p>Qui\u202f?</p>\n"),
    ],
)
def test_what_is_allowed_is_written(text: str, html: str) -> None:
    assert markdown_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://exemple.fr/suivi.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](//ailleurs.example)",
        "[x](/compte/connexion)",
        '[x](https://exemple.fr "onmouseover=alert(1)")',
        '<https://exemple.fr"onclick=alert(1)>',
        "<style>*{display:none}</style>",
        "<a href=javascript:alert(1)>x</a>",
        "```html\n<b>x</b>\n```",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[x]: javascript:alert(1)\n\n[x]",
        "<svg/onload=alert(1)>",
        "<iframe srcdoc=x></iframe>",
    ],
)
def test_nothing_else_becomes_a_tag_an_attribute_or_an_address(text: str) -> None:
    html = markdown_html(text)
    tags = [part.partition(">")[0] for part in html.split("<")[1:]]

    assert {tag.split()[0].strip("/") for tag in tags} <= {"p", "a", "br"}
    for tag in tags:
        attributes = [part.partition("=")[0] for part in tag.split()[1:]]
        assert set(attributes) <= {"href", "rel", 'nofollow"'}
        assert "href" not in attributes or 'href="https://exemple.fr' in tag
