"""Every address of the admin area."""

from flask import Blueprint

from directory.web.admin.account_closing import (
    deactivate_account,
    end_account_sessions,
    reactivate_account,
    reset_account_second_factor,
)
from directory.web.admin.accounts import (
    edit_account,
    invite_account,
    invite_account_again,
    list_accounts,
)
from directory.web.admin.bulk import do_bulk, preview_bulk
from directory.web.admin.campaigns import (
    create_campaign,
    end_campaign,
    list_campaigns,
    send_campaign,
    show_campaign,
)
from directory.web.admin.corrections import (
    decide_on_correction,
    list_corrections,
    show_correction,
)
from directory.web.admin.documents import (
    add_document,
    archive_document,
    download_document,
    list_documents,
    rename_document,
    restore_document,
)
from directory.web.admin.duplicates import (
    list_duplicates,
    merge_structures,
    say_structures_distinct,
)
from directory.web.admin.editing_drafts import keep_draft, throw_draft_away
from directory.web.admin.exports import download_structures, show_exports
from directory.web.admin.filieres import edit_filiere, list_filieres, preview_filiere
from directory.web.admin.history import (
    compare_versions,
    show_history,
    show_revision,
    show_structure_history,
)
from directory.web.admin.history_export import export_history
from directory.web.admin.import_acts import (
    abandon_import,
    apply_finess_import,
    apply_import,
    undo_import,
)
from directory.web.admin.import_choices import accept_proposals, decide_rows, match_columns
from directory.web.admin.import_files import (
    download_refused_rows,
    download_template_csv,
    download_template_workbook,
)
from directory.web.admin.imports import (
    list_imports,
    show_import,
    start_finess_import,
    start_import,
)
from directory.web.admin.listings import list_structures
from directory.web.admin.organizations import (
    create_organization,
    edit_organization,
    list_organizations,
)
from directory.web.admin.queue import show_queue, show_waiting
from directory.web.admin.structure_creation import create_structure
from directory.web.admin.structure_form_answers import (
    check_position,
    preview_typed_areas,
    preview_typed_hours,
)
from directory.web.admin.structure_preview import preview_structure
from directory.web.admin.structure_states import (
    publish_structure,
    reopen_structure,
    withdraw_structure,
)
from directory.web.admin.structures import edit_structure
from directory.web.admin.territory import (
    change_territory,
    edit_territory,
    preview_territory,
    show_territory_shapes,
)
from directory.web.admin.undoing import restore_version, undo_change, undo_changes
from directory.web.admin.update_links import send_update_link, withdraw_update_link
from directory.web.admin.verifying import verify_listing
from directory.web.private_pages import keep_private

admin = Blueprint("admin", __name__, url_prefix="/admin")
keep_private(admin)

_REVISION = "<int(min=1, max=2147483647):revision_id>"

admin.add_url_rule("/", view_func=show_queue)
admin.add_url_rule("/a-faire/<kind>", view_func=show_waiting)
admin.add_url_rule("/structures", view_func=list_structures)
admin.add_url_rule("/structures/actions", view_func=preview_bulk, methods=["POST"])
admin.add_url_rule("/structures/actions/faire", view_func=do_bulk, methods=["POST"])
admin.add_url_rule(
    "/structures/<uuid:structure_id>/verifier", view_func=verify_listing, methods=["POST"]
)

admin.add_url_rule("/structures/<uuid:structure_id>/historique", view_func=show_structure_history)
admin.add_url_rule("/structures/<uuid:structure_id>/comparer", view_func=compare_versions)

admin.add_url_rule("/historique", view_func=show_history)
admin.add_url_rule("/historique.csv", view_func=export_history)
admin.add_url_rule(f"/historique/{_REVISION}", view_func=show_revision)
admin.add_url_rule(f"/historique/{_REVISION}/annuler", view_func=undo_change, methods=["POST"])
admin.add_url_rule(f"/historique/{_REVISION}/retablir", view_func=restore_version, methods=["POST"])
admin.add_url_rule(
    "/historique/lots/<uuid:batch_id>/annuler", view_func=undo_changes, methods=["POST"]
)

_STRUCTURE = "/structures/<uuid:structure_id>"
_READ_AND_SEND = ["GET", "POST"]
admin.add_url_rule("/structures/nouvelle", view_func=create_structure, methods=_READ_AND_SEND)
admin.add_url_rule(f"{_STRUCTURE}/modifier", view_func=edit_structure, methods=_READ_AND_SEND)
admin.add_url_rule(f"{_STRUCTURE}/apercu", view_func=preview_structure)
admin.add_url_rule(f"{_STRUCTURE}/publier", view_func=publish_structure, methods=["POST"])
admin.add_url_rule(f"{_STRUCTURE}/archiver", view_func=withdraw_structure, methods=["POST"])
admin.add_url_rule(f"{_STRUCTURE}/reprendre", view_func=reopen_structure, methods=["POST"])
admin.add_url_rule("/saisie/horaires", view_func=preview_typed_hours, methods=["POST"])
admin.add_url_rule("/saisie/territoires", view_func=preview_typed_areas, methods=["POST"])
admin.add_url_rule("/saisie/position", view_func=check_position, methods=["POST"])
admin.add_url_rule("/organisations", view_func=list_organizations)
admin.add_url_rule("/organisations/nouvelle", view_func=create_organization, methods=_READ_AND_SEND)
admin.add_url_rule(
    "/organisations/<uuid:organization_id>/modifier",
    view_func=edit_organization,
    methods=_READ_AND_SEND,
)
_PAIR = "/doublons/<uuid:first_id>/<uuid:second_id>"
admin.add_url_rule("/doublons", view_func=list_duplicates)
admin.add_url_rule(_PAIR, view_func=merge_structures, methods=_READ_AND_SEND)
admin.add_url_rule(f"{_PAIR}/distinctes", view_func=say_structures_distinct, methods=["POST"])
admin.add_url_rule("/brouillons", view_func=keep_draft, methods=["POST"])
admin.add_url_rule("/brouillons/jeter", view_func=throw_draft_away, methods=["POST"])

