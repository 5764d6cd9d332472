"""What people really type gives, on the real listings, what a professional expects first."""

import time
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.database import make_session_factory, open_engine
from directory.paths import DATA
from directory.search.finder import Finder
from directory.search.query import SearchQuery
from directory.search.results import NoticeCode, SearchResults
from directory.territory.coverage import AreaKind
from directory.values.clock import FixedClock
from tests.conftest import make_settings


@pytest.fixture(scope="module")
def real_finder(real_instance: Path) -> Finder:
    settings = make_settings(real_instance)
    return Finder(
        make_session_factory(open_engine(settings.database_address)),
        index_folder=settings.index_folder,
        synonyms_path=DATA / "vocabulary" / "synonyms.csv",
    )


class Ask:
    """Types a text into the one box."""

    def __init__(self, finder: Finder, session: Session, now: datetime) -> None:
        self._finder, self._session, self._now = finder, session, now

    def __call__(self, text: str, **more: object) -> SearchResults:
        query = SearchQuery(q=text, **more)  # type: ignore[arg-type]  # fields of SearchQuery
        return self._finder.find_structures(self._session, query, now=self._now)


@pytest.fixture
def ask(real_finder: Finder, real_session: Session, clock: FixedClock) -> Ask:
    return Ask(real_finder, real_session, clock.now())


def _first(results: SearchResults) -> tuple[str, str]:
    assert results.hits, "no result"
    return results.hits[0].structure.type_code, results.hits[0].structure.name


def _communes(results: SearchResults) -> list[str]:
    return [place.name for place in results.interpretation.places]


def test_had_morlaix(ask: Ask) -> None:
    results = ask("had morlaix")

    assert _first(results) == ("HAD", "HAD des Pays de Morlaix")
    assert (results.interpretation.types, _communes(results)) == (("HAD",), ["Morlaix"])
    assert {hit.structure.type_code for hit in results.hits} == {"HAD"}
    first = results.hits[0].match
    assert first is not None
    assert first.covers
    assert first.area is not None
    assert (first.area.kind, first.area.code) == (AreaKind.FILIERE, "nord-finistere")


def test_equipe_mobile_de_soin_paliatif_quimper(ask: Ask) -> None:
    results = ask("equipe mobile de soin paliatif quimper")

    kind, name = _first(results)
    assert kind == "EMSP"
    assert name.endswith("site de Quimper")
    assert [(c.typed, c.read) for c in results.corrections] == [("paliatif", "palliatif")]
    assert NoticeCode.CORRECTED in {notice.code for notice in results.notices}


def test_benevole_accompagnement_fin_de_vie_fougeres(ask: Ask) -> None:
    results = ask("benevole accompagnement fin de vie fougeres")

    kind, name = _first(results)
    assert kind == "ASSOCIATION"
    assert name.startswith("ASP Fougères-Vitré")
    assert {hit.structure.type_code for hit in results.hits} == {"ASSOCIATION"}


def test_lits_soins_palliatifs_22600(ask: Ask) -> None:
    results = ask("lits soins palliatifs 22600")

    kind, name = _first(results)
    assert kind == "LISP"
    assert name.endswith("site de Loudéac")
    assert results.place is not None
    assert len(results.place.communes) > 1


def test_enfant(ask: Ask) -> None:
    results = ask("enfant")

    assert [hit.structure.type_code for hit in results.hits[:2]] == ["ERRSPP", "ERRSPP"]
    assert results.interpretation.audience is Audience.CHILD


@pytest.mark.parametrize("typed", ["St Brieuc", "saint-brieuc", "SAINT BRIEUC", "stbrieuc"])
def test_st_brieuc(ask: Ask, typed: str) -> None:
    results = ask(typed)

    assert _communes(results) == ["Saint-Brieuc"]
    first = results.hits[0].match
    assert first is not None
    assert first.covers


