"""An animator's ten minutes, by keyboard alone, from signing in to restoring a version.

With SCREENSHOTS=folder each step leaves a picture to look at.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select

from directory.catalog.models.structure import Structure
from directory.catalog.models.verification import Verification
from directory.values.clock import FixedClock
from tests.browser.axe import look_with_axe
from tests.browser.conftest import Visitor
from tests.browser.keyboard import Keyboard
from tests.browser.team_site import ANIMATOR, TeamSite, serve_team_site
from tests.browser.visit import DESKTOP
from tests.factories.accounts import PASSWORD
from tests.factories.import_files import make_csv

pytestmark = pytest.mark.browser

_CORRECTED = "Lits fictifs n° 7"
_FAULTS = 3
_ROWS = 50
_IMPORTED = (
    ("Nom", "Type", "Commune", "Filières", "Téléphone 1", "Courriel"),
    *(
        (
            f"Bénévoles fictifs n° {number}",
            "ASSOCIATION",
            "Morlaix",
            "Nord Finistère",
            "02 61 91 99" if number <= _FAULTS else f"02 61 91 01 {number:02}",
            f"benevoles-{number}@exemple.example",
        )
        for number in range(1, _ROWS + 1)
    ),
)

Look = Callable[[str], None]


@pytest.fixture
def team_site(empty_instance: Path, tmp_path: Path, clock: FixedClock) -> Iterator[TeamSite]:
    """A site of this test's own."""
    instance = tmp_path / "instance"
    shutil.copytree(empty_instance, instance)
    with serve_team_site(instance, clock) as site:
        yield site


def test_an_animator_has_done_in_ten_minutes(
    visitor: Visitor, team_site: TeamSite, tmp_path: Path
) -> None:
    visit = visitor(team_site.address)
    page = visit.open("/admin/")
    keyboard = Keyboard(page)
    look = _looker(page)

    _sign_in(page, keyboard, team_site, look)
    _treat_five_listings(page, keyboard, team_site, look)
    _accept_a_correction(page, keyboard, look)
    _send_a_campaign(page, keyboard, look)
    _answer_as_the_structure(visitor, team_site)
    page.keyboard.press("Tab")
    _import_and_undo(page, keyboard, team_site, tmp_path, look)
    _restore_a_version(page, keyboard, team_site, look)

    assert visit.complaints == []
    assert visit.requests_elsewhere() == []


def _sign_in(page: Page, keyboard: Keyboard, site: TeamSite, look: Look) -> None:
    look("sign in")
    keyboard.type(page.get_by_label("Adresse e-mail"), ANIMATOR)
    keyboard.type(page.get_by_label("Mot de passe"), PASSWORD)
    keyboard.press(page.get_by_role("button", name="Se connecter"))
    look("second factor")
    keyboard.type(page.get_by_label("Code à six chiffres"), site.code())
    keyboard.press(page.get_by_role("button", name="Continuer"))
    assert page.get_by_role("heading", level=1).inner_text() == "À faire"


def _treat_five_listings(page: Page, keyboard: Keyboard, site: TeamSite, look: Look) -> None:
    look("queue")
    names = []
    for _ in range(4):
        names.append(page.locator("#fiche-titre").inner_text())
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("v")
    look("queue after a check")
    names.append(page.locator("#fiche-titre").inner_text())
    keyboard.press(page.get_by_role("button", name="Appelé : tout est juste"))

    assert len(set(names)) == 5
    with site.database() as session:
        checked = session.scalars(
            select(Structure.name)
            .join(Verification)
            .where(Verification.verified_on == site.clock.now().date())
            .distinct()
        )
        assert set(checked) == set(names)


def _accept_a_correction(page: Page, keyboard: Keyboard, look: Look) -> None:
    keyboard.press(page.get_by_role("link", name="Corrections", exact=True))
    look("corrections")
    keyboard.press(page.get_by_role("link", name=_CORRECTED))
    look("correction")
    keyboard.press(page.get_by_role("button", name="Tout prendre comme proposé"))
    look("correction accepted")


