"""What every template may use: filters for phones and dates, addresses, languages, settings."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Flask, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from directory.accounts.permissions import Permission
from directory.values.contact import display_phone, phone_uri
from directory.values.language import DEFAULT_LANGUAGE, Language
from directory.values.text import french_typography
from directory.web.card_html import card_html
from directory.web.form_tokens import form_token
from directory.web.fragments import install_fragments, kept_fragment
from directory.web.labels import display_date
from directory.web.linked_phones import link_phones
from directory.web.localization import current_language, path_in
from directory.web.markdown import markdown_html
from directory.web.opening_words import hour_words
from directory.web.permissions import get_actor, may
from directory.web.services import get_services
from directory.web.structure_types import map_types
from directory.web.wording import template_gettext, template_ngettext

_SAFE_IN_PATHS = "/:@!$&'()*+,;=~"
_LONGEST_KEPT_QUERY = 2_000
_SECTIONS = frozenset({"/recherche", "/communes", "/filieres", "/lexique"})


def install_templating(app: Flask) -> None:
    """Give the templates of an application their filters and globals."""
    with app.app_context():
        settings = get_services().settings
    install_fragments(app)
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.install_gettext_callables(  # type: ignore[attr-defined] # added by the extension
        template_gettext, template_ngettext, newstyle=True
    )
    environment.filters.update(
        phone=display_phone,
        phone_uri=phone_uri,
        linked_phones=link_phones,
        day=display_date,
        hour=hour_words,
        typography=french_typography,
        paragraphs=paragraphs,
        markdown=markdown_html,
    )
    environment.globals.update(
        settings=settings,
        page_url=page_url,
        absolute_url=absolute_url,
        current_language=current_language,
        language_links=language_links,
        card_html=card_html,
        kept_fragment=kept_fragment,
        current_section=current_section,
        french=french,
        map_types=map_types,
        form_token=form_token,
        csrf_field=csrf_field,
        actor=get_actor,
        may=may_enter,
    )


def csrf_field() -> Markup:
    """Give the hidden field that a form of a signed-in person sends back."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def may_enter(permission: str) -> bool:
    """Tell whether the person signed in may enter pages that need a permission."""
    return may(Permission(permission))


def page_url(path: str) -> str:
    """Give the address of one of our pages in the language of the current request."""
    return request.script_root + path


def absolute_url(path: str) -> str:
    """Give the whole address, host included, of a path that already holds its language."""
    return get_services().settings.base_url + path


def french() -> Markup:
    """Give the attribute of an element whose words are data in French, where the page is not."""
    is_french = current_language() is DEFAULT_LANGUAGE
    return Markup("") if is_french else Markup(' lang="fr"')


def current_section() -> str:
    """Give the path of the part of the site that the current page belongs to, if it has one."""
    section = "/" + request.path.split("/", 2)[1]
    return section if section in _SECTIONS else ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The current page in one language."""

    language: Language
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class LanguageLinks:
    """The current page in every language; `query` is what follows the path, with its « ? »."""

    all: tuple[LanguageLink, ...]
    current: LanguageLink
    default: LanguageLink
    query: str


def language_links() -> LanguageLinks:
    """Give the current page's addresses in our languages."""
    chosen = current_language()
    links = {
        language: LanguageLink(
            language, quote(path_in(language), safe=_SAFE_IN_PATHS), language is chosen
        )
        for language in Language
    }
    asked = request.query_string.decode("ascii", "ignore")
    query = f"?{asked}" if 0 < len(asked) <= _LONGEST_KEPT_QUERY else ""
    return LanguageLinks(tuple(links.values()), links[chosen], links[DEFAULT_LANGUAGE], query)


def paragraphs(text: str) -> list[str]:
    """Cut a text into paragraphs at its empty lines."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
