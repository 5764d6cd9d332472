"""What must be said about how a search was done, in sentences."""

from collections.abc import Iterable

from directory.search.parameters import ParameterProblem, ProblemReason
from directory.search.results import Notice, NoticeCode
from directory.search.spelling import Correction
from directory.values.text import fold_place
from directory.web.wording import gettext as _

_EMERGENCY_WORDS = frozenset({"15", "112", "samu", "urgence", "urgences", "urgent"})


def speaks_of_emergency(text: str) -> bool:
    """Say whether the words asked are those of somebody who needs help at once."""
    return not _EMERGENCY_WORDS.isdisjoint(fold_place(text).split())


def notice_sentences(notices: Iterable[Notice]) -> list[str]:
    """Say each notice; corrections are said apart."""
    return [sentence for notice in notices if (sentence := _notice_sentence(notice))]


def correction_sentences(corrections: Iterable[Correction]) -> list[str]:
    """Say what was typed and how it was read."""
    return [
        _("Nous avons lu « %(read)s » à la place de « %(typed)s ».", read=read, typed=typed)
        for typed, read in dict.fromkeys(
            (correction.typed, correction.read) for correction in corrections
        )
    ]


def problem_sentences(problems: Iterable[ParameterProblem]) -> list[str]:
    """Say which parts of the address were left out."""
    return [_problem_sentence(problem) for problem in problems]


def _notice_sentence(notice: Notice) -> str:
    match notice.code:
        case NoticeCode.TEXT_CUT:
            return _("Votre texte était très long : nous n’en avons lu que le début.")
        case NoticeCode.FORMER_COMMUNE:
            return _(
                "%(former)s fait aujourd’hui partie de la commune de « %(name)s ».",
                former=notice.typed,
                name=notice.read,
            )
        case NoticeCode.READ_LITERALLY:
            return _("Nous avons cherché vos mots tels quels.")
        case NoticeCode.IGNORED_WORDS:
            return _(
                "Rien ne contient « %(words)s » : nous avons cherché sans ces mots.",
                words=notice.typed,
            )
        case NoticeCode.UNKNOWN_PLACE:
            return _(
                "Nous ne connaissons pas de lieu « %(place)s » en Bretagne : "
                "les résultats n’en tiennent pas compte.",
                place=notice.typed,
            )
        case NoticeCode.ELSEWHERE:
            return _(
                "Personne de ce type ne dessert ce lieu ni n’en est proche : "
                "voici qui existe ailleurs, à commencer par le plus près."
            )
        case NoticeCode.SIMPLE_ENGINE:
            return _(
                "La recherche est simplifiée pour l’instant : les fautes ne sont pas corrigées."
            )
        case _:
            return ""


def _problem_sentence(problem: ParameterProblem) -> str:
    match problem.reason:
        case ProblemReason.CONFLICT:
            return _("Deux lieux différents étaient demandés : nous n’avons gardé que le premier.")
        case _:
            return _(
                "Nous n’avons pas compris « %(name)s = %(value)s » : nous l’avons laissé de côté.",
                name=problem.name,
                value=problem.value,
            )
