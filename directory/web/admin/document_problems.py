"""Why a document is not kept, as a whole sentence that says what to do."""

from directory.catalog.document_files.refusal import DocumentProblem
from directory.catalog.document_files.storing import DocumentNotStoredError
from directory.web.wording import gettext as _


def refused_sentence(problem: DocumentProblem) -> str:  # noqa: C901 (one line for each problem)
    """Say what is wrong with a file."""
    match problem:
        case DocumentProblem.EMPTY:
            return _("Ce fichier est vide.")
        case DocumentProblem.TOO_LARGE:
            return _("Ce fichier dépasse 10 Mo. Réduisez-le, ou publiez un lien vers lui.")
        case DocumentProblem.BAD_NAME:
            return _(
                "Le nom de ce fichier contient un signe qui ne convient pas. Renommez-le avec des "
                "lettres et des chiffres, par exemple charte.pdf."
            )
        case DocumentProblem.UNKNOWN_KIND:
            return _(
                "Ce fichier n’est ni un PDF, ni un texte ODT ou DOCX, ni une image JPEG, PNG ou "
                "WebP : enregistrez-le dans l’un de ces formats."
            )
        case DocumentProblem.OTHER_EXTENSION:
            return _(
                "Le contenu de ce fichier n’est pas celui que son nom annonce. Enregistrez-le de "
                "nouveau au bon format."
            )
        case DocumentProblem.DAMAGED:
            return _("Ce fichier est abîmé ou incomplet. Enregistrez-le de nouveau.")
        case DocumentProblem.TWO_KINDS_AT_ONCE:
            return _("Ce fichier en cache un autre d’un autre genre. Enregistrez-le de nouveau.")
        case DocumentProblem.HOLDS_PROGRAM:
            return _(
                "Ce fichier contient un programme ou un formulaire actif. Enregistrez-le sans "
                "macros, ou en PDF simple."
            )
        case DocumentProblem.HOLDS_FILES:
            return _("Ce fichier en contient d’autres. Publiez-les séparément.")
        case DocumentProblem.REACHES_OUTSIDE:
            return _(
                "Ce fichier va chercher des éléments ailleurs quand on l’ouvre. Enregistrez-le en "
                "PDF simple."
            )
        case DocumentProblem.PROTECTED:
            return _(
                "Ce fichier est chiffré ou protégé par un mot de passe. Enregistrez-le sans "
                "protection."
            )
        case DocumentProblem.UNPACKS_TOO_LARGE:
            return _("Ce fichier, une fois ouvert, est bien trop volumineux.")
        case DocumentProblem.IMAGE_TOO_LARGE:
            return _("Cette image a trop de points. Réduisez-la à 4 000 pixels de côté.")


def not_stored_sentence(error: DocumentNotStoredError) -> str:
    """Say why the server could not keep a file."""
    if error.is_full:
        return _(
            "Le disque du serveur est plein : rien n’a été enregistré. Prévenez la personne qui "
            "l’administre, puis recommencez."
        )
    return _(
        "Le serveur n’a pas pu écrire ce fichier : rien n’a été enregistré. Prévenez la personne "
        "qui l’administre, puis recommencez."
    )
