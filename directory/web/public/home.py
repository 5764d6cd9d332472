"""The front page: one search, plain doors, the eight filières."""

from dataclasses import dataclass

from flask import render_template
from werkzeug.wrappers import Response

from directory.territory.gazetteer import Gazetteer
from directory.web.fragments import kept
from directory.web.public.pages import public_page
from directory.web.services import get_finder, get_session
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Door:
    """A way in for somebody who does not know our words: it leads to kinds of structures."""

    code: str
    title: str
    text: str
    path: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class FiliereSummary:
    """A filière in the list beside the map."""

    slug: str
    name: str
    communes: int


def show_home() -> Response:
    """Show the front page."""
    gazetteer = get_finder().gazetteer(get_session())
    return public_page(
        render_template(
            "public/show_home.html",
            doors=list_doors(),
            filieres=kept("filiere_summaries", lambda: list_filiere_summaries(gazetteer)),
        )
    )


def list_doors() -> list[Door]:
    """List the doors in their order; each leads to the kinds that the vocabulary puts behind it."""
    return [
        _door(
            "etre-ecoute",
            _("Être écouté"),
            _("Parler à quelqu’un de ce que l’on vit, malade ou proche."),
        ),
        _door(
            "rester-chez-soi",
            _("Rester chez soi"),
            _("Être soigné et soulagé à la maison ou en maison de retraite."),
        ),
        _door(
            "etre-soigne-a-l-hopital",
            _("Être soigné à l’hôpital"),
            _("Les lits et les services de soins palliatifs."),
        ),
        _door(
            "aider-un-proche",
            _("Aider un proche, traverser un deuil"),
            _("Du soutien pour ceux qui accompagnent, pendant et après."),
        ),
        _door(
            "enfants",
            _("Pour un enfant ou un adolescent"),
            _("L’équipe qui aide les familles et les soignants, dans toute la Bretagne."),
            look="children",
        ),
        Door(
            "professionnels",
            _("Vous êtes professionnel de santé"),
            _("Qui appeler d’abord, puis en dernier recours, pour la commune de votre patient."),
            "/communes?profil=professionnel",
            look="professionals",
        ),
    ]


def _door(code: str, title: str, text: str, *, look: str = "") -> Door:
    choices = "&".join(
        f"type={kind.code}" for kind in structure_types().values() if code in kind.doors
    )
    return Door(code, title, text, f"/recherche?{choices}", look)


def list_filiere_summaries(gazetteer: Gazetteer) -> list[FiliereSummary]:
    """Count the communes of each filière, in their order of display."""
    counts = dict.fromkeys(gazetteer.filieres, 0)
    for commune in gazetteer.communes.values():
        for link in commune.filieres:
            counts[link.slug] += 1
    return [
        FiliereSummary(slug, filiere.name, counts[slug])
        for slug, filiere in gazetteer.filieres.items()
    ]