def _send_a_campaign(page: Page, keyboard: Keyboard, look: Look) -> None:
    keyboard.press(page.get_by_role("link", name="Campagnes"))
    look("campaigns")
    keyboard.press(page.get_by_role("link", name="Préparer une campagne"))
    keyboard.type(page.get_by_label("Non vérifiées depuis (mois)"), "6")
    keyboard.press(page.get_by_role("button", name="Voir à qui j’écrirais"))
    look("campaign preview")
    keyboard.type(page.get_by_label("Nom de la campagne"), "Lits identifiés, automne")
    keyboard.press(page.get_by_role("button", name="Envoyer les lettres"))
    look("campaign sent")


def _answer_as_the_structure(visitor: Visitor, site: TeamSite) -> None:
    letter = site.letterbox.messages[-1]
    body = letter.get_body(("plain",))
    assert body is not None
    link = re.search(r"http://\S+(/maj/\S+)", body.get_content())
    assert link is not None
    page = visitor(site.address).open(link[1])
    keyboard, look = Keyboard(page), _looker(page)
    look("update link")
    keyboard.press(page.get_by_role("button", name="Tout est juste"))
    look("update link answered")
    assert "Merci" in page.get_by_role("heading", level=1).inner_text()


def _import_and_undo(
    page: Page, keyboard: Keyboard, site: TeamSite, folder: Path, look: Look
) -> None:
    path = folder / "benevoles.csv"
    path.write_bytes(make_csv(_IMPORTED[1:], header=_IMPORTED[0]))
    keyboard.press(page.get_by_role("link", name="Imports"))
    look("imports")
    keyboard.choose_file(page.get_by_label("Fichier CSV ou XLSX"), path)
    keyboard.press(page.get_by_role("button", name="Lire ce fichier"))
    look("import dry run")
    keyboard.press(page.get_by_role("link", name=re.compile("^Refusées")))
    look("import refused rows")
    assert page.locator(".import-row").count() == _FAULTS
    keyboard.press(page.get_by_role("button", name=f"Créer ou modifier {_ROWS - _FAULTS} fiches"))
    look("import applied")
    assert _drafts(site) == _ROWS - _FAULTS
    keyboard.press(page.get_by_role("button", name=re.compile("^Annuler")))
    look("import undone")
    assert _drafts(site) == 0


def _restore_a_version(page: Page, keyboard: Keyboard, site: TeamSite, look: Look) -> None:
    assert _number_of_the_corrected(site) == "+33261910077"
    keyboard.press(page.get_by_role("link", name="Historique", exact=True))
    look("history")
    keyboard.press(page.get_by_role("link", name="Structures", exact=True))
    keyboard.type(page.get_by_label("Nom, commune ou numéro FINESS"), _CORRECTED)
    keyboard.press(page.get_by_role("button", name="Chercher"))
    look("structures")
    keyboard.press(page.get_by_role("table").get_by_role("link", name="Historique"))
    look("history of a listing")
    keyboard.press(page.locator(".revision__what a").last)
    keyboard.press(page.get_by_role("button", name="Remettre cette version"))
    look("version restored")
    assert _number_of_the_corrected(site) == "+33261910007"


def _drafts(site: TeamSite) -> int:
    with site.database() as session:
        return session.scalar(select(func.count()).where(Structure.state == "DRAFT")) or 0


def _number_of_the_corrected(site: TeamSite) -> str:
    with site.database() as session:
        structure = session.scalars(select(Structure).where(Structure.name == _CORRECTED)).one()
        return structure.phones[0].number


def _looker(page: Page) -> Look:
    """Look at each step: a picture when asked for, and axe at three widths and in both colours."""
    folder = os.environ.get("SCREENSHOTS")

    def look(step: str) -> None:
        if folder:
            name = step.replace(" ", "-")
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        findings = look_with_axe(page)
        page.set_viewport_size(DESKTOP)
        page.emulate_media(color_scheme="light")
        assert findings == "", f"{step}: {findings}"

    return look