def test_lambezellec(ask: Ask) -> None:
    results = ask("Lambézellec")

    assert _communes(results) == ["Brest"]
    assert [(n.code, n.typed, n.read) for n in results.notices] == [
        (NoticeCode.FORMER_COMMUNE, "Lambézellec", "Brest")
    ]


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("clinique pasteur brest", "Clinique Pasteur-Lanroze"),
        ("clinique de la baie", "Clinique de la Baie"),
        ("hôpital de carhaix", "hôpital de Carhaix"),
        ("CHU Brest", "CHU de Brest"),
        ("association JALMALV", "JALMALV 35"),
        ("JALMALV 35", "JALMALV 35"),
        ("la brise", "La Brise"),
        ("la brise rennes", "pôle de Rennes"),
        ("polyclinique saint-laurent", "Polyclinique Saint-Laurent"),
        ("had de l'aven à étel", "HAD de l'Aven à Étel"),
        ("hôpital arthur gardiner dinard", "Hôpital Arthur Gardiner"),
        ("korn er houet", "Korn-er-Houët"),
        ("parentel morlaix", "Morlaix"),
        ("cpts du kreiz-breizh", "CPTS du Kreiz-Breizh"),
        ("asp iroise", "ASP Iroise"),
        ("clinique des augustines", "Clinique des Augustines"),
        ("eugene marquis", "Eugène Marquis"),
        ("02 98 62 61 60", "Morlaix"),
        ("290000033", "Morlaix"),
    ],
)
def test_the_name_of_a_structure_leads_to_it(ask: Ask, typed: str, named: str) -> None:
    assert named in _first(ask(typed))[1]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Saint-Malo", "Saint-Malo"),
        ("qimper", "Quimper"),
        ("saint brieux", "Saint-Brieuc"),
        ("pont labbe", "Pont-l'Abbé"),
        ("Kemper", "Quimper"),
        ("Paramé", "Saint-Malo"),
        ("carhaix", "Carhaix-Plouguer"),
        ("emsp plouguerno", "Plouguerneau"),
        ("saint pol", "Saint-Pol-de-Léon"),
        ("belle-ile", "Communauté de communes de Belle-Île-en-Mer"),
        ("cap sizun", "Communauté de communes Cap Sizun - Pointe du Raz"),
        ("Brest Métropole", "Brest Métropole"),
        ("pays bigouden", "Communauté de communes du Pays Bigouden Sud"),
    ],
)
def test_a_place_is_understood(ask: Ask, typed: str, place: str) -> None:
    assert _communes(ask(typed)) == [place]


@pytest.mark.parametrize(
    ("typed", "filieres", "departements"),
    [
        ("armor", ("armor",), ()),
        ("côtes d'armor", (), ("22",)),
        ("nord finistère", ("nord-finistere",), ()),
        ("finistère", (), ("29",)),
        ("cœur de breizh", ("coeur-de-breizh",), ()),
        ("haute bretagne", ("haute-bretagne",), ()),
        ("saint-malo dinan", ("saint-malo-dinan",), ()),
    ],
)
def test_a_filiere_or_departement_is_understood(
    ask: Ask, typed: str, filieres: tuple[str, ...], departements: tuple[str, ...]
) -> None:
    understood = ask(typed).interpretation

    assert (understood.filieres, understood.departements) == (filieres, departements)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("hospitalisation à domicile lorient", "HAD"),
        ("deuil vannes", "DEUIL"),
        ("perdu un proche lorient", "DEUIL"),
        ("usp rennes", "USP"),
        ("unité de soins palliatifs st malo", "USP"),
        ("équipe mobile redon", "EMSP"),
        ("soins palliatifs pédiatriques", "ERRSPP"),
        ("bénévoles rennes", "ASSOCIATION"),
        ("dac brest", "DAC"),
        ("palliative care team brest", "EMSP"),
        ("kañv gwened", "DEUIL"),
    ],
)
def test_everyday_words_choose_a_kind(ask: Ask, typed: str, kind: str) -> None:
    assert {hit.structure.type_code for hit in ask(typed).hits} == {kind}


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("parler", ("ASSOCIATION", "DAC")),
        ("quelqu'un à qui parler", ("ASSOCIATION", "DAC")),
        ("j'ai besoin de parler", ("ASSOCIATION", "DAC")),
        ("j'ai peur", ("ASSOCIATION", "DAC")),
        ("je suis seule", ("ASSOCIATION", "DAC")),
        ("isolement", ("ASSOCIATION", "DAC")),
        ("écoute", ("ASSOCIATION", "DAC")),
        ("someone to talk to", ("ASSOCIATION", "DAC")),
        ("je n'en peux plus", ("DAC", "ASSOCIATION")),
        ("ma femme est morte", ("DEUIL",)),
        ("mon mari est mort", ("DEUIL",)),
        ("mort de mon père", ("DEUIL",)),
        ("j'ai perdu mon fils", ("DEUIL",)),
        ("veuf", ("DEUIL",)),
        ("douleur", ("EMSP",)),
        ("il souffre", ("EMSP",)),
        ("maman va mourir", ("EMSP",)),
        ("poan", ("EMSP",)),
        ("fin de vie à la maison", ("HAD", "EMSP")),
        ("dying at home", ("HAD", "EMSP")),
        ("home hospital", ("HAD",)),
        ("ligne d'appui", ("EMSP",)),
        ("avis d'expert", ("EMSP",)),
        ("avis médical", ("EMSP",)),
    ],
)
def test_words_of_distress_lead_to_somebody_the_first_kind_first(
    ask: Ask, typed: str, kinds: tuple[str, ...]
) -> None:
    results = ask(typed, per_page=50)

    found = [hit.structure.type_code for hit in results.hits]
    assert tuple(dict.fromkeys(found)) == kinds
    assert results.notices == ()


