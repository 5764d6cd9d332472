"""Imports in words: why a file, a row or a cell is refused, what a row would do."""

from directory.catalog.name_likeness import ONLY_THE_KIND
from directory.catalog.resemblance import Resemblance, ResemblanceReason
from directory.exchange.cell_faults import CellFault, CellProblem
from directory.exchange.models.import_run import ImportState
from directory.exchange.plan import Outcome, PlannedRow
from directory.exchange.table import FileFault, UnreadableFileError
from directory.web.wording import gettext as _


def file_sentence(error: UnreadableFileError) -> str:
    """Say why a file is refused, and what to do."""
    return _file_sentences()[error.fault] % error.data


def _file_sentences() -> dict[FileFault, str]:
    """The sentences; their placeholders are filled with the data of the fault."""
    return {
        FileFault.CELL_TOO_LONG: _(
            "Ligne %(line)s, une cellule dépasse %(limit)s signes : raccourcissez-la."
        ),
        FileFault.DAMAGED_WORKBOOK: _(
            "Ce classeur est abîmé ou protégé : ouvrez-le dans votre tableur et enregistrez-le "
            "de nouveau."
        ),
        FileFault.DOCUMENT_TYPE: _(
            "Ce classeur contient une déclaration interdite (%(part)s) : enregistrez-le de "
            "nouveau avec votre tableur."
        ),
        FileFault.EMPTY: _("Ce fichier est vide."),
        FileFault.FORMULA: _(
            "Ligne %(line)s, « %(value)s » est une formule : collez sa valeur à la place."
        ),
        FileFault.MACROS: _(
            "Ce classeur contient des macros : enregistrez-le au format .xlsx sans macro."
        ),
        FileFault.MALFORMED_CSV: _(
            "Ce fichier CSV est mal formé à partir de la ligne %(line)s : un guillemet n’est sans "
            "doute pas fermé."
        ),
        FileFault.MIXED_ENCODING: _(
            "Ce fichier mélange deux encodages, à partir de la ligne %(line)s : enregistrez-le "
            "en UTF-8."
        ),
        FileFault.NOT_A_WORKBOOK: _("Ce fichier compressé n’est pas un classeur .xlsx."),
        FileFault.NOT_FINESS: _(
            "Ce fichier n’est pas l’extraction FINESS des établissements (« etalab-cs1100507 »)."
        ),
        FileFault.NOT_TEXT: _(
            "Ce fichier n’est ni un texte CSV ni un classeur .xlsx : choisissez-en un autre."
        ),
        FileFault.NULL_BYTE: _(
            "Ce fichier contient un octet nul à la ligne %(line)s : enregistrez-le en UTF-8."
        ),
        FileFault.OLD_WORKBOOK: _(
            "Ce classeur est à l’ancien format .xls ou protégé par un mot de passe : "
            "enregistrez-le au format .xlsx, sans mot de passe."
        ),
        FileFault.PACKED_TOO_TIGHTLY: _(
            "Ce classeur se décompresse plus de %(limit)s fois, comme un fichier piégé : copiez "
            "ses lignes utiles dans un classeur neuf."
        ),
        FileFault.TEXT_NAMED_WORKBOOK: _(
            "Le nom de ce fichier finit par .xlsx mais ce n’est pas un classeur : enregistrez-le "
            "avec votre tableur, ou renommez-le en .csv si c’est un texte."
        ),
        FileFault.TOO_HEAVY: _("Ce fichier dépasse %(limit)s Mo : coupez-le en plusieurs."),
        FileFault.TOO_LONG_TO_READ: _(
            "Ce classeur demande trop de temps ou de mémoire : copiez ses lignes utiles dans un "
            "classeur neuf."
        ),
        FileFault.TOO_MANY_COLUMNS: _("Ce fichier a plus de %(limit)s colonnes."),
        FileFault.TOO_MANY_PARTS: _(
            "Ce classeur contient plus de %(limit)s parties : copiez la feuille utile dans un "
            "classeur neuf."
        ),
        FileFault.TOO_MANY_ROWS: _(
            "Ce fichier a plus de %(limit)s lignes : coupez-le en plusieurs."
        ),
        FileFault.UNKNOWN_ENCODING: _(
            "L’encodage de ce fichier n’est pas reconnu : enregistrez-le en CSV UTF-8."
        ),
        FileFault.UNPACKS_TOO_BIG: _(
            "Ce classeur dépasse %(limit)s Mo une fois décompressé : copiez ses lignes utiles dans "
            "un classeur neuf."
        ),
        FileFault.UNSAFE_PART: _("Ce classeur contient une partie au nom interdit (%(part)s)."),
    }


def cell_sentence(problem: CellProblem) -> str:
    """Say why a cell or a row is refused."""
    return _cell_sentences()[problem.fault] % problem.data


