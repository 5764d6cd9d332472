"""Everything that needs a right: one closed list."""

from enum import StrEnum


class Permission(StrEnum):
    """What somebody may want to do; `policies.decide` answers."""

    ADMIN_ENTER = "admin_enter"  # see the admin area's own pages
    STRUCTURE_READ = "structure_read"  # drafts and private facts included
    STRUCTURE_CREATE = "structure_create"
    STRUCTURE_EDIT = "structure_edit"
    STRUCTURE_PUBLISH = "structure_publish"  # and archive
    STRUCTURE_VERIFY = "structure_verify"
    STRUCTURE_MERGE = "structure_merge"
    ORGANIZATION_EDIT = "organization_edit"
    CORRECTION_DECIDE = "correction_decide"
    LINK_SEND = "link_send"  # update links and campaigns
    FILIERE_EDIT = "filiere_edit"  # the identity sheet
    TERRITORY_EDIT = "territory_edit"
    DOCUMENT_EDIT = "document_edit"
    IMPORT = "import"
    EXPORT = "export"
    HISTORY_READ = "history_read"
    HISTORY_RESTORE = "history_restore"
    ACCOUNT_INVITE = "account_invite"
    ACCOUNT_MANAGE = "account_manage"  # roles, filières, deactivation
    OWN_ACCOUNT = "own_account"
