"""What editors of boards are asked: what a board is called, one tile, a note for a version."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.core.text import fold, squeeze
from tinhso.dashboards.models import Audience, Board
from tinhso.dashboards.operations import Described
from tinhso.dashboards.rules.arranging import USUAL_SIZES
from tinhso.dashboards.rules.document import MOST_INDICATORS, Tile, TileKind
from tinhso.orgs.api import Agency

KIND_WORDS = {
    TileKind.NUMBER: gettext_lazy("Con số, kèm nhận xét và đường nhỏ"),
    TileKind.GAUGE: gettext_lazy("Đồng hồ so với mục tiêu"),
    TileKind.TREND: gettext_lazy("Đường theo thời gian"),
    TileKind.BAR: gettext_lazy("Cột theo thời gian"),
    TileKind.TABLE: gettext_lazy("Bảng nhiều chỉ tiêu"),
    TileKind.RANKING: gettext_lazy("Xếp hạng địa bàn"),
    TileKind.MAP: gettext_lazy("Bản đồ"),
    TileKind.TEXT: gettext_lazy("Lời viết"),
}
_PERIOD_CHOICES = [
    ("", gettext_lazy("Theo kỳ người xem chọn")),
    ("MONTH", gettext_lazy("Luôn theo tháng")),
    ("QUARTER", gettext_lazy("Luôn theo quý")),
    ("HALF_YEAR", gettext_lazy("Luôn theo 6 tháng")),
    ("YEAR", gettext_lazy("Luôn theo năm")),
]
_SEPARATOR = " – "


class BoardForm(forms.Form):
    """What a board is called, what it is about, who may open it."""

    name = forms.CharField(
        label=gettext_lazy("Tên bảng"), max_length=120,
        error_messages={"required": gettext_lazy("Đặt tên cho bảng.")},
    )  # fmt: skip
    name_en = forms.CharField(label=gettext_lazy("Tên tiếng Anh"), max_length=120, required=False)
    about = forms.CharField(
        label=gettext_lazy("Bảng nói về gì"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Viết một câu về nội dung bảng.")},
    )  # fmt: skip
    about_en = forms.CharField(
        label=gettext_lazy("Nội dung bằng tiếng Anh"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=gettext_lazy("Phạm vi"),
        help_text=gettext_lazy("Địa bàn của bảng; người xem thu hẹp được trong phạm vi này."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Ai được xem"), choices=Audience.choices, widget=forms.RadioSelect,
        initial=Audience.OFFICERS,
    )  # fmt: skip
    readers = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan được chia sẻ"), required=False,
        help_text=gettext_lazy("Chỉ dùng khi chọn “Cơ quan được chia sẻ” ở trên."),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, scopes: Sequence[tuple[str, str]], agencies: Sequence[Agency],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        _choose(self, "scope", scopes)
        _choose(self, "readers", [(str(agency.pk), agency.short_name) for agency in agencies])

    def clean(self) -> dict[str, Any]:
        """Ask which agencies a board is shared with when it is shared with agencies."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("audience") == Audience.READERS and not given.get("readers"):
            self.add_error("readers", _("Chọn ít nhất một cơ quan được xem."))
        return given

    def described(self) -> Described:
        """Give what was written."""
        given = self.cleaned_data
        return Described(
            name=squeeze(given["name"]), name_en=squeeze(given["name_en"]),
            about=squeeze(given["about"]), about_en=squeeze(given["about_en"]),
            scope_code=given["scope"], audience=Audience(given["audience"]),
            reader_agency_ids=tuple(int(pk) for pk in given["readers"]),
        )  # fmt: skip


def written_of(board: Board) -> dict[str, object]:
    """Give a board's description as the form starts with it."""
    return {
        "name": board.name, "name_en": board.name_en, "about": board.about,
        "about_en": board.about_en, "scope": board.scope_code, "audience": board.audience,
        "readers": [str(pk) for pk in board.reader_agency_ids],
    }  # fmt: skip


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
    field.choices = list(choices)


class NoteForm(forms.Form):
    """What changed in a version."""

    note = forms.CharField(
        label=gettext_lazy("Thay đổi gì"), max_length=300, required=False,
        help_text=gettext_lazy("Ghi ngắn để người sau hiểu, ví dụ: thêm ô thu ngân sách."),
    )  # fmt: skip


class _Lines(forms.Widget):
    """Inputs of one name, one text each."""

    def value_from_datadict(self, data: Any, files: object, name: str) -> list[str]:
        return [text for text in map(squeeze, data.getlist(name)) if text]