def _cell_sentences() -> dict[CellFault, str]:
    """The sentences; their placeholders are filled with the data of the fault."""
    return {
        CellFault.ARCHIVED: _("Cette fiche est archivée : remettez-la d’abord en brouillon."),
        CellFault.COMMUNE_NAME_NEAR: _(
            "Aucune commune de Bretagne ne porte ce nom. Les plus proches : %(known)s."
        ),
        CellFault.COMMUNE_NAME_SHARED: _(
            "Plusieurs communes de Bretagne portent ce nom : %(known)s. Donnez le code postal ou "
            "le code INSEE."
        ),
        CellFault.COMMUNE_NAME_UNKNOWN: _(
            "Aucune commune de Bretagne ne porte ce nom : donnez son code INSEE."
        ),
        CellFault.NOT_A_DAY: _("Ce n’est pas un jour : écrivez 2026-11-30 ou 30/11/2026."),
        CellFault.NOT_A_LIST: _("Cette liste ne se lit pas : le modèle montre comment l’écrire."),
        CellFault.NOT_A_NUMBER: _("Ce n’est pas un nombre."),
        CellFault.NOT_HOURS: _(
            "Ces horaires ne se lisent pas : écrivez par exemple « Lun-Ven 9h-12h30, 14h-17h ». "
            "Une phrase va dans la colonne « Horaires en clair »."
        ),
        CellFault.NOT_AN_IDENTIFIER: _(
            "Ce n’est pas l’identifiant d’une fiche : laissez la cellule vide."
        ),
        CellFault.ORGANIZATION_SHARED: _(
            "Plusieurs organismes portent ce nom : écrivez plutôt leur numéro FINESS."
        ),
        CellFault.ORGANIZATION_UNKNOWN: _(
            "Aucun organisme de l’annuaire ne porte ce nom ou ce numéro."
        ),
        CellFault.OUT_OF_REACH: _("Cette fiche touche une filière qui n’est pas la vôtre."),
        CellFault.SAME_STRUCTURE_TWICE: _("La ligne %(line)s parle déjà de cette structure."),
        CellFault.STRUCTURE_UNKNOWN: _("Aucune fiche n’a cet identifiant."),
        CellFault.TOO_MANY_CELLS: _(
            "Cette ligne a plus de valeurs que le fichier n’a de colonnes."
        ),
        CellFault.TYPE_AMBIGUOUS: _(
            "Ce mot désigne plusieurs types de structure : écrivez l’un de %(known)s."
        ),
        CellFault.TYPE_UNKNOWN: _("Type de structure inconnu. Les plus proches : %(known)s."),
        CellFault.WORD_UNKNOWN: _("Ce mot n’est pas connu ici ; ceux qui le sont : %(known)s."),
    }


def outcome_label(outcome: Outcome) -> str:
    """Name what rows would do, for a list of them."""
    match outcome:
        case Outcome.CREATED:
            return _("Créées")
        case Outcome.CHANGED:
            return _("Modifiées")
        case Outcome.UNCHANGED:
            return _("Inchangées")
        case Outcome.UNDECIDED:
            return _("À décider")
        case Outcome.LEFT:
            return _("Laissées de côté")
        case Outcome.REFUSED:
            return _("Refusées")


def unclear_sentence(row: PlannedRow) -> str:
    """Say why an undecided row is not accepted together with others."""
    if row.proposed is not None:
        return _("Plusieurs lignes ressemblent à la même fiche : à vous de choisir.")
    if len(row.likenesses) > 1:
        return _("Plusieurs fiches ressemblent à cette ligne : à vous de choisir.")
    if row.likenesses[0].score <= ONLY_THE_KIND:
        return _("L’un des deux noms ne dit que le type de structure : à vous de choisir.")
    if row.likenesses[0].reason is ResemblanceReason.SAME_PHONE:
        return _("Même téléphone, mais des noms différents : à vous de choisir.")
    if row.likenesses[0].is_elsewhere:
        return _(
            "Même numéro FINESS, mais un autre nom dans une autre commune : à vous de choisir."
        )
    return _(
        "Autre numéro FINESS, autre filière ou valeur refusée : cette ressemblance ne va pas de "
        "soi, à vous de choisir."
    )


def state_label(state: ImportState) -> str:
    """Name where an import stands."""
    match state:
        case ImportState.READ:
            return _("à vérifier puis appliquer")
        case ImportState.APPLIED:
            return _("appliqué")
        case ImportState.UNDONE:
            return _("annulé")
        case ImportState.ABANDONED:
            return _("abandonné")


def resemblance_label(like: Resemblance) -> str:
    """Say why a listing may be the one of a row."""
    if like.reason is ResemblanceReason.SAME_FINESS:
        return _("même numéro FINESS et même type")
    if like.reason is ResemblanceReason.SAME_PHONE:
        return _("même téléphone, même type")
    if like.structure.insee is None:
        return _("même nom et même type") if like.has_same_name else _("nom ressemblant, même type")
    if like.has_same_name:
        return _("même nom, même commune et même type")
    return _("nom ressemblant, même commune et même type")
