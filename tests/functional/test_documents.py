"""An animator publishes the documents of a filière; the public reads them."""

from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from directory.catalog.document_files.checking import LARGEST_FILE
from directory.catalog.models.document import Document
from directory.catalog.models.revision import Revision
from directory.settings import Settings
from tests.factories.accounts import csrf_token, make_account, post, sign_in
from tests.factories.documents import make_image, make_pdf

PAGE = "/admin/filieres/armor/documents"
PUBLIC = "/filieres/armor"


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    """The animator of Armor, signed in."""
    sign_in(client, session, make_account(session, filieres=["armor"]))
    return client


def upload(
    client: FlaskClient, content: bytes, *, name: str = "Charte.pdf", title: str = "Charte"
) -> TestResponse:
    """Send the form as a browser would; the client's own way leaves a temporary file open."""
    file = FileStorage(BytesIO(content), name)
    fields = {"title": title, "csrf_token": csrf_token(client), "file": file}
    boundary, body = encode_multipart(fields)
    return client.post(PAGE, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def stored(session: Session) -> Document:
    return session.scalars(select(Document)).one()


def test_a_published_document_is_on_the_page_and_in_the_api(
    animator: FlaskClient, session: Session
) -> None:
    answer = upload(animator, make_pdf())

    path = f"/documents/{stored(session).id}/charte.pdf"
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert f'href="{path}"' in animator.get(PUBLIC).text
    assert "(PDF, 1" in animator.get(PUBLIC).text
    documents = animator.get("/api/v1/filieres/armor").get_json()["documents"]
    assert documents == [{"title": "Charte", "url": f"https://annuaire.example{path}"}]


def test_a_document_is_sent_with_headers_that_keep_it_harmless(
    animator: FlaskClient, session: Session
) -> None:
    upload(animator, make_pdf())

    answer = animator.get(f"/documents/{stored(session).id}/charte.pdf")

    assert answer.data == make_pdf()
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=charte.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "public" not in answer.headers["Cache-Control"]


def test_an_image_is_shown_inside_the_browser(animator: FlaskClient, session: Session) -> None:
    upload(animator, make_image("PNG"), name="plan.png")

    answer = animator.get(f"/documents/{stored(session).id}/plan.png")

    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_another_name_leads_to_the_document(animator: FlaskClient, session: Session) -> None:
    upload(animator, make_pdf())
    document = stored(session)

    answer = animator.get(f"/documents/{document.id}/autre.html")

    assert (answer.status_code, answer.location) == (301, f"/documents/{document.id}/charte.pdf")


def test_an_archived_document_leaves_the_public_pages_and_comes_back(
    animator: FlaskClient, session: Session
) -> None:
    upload(animator, make_pdf())
    document = stored(session)
    path = f"/documents/{document.id}/charte.pdf"

    post(animator, f"/admin/documents/{document.id}/archiver")
    assert animator.get(path).status_code == 404
    assert path not in animator.get(PUBLIC).text
    assert animator.get(f"/admin/documents/{document.id}").data == make_pdf()

    post(animator, f"/admin/documents/{document.id}/retablir")
    assert animator.get(path).status_code == 200


def test_a_document_can_get_another_title(animator: FlaskClient, session: Session) -> None:
    upload(animator, make_pdf())

    post(animator, f"/admin/documents/{stored(session).id}/titre", {"title": "Charte de 2026"})

    assert "Charte de 2026" in animator.get(PUBLIC).text


def test_the_history_offers_no_way_back_where_the_sheet_stayed_as_it_was(
    animator: FlaskClient, session: Session
) -> None:
    upload(animator, make_pdf())
    post(animator, f"/admin/documents/{stored(session).id}/archiver")
    revision = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert revision is not None

    page = animator.get(f"/admin/historique/{revision.id}")
    answer = post(animator, f"/admin/historique/{revision.id}/annuler")

    assert "Document archivé" in page.text
    assert "/annuler" not in page.text
    assert answer.status_code == 403


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"GIF89a\x01\x00", b"II*\x00"])
def test_a_refused_file_is_said_beside_the_field_and_the_title_is_kept(
    animator: FlaskClient, session: Session, settings: Settings, content: bytes
) -> None:
    page = upload(animator, content, title="Charte").text

    kinds = "ni un PDF, ni un texte ODT ou DOCX, ni une image JPEG, PNG ou WebP"
    assert f"Ce fichier n’est {kinds} : enregistrez-le dans l’un de ces formats." in page.replace(
        "\u00a0", " "
    )
    assert 'value="Charte"' in page
    assert f'href="{PAGE}" aria-current="true"' in page
    assert session.scalars(select(Document)).all() == []
    assert not settings.documents_folder.exists()


