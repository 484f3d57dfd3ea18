"""The way through an application: place, the form's pages, papers, check."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.cases.api import is_variant_chosen
from tinhso.cases.models import Draft
from tinhso.orgs.api import Tier
from tinhso.procedures.api import (
    co_signing_of,
    deciding_agency_of,
    load_form,
    papers_of,
    variants_of,
)
from tinhso.ui.schema_forms import FormPage

DECLARATION = "declaration"
CO_SIGNERS = "co-signers"


@dataclass(frozen=True, slots=True)
class Stop:
    """One page on the way; its address is made when asked for."""

    code: str
    title: str
    view_name: str
    place: tuple[str, ...]

    @property
    def url(self) -> str:
        """Give the page's address."""
        return reverse(self.view_name, args=self.place)


@dataclass(frozen=True, slots=True)
class Path:
    """The stops of an application in order; which pages it has depends on the answers."""

    stops: tuple[Stop, ...]

    def number(self, code: str) -> int:
        """Give which stop this is, counted from 1."""
        return next(n for n, stop in enumerate(self.stops, 1) if stop.code == code)

    def after(self, code: str) -> Stop:
        """Give the next stop; the last one stays where it is."""
        return self.stops[min(self.number(code), len(self.stops) - 1)]

    def before(self, code: str) -> Stop | None:
        """Give the stop before, ``None`` at the first."""
        number = self.number(code)
        return self.stops[number - 2] if number > 1 else None


def path_of(draft: Draft) -> Path:
    """Give the way through an application as its answers are now."""
    stops = [_stop(draft, f"page:{page.code}", page.title, page.code) for page in pages_of(draft)]
    if needs_place(draft):
        stops.insert(0, _named(draft, "place", _("Nơi giải quyết"), "cases:draft_place"))
    if variants_of(draft.version):
        stops.insert(0, _named(draft, "variant", _("Trường hợp"), "cases:draft_variant"))
    if papers_of(draft.version, draft.variant):
        stops.append(_named(draft, "papers", _("Giấy tờ"), "cases:draft_papers"))
    if co_signing_of(draft.version) is not None:
        stops.append(_named(draft, CO_SIGNERS, _("Người cùng ký"), "cases:draft_co_signers"))
    stops.append(_named(draft, "check", _("Kiểm tra và nộp"), "cases:draft_check"))
    return Path(tuple(stops))


def pages_of(draft: Draft) -> list[FormPage]:
    """Give the form's pages the answers call for, without the declaration made when filing."""
    return [
        page
        for page in load_form(draft.version).pages(draft.form)
        if list(page.fields) != [DECLARATION]
    ]


def needs_place(draft: Draft) -> bool:
    """Tell whether somebody has to say which commune or district decides."""
    return bool(deciding_agency_of(draft.version)["tier"] != Tier.PROVINCE)


def find_unfinished(draft: Draft) -> Stop:
    """Give the first page not answered yet: where writing goes on."""
    done = {f"page:{code}" for code in draft.pages_done}
    if draft.competent_agency_id is not None:
        done.add("place")
    if is_variant_chosen(draft.version, draft.variant):
        done.add("variant")
    stops = path_of(draft).stops
    return next((stop for stop in stops if stop.code not in done), stops[-1])


def _stop(draft: Draft, code: str, title: str, page_code: str) -> Stop:
    return Stop(code, title, "cases:draft_page", (draft.token, page_code))


def _named(draft: Draft, code: str, title: str, view_name: str) -> Stop:
    return Stop(code, title, view_name, (draft.token,))