class IndicatorsField(forms.Field):
    """Indicators typed by code or name, or chosen as ``CODE – name`` from the suggestions."""

    widget = _Lines

    def __init__(self, *, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self.names = names
        self.codes = {fold(name): code for code, name in names.items()}

    def clean(self, value: list[str] | None) -> tuple[str, ...]:
        """Give the codes, each once, in the order they were typed.

        :raises forms.ValidationError: a text names no indicator, or there are too many.
        """
        codes = tuple(dict.fromkeys(self._code(text) for text in value or ()))
        if len(codes) > MOST_INDICATORS:
            raise forms.ValidationError(_("Một ô có nhiều nhất 8 chỉ tiêu."))
        return codes

    def _code(self, text: str) -> str:
        code = text.split(_SEPARATOR)[0].strip().upper()
        found = code if code in self.names else self.codes.get(fold(text))
        if found is None:
            raise forms.ValidationError(
                _("Không có chỉ tiêu “%(text)s”. Chọn một dòng trong danh sách gợi ý.")
                % {"text": text[:80]}
            )
        return found


class TileForm(forms.Form):
    """What a tile shows."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại ô"),
        choices=[(str(kind), word) for kind, word in KIND_WORDS.items()],
    )
    title_vi = forms.CharField(
        label=gettext_lazy("Tiêu đề"), max_length=120, required=False,
        help_text=gettext_lazy("Để trống thì dùng tên chỉ tiêu đầu tiên."),
    )  # fmt: skip
    title_en = forms.CharField(
        label=gettext_lazy("Tiêu đề tiếng Anh"), max_length=120, required=False
    )
    area = forms.ChoiceField(label=gettext_lazy("Địa bàn của ô"), required=False)
    period = forms.ChoiceField(
        label=gettext_lazy("Kỳ của ô"), choices=_PERIOD_CHOICES, required=False
    )
    target = forms.DecimalField(
        label=gettext_lazy("Mục tiêu"), max_digits=18, decimal_places=6, required=False,
        localize=True, help_text=gettext_lazy("Số cần đạt; để trống thì theo ngưỡng của chỉ tiêu."),
        error_messages={"invalid": gettext_lazy("Nhập một số, ví dụ 1250 hoặc 12,5.")},
    )  # fmt: skip
    count = forms.IntegerField(
        label=gettext_lazy("Số kỳ hoặc số địa bàn hiện ra"), min_value=1, max_value=60,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Nhập số nguyên từ 1 đến 60."),
            "min_value": gettext_lazy("Nhập số nguyên từ 1 đến 60."),
            "max_value": gettext_lazy("Nhập số nguyên từ 1 đến 60."),
        },
    )  # fmt: skip
    text_vi = forms.CharField(
        label=gettext_lazy("Lời viết"), max_length=1200, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Chỉ dùng cho ô lời viết. Cách một dòng trống để tách đoạn."),
    )  # fmt: skip
    text_en = forms.CharField(
        label=gettext_lazy("Lời viết bằng tiếng Anh"), max_length=1200, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, names: Mapping[str, str], areas: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.fields["indicators"] = IndicatorsField(
            names=names, label=_("Chỉ tiêu"), required=False
        )
        self.names = names
        _choose(self, "area", [("", _("Theo địa bàn người xem chọn")), *areas])

    @property
    def indicator_lines(self) -> list[str]:
        """Give what stands in the inputs for indicators: as typed, or each with its name."""
        typed = self["indicators"].value() or ()
        known = [f"{t}{_SEPARATOR}{self.names[t]}" if t in self.names else t for t in typed]
        return [*known, *[""] * (MOST_INDICATORS - len(known))]

    @property
    def suggestions(self) -> list[str]:
        """Give every indicator as it is chosen from the list."""
        return [f"{code}{_SEPARATOR}{name}" for code, name in self.names.items()]

    def clean(self) -> dict[str, Any]:
        """Ask for words in a tile of words, for an indicator in every other."""
        given: dict[str, Any] = super().clean() or {}
        is_text = given.get("kind") == TileKind.TEXT
        if is_text and not given.get("text_vi"):
            self.add_error("text_vi", _("Nhập lời cần viết."))
        if not is_text and "indicators" not in self.errors and not given.get("indicators"):
            self.add_error("indicators", _("Chọn ít nhất một chỉ tiêu."))
        return given

    def tile(self, former: Tile | None, new_id: str) -> Tile:
        """Give the tile that was described, where the former one lay."""
        given = self.cleaned_data
        kind = TileKind(given["kind"])
        w, h = USUAL_SIZES[kind]
        is_text = kind is TileKind.TEXT
        return Tile(
            id=former.id if former else new_id, kind=kind,
            x=former.x if former else 0, y=former.y if former else 0,
            w=former.w if former else w, h=former.h if former else h,
            indicators=() if is_text else given["indicators"],
            title=_words(given, "title"), text=_words(given, "text") if is_text else {},
            target=_plain(given["target"]), count=given["count"] or 0,
            area=given["area"], period=given["period"],
        )  # fmt: skip


def _words(given: Mapping[str, Any], name: str) -> dict[str, str]:
    texts = {"vi": given[f"{name}_vi"], "en": given[f"{name}_en"]}
    return {language: text.replace("\r\n", "\n") for language, text in texts.items() if text}


def _plain(value: Decimal | None) -> Decimal | None:
    """Give a number without idle zeros, never with an exponent."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def asked_of(tile: Tile) -> dict[str, object]:
    """Give a tile as the form starts with it."""
    return {
        "kind": str(tile.kind), "indicators": list(tile.indicators),
        "title_vi": tile.title.get("vi", ""), "title_en": tile.title.get("en", ""),
        "text_vi": tile.text.get("vi", ""), "text_en": tile.text.get("en", ""),
        "target": tile.target, "count": tile.count or None, "area": tile.area,
        "period": tile.period,
    }  # fmt: skip
