"""The database itself hides files and documents from those they do not concern."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.http import Http404

from tinhso.core.actors import PUBLIC, Actor
from tinhso.core.rls import acting_as
from tinhso.documents.api import (
    Document,
    Upload,
    access_document,
    get_upload,
    issue_signed,
    prepare_document,
    receive_upload,
    seal,
    share_uploads,
    sign_as_person,
)
from tinhso.documents.models import (
    Certificate,
    DocumentState,
    RegisterCounter,
    Rendition,
    Signature,
    StoredFile,
)
from tinhso.documents.tests.factories import AT, Office, make_agency, make_citizen, make_officer
from tinhso.documents.tests.test_uploads import picture

TABLES = [Upload, Document, Rendition, Signature, RegisterCounter, Certificate]
NOTHING = {model.__name__: 0 for model in TABLES}


def upload_as(actor: Actor) -> Upload:
    file = SimpleUploadedFile("a.jpg", picture())
    return receive_upload(file=file, actor=actor, purpose="x", accept=["image/jpeg"], at=AT)


def counts(actor: Actor) -> dict[str, int]:
    with acting_as(actor):
        return {model.__name__: model._default_manager.count() for model in TABLES}


@pytest.fixture
def filled(office: Office) -> Office:
    office.issued()
    upload_as(office.citizen)
    upload_as(office.clerk)
    return office


def test_public_sees_nothing(filled: Office) -> None:
    assert counts(PUBLIC) == NOTHING


def test_officer_of_another_agency_sees_nothing(filled: Office) -> None:
    stranger = make_officer(make_agency("Sở Y tế"), "LEADER", "Người Khác")

    assert counts(stranger) == NOTHING


def test_another_citizen_sees_nothing(filled: Office) -> None:
    assert counts(make_citizen()) == NOTHING


def test_citizen_sees_what_is_theirs(filled: Office) -> None:
    seen = counts(filled.citizen)

    assert (seen["Upload"], seen["Document"], seen["Certificate"]) == (1, 1, 0)


def test_agency_sees_what_is_its_own(filled: Office) -> None:
    seen = counts(filled.clerk)

    assert (seen["Upload"], seen["Document"], seen["Signature"]) == (1, 1, 2)


def test_officers_do_the_whole_work_under_the_policies(office: Office) -> None:
    with acting_as(office.clerk):
        slip = issue_signed(actor=office.clerk, at=AT, **office.slip_plan())
    with acting_as(office.leader):
        draft = prepare_document(actor=office.leader, at=AT, **office.plan())
        sign_as_person(document=draft, actor=office.leader, at=AT)
    with acting_as(office.registrar):
        result = seal(document=draft, actor=office.registrar, at=AT)

    assert (slip.state, result.state) == (DocumentState.ISSUED, DocumentState.ISSUED)


def test_officer_cannot_prepare_for_another_agency(office: Office) -> None:
    stranger = make_officer(make_agency("Sở Y tế"), "LEADER", "Người Khác")

    with pytest.raises(ProgrammingError), acting_as(stranger):
        prepare_document(actor=stranger, at=AT, **office.plan())


def test_citizen_shares_their_own_upload_with_an_agency(office: Office) -> None:
    with acting_as(office.citizen):
        upload = upload_as(office.citizen)
        share_uploads(upload_ids=[upload.pk], agency_ids=[office.agency.pk])

    with acting_as(office.clerk):
        assert get_upload(upload.token, office.clerk).pk == upload.pk


def test_nobody_shares_what_is_not_theirs(office: Office) -> None:
    upload = upload_as(office.citizen)
    stranger = make_citizen()

    with acting_as(stranger):
        share_uploads(upload_ids=[upload.pk], agency_ids=[office.agency.pk])

    upload.refresh_from_db()
    assert upload.reader_agency_ids == []


def test_reader_agency_sees_a_document(office: Office) -> None:
    reader = make_officer(make_agency("Sở Tư pháp"), "SPECIALIST", "Người Đọc")
    document = office.issued(reader_agency_ids=[reader.agency_id])

    with acting_as(reader):
        assert access_document(reader, document.token).pk == document.pk
        assert document.renditions.count() == 3


def test_citizen_does_not_get_a_draft(office: Office) -> None:
    document = office.signed()

    with pytest.raises(Http404):
        access_document(office.citizen, document.token)


@pytest.mark.parametrize("token", ["", "x", "' or 1=1 --", "a" * 26, "4fr7krgzq4dubwfhwyenz7np8t"])
def test_wrong_token_gives_nothing(office: Office, token: str) -> None:
    with pytest.raises(Http404):
        get_upload(token, office.citizen)
    with pytest.raises(Http404):
        access_document(office.citizen, token)


def test_permissions_hide_what_policies_would_show(filled: Office) -> None:
    token = Upload.objects.get(person__isnull=False).token

    for actor in (PUBLIC, make_citizen(), filled.clerk):
        with pytest.raises(Http404):
            get_upload(token, actor)


def _delete_all(model: type[Rendition]) -> None:
    """Delete past Django's checks, with foreign keys looked at at once."""
    model.objects.all()._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


@pytest.mark.parametrize("model", [Rendition, Signature, StoredFile])
def test_bytes_and_signatures_never_change(filled: Office, model: type[Rendition]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(id=999)
    with pytest.raises(DatabaseError), transaction.atomic():
        _delete_all(model)
