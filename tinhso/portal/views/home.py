"""The first page: search in everyday words, life events, look-up, verification, transparency."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tinhso.ledger.api import latest_checkpoint


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A moment of life that brings people here; the query is what they would type."""

    picture: str
    title: Promise
    text: Promise
    query: str


LIFE_EVENTS = (
    LifeEvent("child", gettext_lazy("Sinh con"), gettext_lazy("Giấy khai sinh"), "khai sinh"),
    LifeEvent(
        "marriage",
        gettext_lazy("Kết hôn"),
        gettext_lazy("Đăng ký, giấy xác nhận độc thân"),
        "kết hôn",
    ),
    LifeEvent("house", gettext_lazy("Xây nhà"), gettext_lazy("Giấy phép xây dựng"), "xây nhà"),
    LifeEvent(
        "land", gettext_lazy("Mua bán đất"), gettext_lazy("Sang tên, đăng ký biến động"), "đất"
    ),
    LifeEvent("shop", gettext_lazy("Mở cửa hàng"), gettext_lazy("Hộ kinh doanh"), "hộ kinh doanh"),
    LifeEvent(
        "food",
        gettext_lazy("Làm thực phẩm"),
        gettext_lazy("Chứng nhận an toàn"),
        "an toàn thực phẩm",
    ),
    LifeEvent(
        "driving", gettext_lazy("Lái xe"), gettext_lazy("Đổi, cấp lại bằng lái"), "bằng lái xe"
    ),
    LifeEvent(
        "farm",
        gettext_lazy("Trồng trọt, chăn nuôi"),
        gettext_lazy("Hỗ trợ khi thiệt hại"),
        "hỗ trợ cây trồng vật nuôi",
    ),
    LifeEvent(
        "copy", gettext_lazy("Cần bản sao"), gettext_lazy("Chứng thực, trích lục"), "bản sao"
    ),
    LifeEvent(
        "farewell", gettext_lazy("Người thân qua đời"), gettext_lazy("Giấy khai tử"), "khai tử"
    ),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the first page; officers find their work behind their own menu."""
    context = {
        "life_events": LIFE_EVENTS,
        "examples": (_("khai sinh cho con"), _("giay phep xay nha"), _("đổi bằng lái xe")),
        "checkpoint": latest_checkpoint(),
    }
    return render(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Lead a search to the list of procedures."""
    words = urlencode({"q": request.GET.get("q", "")})
    return HttpResponseRedirect(f"{reverse('procedures:procedure_list')}?{words}")