@pytest.mark.parametrize("typed", ["rester à la maison", "il reste à la maison"])
def test_a_plain_verb_is_no_typing_error(ask: Ask, typed: str) -> None:
    results = ask(typed)

    assert results.interpretation.setting is Setting.HOME
    assert results.notices == ()


@pytest.mark.parametrize("typed", ["samu", "15", "urgence"])
def test_the_words_of_an_emergency_choose_no_structure(ask: Ask, typed: str) -> None:
    results = ask(typed)

    assert (results.interpretation.types, results.interpretation.text) == ((), "")
    assert results.interpretation.profile is None


@pytest.mark.parametrize("typed", ["klañv", "klanv"])
def test_ill_in_breton_is_never_read_as_mourning(ask: Ask, typed: str) -> None:
    results = ask(typed)

    assert results.interpretation.types == ()
    assert results.corrections == ()


def test_every_commune_of_a_postal_code_or_of_a_shared_name_is_told(ask: Ask) -> None:
    postal_code, homonyms = ask("22600").place, ask("plouhinec").place

    assert postal_code is not None
    assert "22136" in postal_code.communes
    assert homonyms is not None
    assert {insee[:2] for insee in homonyms.communes} == {"29", "56"}


def test_a_town_outside_the_region_is_said_to_be_ignored(ask: Ask) -> None:
    results = ask("had nantes")

    assert {hit.structure.type_code for hit in results.hits} == {"HAD"}
    assert [(notice.code, notice.typed) for notice in results.notices] == [
        (NoticeCode.IGNORED_WORDS, "nantes")
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "total"), [("dac quimper", "DAC", 2), ("jalmalv vannes", "ASSOCIATION", 5)]
)
def test_a_kind_that_a_place_has_not_is_shown_elsewhere_and_that_is_said(
    ask: Ask, typed: str, kind: str, total: int
) -> None:
    results = ask(typed)

    assert [hit.structure.type_code for hit in results.hits] == [kind] * total
    assert [notice.code for notice in results.notices] == [NoticeCode.ELSEWHERE]
    assert not any(hit.match and hit.match.covers for hit in results.hits)
    away = [
        hit.match.distance_km
        for hit in results.hits
        if hit.match is not None and hit.match.distance_km is not None
    ]
    assert away
    assert away == sorted(away)


def test_a_plain_sentence_is_understood(ask: Ask) -> None:
    results = ask("mon père veut rester à la maison à Plouguerneau")

    assert _communes(results) == ["Plouguerneau"]
    assert results.interpretation.setting is Setting.HOME
    assert results.total > 0


def test_who_writes_orders_and_does_not_exclude(ask: Ask) -> None:
    everybody, professional = ask("loudéac"), ask("infirmière libérale loudéac")

    assert professional.interpretation.profile is Profile.PROFESSIONAL
    assert professional.total == everybody.total


def test_every_commune_of_the_region_is_served_by_somebody(
    ask: Ask, real_finder: Finder, real_session: Session
) -> None:
    unserved = [
        insee
        for insee in list(real_finder.gazetteer(real_session).communes)[::25]
        if not any(hit.match and hit.match.covers for hit in ask("", commune=insee).hits)
    ]

    assert unserved == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "'",
        "🙂",
        "\x00",
        "\ud800",
        "*",
        "a" * 200,
        "AND OR NOT",
        "name:x^5~2",
        "[a TO z]",
        "(((((",
        "%",
        "_",
        "-1",
        "’’’",
        "é",
        "ß",
        "İstanbul",
        "مستشفى",
        "9" * 200,
        "le la les",
        "x " * 100,
        "soins " * 30,
    ],
)
def test_a_strange_text_is_answered(ask: Ask, typed: str) -> None:
    results = ask(typed)

    assert results.total >= len(results.hits)
    results.interpretation.typed.encode("utf-8")


def test_a_search_takes_a_moment_only(ask: Ask) -> None:
    texts = ["had morlaix", "equipe mobil de soin paliatif qimper", "clinique brest", "enfant"]
    for text in texts:
        ask(text)

    begun = time.process_time()
    for text in texts * 5:
        ask(text)

    assert (time.process_time() - begun) / 20 < 0.02