_CORRECTION = "/corrections/<uuid:correction_id>"
admin.add_url_rule("/corrections", view_func=list_corrections)
admin.add_url_rule(_CORRECTION, view_func=show_correction)
admin.add_url_rule(_CORRECTION, view_func=decide_on_correction, methods=["POST"])

admin.add_url_rule("/campagnes", view_func=list_campaigns)
admin.add_url_rule("/campagnes", view_func=send_campaign, methods=["POST"])
admin.add_url_rule("/campagnes/nouvelle", view_func=create_campaign)
admin.add_url_rule("/campagnes/<uuid:campaign_id>", view_func=show_campaign)
admin.add_url_rule("/campagnes/<uuid:campaign_id>/clore", view_func=end_campaign, methods=["POST"])
admin.add_url_rule(
    "/liens/<uuid:link_id>/retirer", view_func=withdraw_update_link, methods=["POST"]
)
admin.add_url_rule(f"{_STRUCTURE}/lien", view_func=send_update_link, methods=["POST"])

_ACCOUNT = "/comptes/<uuid:account_id>"
admin.add_url_rule("/comptes", view_func=list_accounts)
admin.add_url_rule("/comptes/inviter", view_func=invite_account, methods=["GET", "POST"])
admin.add_url_rule(_ACCOUNT, view_func=edit_account, methods=["GET", "POST"])
_ACTS = ["POST"]
admin.add_url_rule(f"{_ACCOUNT}/inviter", view_func=invite_account_again, methods=_ACTS)
admin.add_url_rule(f"{_ACCOUNT}/fermer", view_func=deactivate_account, methods=_ACTS)
admin.add_url_rule(f"{_ACCOUNT}/rouvrir", view_func=reactivate_account, methods=_ACTS)
admin.add_url_rule(f"{_ACCOUNT}/appareils/fin", view_func=end_account_sessions, methods=_ACTS)
admin.add_url_rule(
    f"{_ACCOUNT}/second-facteur/fin", view_func=reset_account_second_factor, methods=_ACTS
)

admin.add_url_rule("/filieres", view_func=list_filieres)
admin.add_url_rule("/filieres/<slug>/modifier", view_func=edit_filiere, methods=["GET", "POST"])
admin.add_url_rule("/filieres/<slug>/apercu", view_func=preview_filiere, methods=["GET", "POST"])
admin.add_url_rule("/filieres/<slug>/territoire", view_func=edit_territory)
admin.add_url_rule("/filieres/<slug>/territoire", view_func=change_territory, methods=["POST"])
admin.add_url_rule("/filieres/<slug>/territoire/effet", view_func=preview_territory)
admin.add_url_rule("/filieres/<slug>/territoire/contours.topojson", view_func=show_territory_shapes)
admin.add_url_rule("/filieres/<slug>/documents", view_func=list_documents)
admin.add_url_rule("/filieres/<slug>/documents", view_func=add_document, methods=["POST"])
admin.add_url_rule("/documents/<uuid:document_id>", view_func=download_document)
admin.add_url_rule(
    "/documents/<uuid:document_id>/titre", view_func=rename_document, methods=["POST"]
)
admin.add_url_rule(
    "/documents/<uuid:document_id>/archiver", view_func=archive_document, methods=["POST"]
)
admin.add_url_rule(
    "/documents/<uuid:document_id>/retablir", view_func=restore_document, methods=["POST"]
)

_IMPORT = "/imports/<uuid:import_id>"
admin.add_url_rule("/imports", view_func=list_imports)
admin.add_url_rule("/imports", view_func=start_import, methods=["POST"])
admin.add_url_rule("/imports/finess", view_func=start_finess_import, methods=["POST"])
admin.add_url_rule("/imports/modele.csv", view_func=download_template_csv)
admin.add_url_rule("/imports/modele.xlsx", view_func=download_template_workbook)
admin.add_url_rule(_IMPORT, view_func=show_import)
admin.add_url_rule(f"{_IMPORT}/refusees.csv", view_func=download_refused_rows)
admin.add_url_rule(f"{_IMPORT}/colonnes", view_func=match_columns, methods=["POST"])
admin.add_url_rule(f"{_IMPORT}/lignes", view_func=decide_rows, methods=["POST"])
admin.add_url_rule(f"{_IMPORT}/ressemblances", view_func=accept_proposals, methods=["POST"])
admin.add_url_rule(f"{_IMPORT}/appliquer", view_func=apply_import, methods=["POST"])
admin.add_url_rule(f"{_IMPORT}/finess", view_func=apply_finess_import, methods=["POST"])
admin.add_url_rule(f"{_IMPORT}/annuler", view_func=undo_import, methods=["POST"])
admin.add_url_rule(f"{_IMPORT}/abandonner", view_func=abandon_import, methods=["POST"])
admin.add_url_rule("/exports", view_func=show_exports)
admin.add_url_rule("/exports/structures/<file_format>", view_func=download_structures)
