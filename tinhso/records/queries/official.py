"""What is known of one official document: its history, what it bears on."""

from tinhso.records.models import DocumentEvent, DocumentLink, OfficialDocument


def list_events(official: OfficialDocument) -> list[DocumentEvent]:
    """Give what was done to a document, oldest first."""
    return list(official.events.order_by("id"))


def list_links(official: OfficialDocument) -> list[DocumentLink]:
    """Give the links from and to a document, oldest first, as far as the actor may see."""
    links = DocumentLink.objects.select_related("source", "target")
    found = [*links.filter(source=official), *links.filter(target=official)]
    return sorted(found, key=lambda link: (link.created_at, link.pk))