def test_a_missing_title_or_file_is_said(animator: FlaskClient) -> None:
    assert "Donnez un titre" in upload(animator, make_pdf(), title=" ").text
    assert "Choisissez un fichier" in post(animator, PAGE, {"title": "Charte"}).text


def test_a_file_too_large_is_refused_before_it_is_read(animator: FlaskClient) -> None:
    answer = upload(animator, make_pdf(b"0" * LARGEST_FILE))
    larger = upload(animator, make_pdf(b"0" * 2 * LARGEST_FILE))

    assert "Ce fichier dépasse 10 Mo." in answer.text
    assert larger.status_code == 413
    assert "Ce fichier dépasse 10 Mo." in larger.text
    assert f'href="{PAGE}" aria-current="true"' in larger.text


def test_a_file_too_large_from_nobody_is_not_answered_with_a_page_of_the_team(
    client: FlaskClient,
) -> None:
    answer = client.post(PAGE, environ_overrides={"CONTENT_LENGTH": "20000000"})

    assert answer.status_code == 303
    assert answer.location.startswith("/compte/connexion")


def test_a_file_too_large_for_the_filiere_of_others_is_forbidden(animator: FlaskClient) -> None:
    theirs = PAGE.replace("armor", "nord-finistere")

    answer = post(animator, theirs, environ_overrides={"CONTENT_LENGTH": "20000000"})

    assert answer.status_code == 403


def test_other_pages_take_no_large_request(animator: FlaskClient) -> None:
    answer = post(animator, "/admin/filieres/armor/modifier", {"presentation": "a" * 1_100_000})

    assert answer.status_code == 413


def test_a_full_disk_is_said(
    animator: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("directory.catalog.document_files.storing.os.fsync", full)

    answer = upload(animator, make_pdf())

    assert answer.status_code == 507
    assert "Le disque du serveur est plein : rien n’a été enregistré." in answer.text.replace(
        "\u00a0", " "
    )
    assert session.scalars(select(Document)).all() == []


def test_a_folder_that_cannot_be_written_is_said(animator: FlaskClient, settings: Settings) -> None:
    settings.documents_folder.write_text("a file in the place of the folder")

    answer = upload(animator, make_pdf())

    assert answer.status_code == 507
    assert "Le serveur n’a pas pu écrire ce fichier" in answer.text


def test_a_document_whose_file_was_lost_is_not_found(
    animator: FlaskClient, session: Session, settings: Settings
) -> None:
    upload(animator, make_pdf())
    document = stored(session)
    Path(settings.documents_folder / str(document.id)).unlink()

    assert animator.get(f"/documents/{document.id}/charte.pdf").status_code == 404


def test_the_documents_of_another_filiere_are_out_of_reach(
    animator: FlaskClient, session: Session
) -> None:
    upload(animator, make_pdf())
    document = stored(session)
    stranger = animator.application.test_client()
    sign_in(stranger, session, make_account(session, "autre@exemple.example"))

    refused = [
        stranger.get(PAGE),
        stranger.get(f"/admin/documents/{document.id}"),
        upload(stranger, make_pdf()),
        post(stranger, f"/admin/documents/{document.id}/archiver"),
        post(stranger, f"/admin/documents/{document.id}/retablir"),
        post(stranger, f"/admin/documents/{document.id}/titre", {"title": "Autre"}),
    ]

    assert [answer.status_code for answer in refused] == [403] * 6
