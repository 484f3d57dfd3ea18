"""Forms of outgoing documents: the editor by the parts of a kind, remarks, opinions, voiding."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tinhso.core.clock import VIETNAM
from tinhso.identity.api import Officer
from tinhso.orgs.api import Agency, find_agency, organisation_date
from tinhso.records.forms.addressing import code_of, name_of
from tinhso.records.models import OpinionAnswer, OutgoingDocument, Urgency
from tinhso.records.operations.drafting import DraftChange
from tinhso.records.queries.wording import kind_name
from tinhso.records.rules import KINDS, Parts, parts_of
from tinhso.records.rules.authority import AUTHORITIES
from tinhso.ui.fields import DateField

_MOST_ANNEXES = 5
_FIELD = "part_"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class PartField(forms.CharField):
    """A part the law asks for: shown so, yet a draft is kept while it is still empty."""

    def validate(self, value: str) -> None:
        """Let it stay empty; what is missing is listed beside the page."""


class BeginForm(forms.Form):
    """Which kind of document to write."""

    kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        choices=lambda: [(kind.code, kind_name(kind.code)) for kind in KINDS],
    )
    template = forms.ChoiceField(label=_("Bắt đầu từ mẫu"), required=False)

    def __init__(self, *args: Any, templates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields["template"]
        if isinstance(chooser, forms.ChoiceField):
            chooser.choices = [("", gettext("Trang trắng")), *templates]


class DraftForm(forms.Form):
    """The editor: only the parts the kind has; names of agencies are looked up."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    abstract = PartField(label=_("Trích yếu"), max_length=500, widget=_area(2))
    addressees = PartField(
        label=_("Kính gửi"),
        help_text=_("Mỗi dòng một nơi."),
        widget=_area(2),
    )
    bases = PartField(
        label=_("Căn cứ ban hành"),
        help_text=_("Mỗi dòng một căn cứ; dấu chấm phẩy được tự thêm."),
        widget=_area(4),
    )
    body = PartField(
        label=_("Nội dung"),
        help_text=_(
            "Mỗi dòng một đoạn. Điều 1., I., 1., a) và - được nhận ra; **đậm**, *nghiêng*; "
            "dòng | ô | ô | thành bảng."
        ),
        widget=_area(14),
    )
    recipients = PartField(
        label=_("Nơi nhận (in trên văn bản)"),
        help_text=_("Mỗi dòng một nơi. Dòng “Lưu: VT” được tự thêm."),
        widget=_area(3),
    )
    deliver_to = forms.CharField(
        label=_("Gửi điện tử đến"),
        help_text=_("Mỗi dòng tên hoặc mã một cơ quan."),
        widget=_area(3),
        required=False,
    )
    signer = forms.ChoiceField(label=_("Người ký"), required=False)
    authority = forms.ChoiceField(
        label=_("Thẩm quyền ký"),
        choices=[(one.code, f"{one.code} {one.meaning}".strip()) for one in AUTHORITIES],
        required=False,
    )
    urgency = forms.TypedChoiceField(label=_("Độ khẩn"), choices=Urgency.choices, coerce=int)
    due_on = DateField(label=_("Hạn phát hành"), required=False)
    unit_symbol = forms.CharField(label=_("Ký hiệu đơn vị soạn"), max_length=12, required=False)
    unit_name = forms.CharField(label=_("Đơn vị soạn"), max_length=120, required=False)
    second_name = forms.CharField(label=_("Người ký thứ hai"), max_length=120, required=False)
    second_title = forms.CharField(label=_("Chức danh"), max_length=120, required=False)

    def __init__(self, *args: Any, kind: str, signers: list[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.signers = kind, {officer.person_id: officer for officer in signers}
        parts = parts_of(kind)
        self._choose_signers()
        self._keep_parts(parts)
        self._add_fields(parts)
        self._add_annexes()

    @classmethod
    def initial_of(cls, outgoing: OutgoingDocument) -> dict[str, Any]:
        """Give what the form shows of a document."""
        content, official = outgoing.content, outgoing.official
        names = [name_of(code) for code in content.get("deliver_to", [])]
        second = content.get("second_signer", {})
        shown = {
            "version": outgoing.version,
            "abstract": official.abstract,
            "body": content.get("body", ""),
            "deliver_to": "\n".join(names),
            "signer": str(outgoing.signer_id or ""),
            "authority": outgoing.authority,
            "urgency": official.urgency,
            "due_on": official.due_at.astimezone(VIETNAM).date() if official.due_at else None,
            "unit_symbol": content.get("unit_symbol", ""),
            "unit_name": outgoing.unit_name,
            "second_name": second.get("name", ""),
            "second_title": second.get("title", ""),
        }
        for name in ("addressees", "bases", "recipients"):
            shown[name] = "\n".join(content.get(name, []))
        for code, value in content.get("fields", {}).items():
            shown[f"{_FIELD}{code}"] = value
        for number, annex in enumerate(content.get("annexes", []), 1):
            shown[f"annex_{number}_title"] = annex["title"]
            shown[f"annex_{number}_body"] = annex["body"]
        return shown

    def clean_deliver_to(self) -> list[str]:
        """Give the codes of the agencies named, each line one."""
        codes: list[str] = []
        unknown: list[str] = []
        for line in _lines(self.cleaned_data["deliver_to"]):
            code = code_of(line)
            (codes if code else unknown).append(code or line)
        if unknown:
            raise forms.ValidationError(
                gettext("Không tìm thấy cơ quan: %(names)s. Hãy ghi đúng tên hoặc mã.")
                % {"names": "; ".join(unknown)}
            )
        return list(dict.fromkeys(codes))

    def change(self) -> DraftChange:
        """Give what was typed, as the operation takes it."""
        typed = self.cleaned_data
        signer = self.signers.get(int(typed.get("signer") or 0))
        due = typed.get("due_on")
        return DraftChange(
            content=self._content(typed),
            urgency=typed["urgency"],
            due_at=datetime.combine(due, time(17), VIETNAM) if due else None,
            signer_id=signer.person_id if signer else None,
            signer_name=signer.full_name if signer else "",
            authority=typed.get("authority", ""),
            unit_name=typed.get("unit_name", ""),
        )

    def _content(self, typed: dict[str, Any]) -> dict[str, Any]:
        annexes = [
            {"title": typed[f"annex_{number}_title"], "body": typed[f"annex_{number}_body"]}
            for number in range(1, _MOST_ANNEXES + 1)
            if typed.get(f"annex_{number}_title")
        ]
        return {
            "abstract": " ".join(typed.get("abstract", "").split()),
            "addressees": _lines(typed.get("addressees", "")),
            "bases": _lines(typed.get("bases", "")),
            "body": typed.get("body", "").replace("\r\n", "\n"),
            "fields": {
                name.removeprefix(_FIELD): value
                for name, value in typed.items()
                if name.startswith(_FIELD)
            },
            "recipients": _lines(typed.get("recipients", "")),
            "deliver_to": typed.get("deliver_to", []),
            "annexes": annexes,
            "unit_symbol": typed.get("unit_symbol", ""),
            "second_signer": {
                "name": typed.get("second_name", ""),
                "title": typed.get("second_title", ""),
            },
        }

    def _choose_signers(self) -> None:
        chooser = self.fields["signer"]
        if isinstance(chooser, forms.ChoiceField):
            named = [
                (str(officer.person_id), f"{officer.full_name} – {officer.position_title}")
                for officer in self.signers.values()
            ]
            chooser.choices = [("", gettext("Chưa chọn")), *named]

    def _keep_parts(self, parts: Parts) -> None:
        self.fields["addressees"].required = parts.needs_addressees
        self.fields["bases"].required = parts.needs_bases
        absent = {
            "addressees": not parts.has_addressees,
            "bases": not parts.has_bases,
            "body": not parts.has_body,
            "second_name": not parts.second_signer,
            "second_title": not parts.second_signer,
        }
        for name, is_absent in absent.items():
            if is_absent:
                del self.fields[name]

    def _add_fields(self, parts: Parts) -> None:
        for part in parts.fields:
            kind = PartField if part.is_required else forms.CharField
            self.fields[f"{_FIELD}{part.code}"] = kind(
                label=_(part.label),
                required=part.is_required,
                max_length=2000,
                widget=_area(2) if part.is_long else forms.TextInput(),
            )

    def _add_annexes(self) -> None:
        filled = {name for name in {**self.initial, **dict(self.data)} if "annex_" in str(name)}
        count = min(_MOST_ANNEXES, len({name.split("_")[1] for name in filled}) + 1)
        for number in range(1, count + 1):
            self.fields[f"annex_{number}_title"] = forms.CharField(
                label=gettext("Phụ lục %(n)d: tên") % {"n": number}, required=False, max_length=300
            )
            self.fields[f"annex_{number}_body"] = forms.CharField(
                label=gettext("Phụ lục %(n)d: nội dung") % {"n": number},
                required=False,
                widget=_area(4),
            )


class WordsForm(forms.Form):
    """A reason, a remark, the name of a template."""

    text = forms.CharField(label=_("Nội dung"), max_length=2000, widget=_area(3))


class OpinionForm(forms.Form):
    """Which agency is asked what, until when."""

    agency = forms.CharField(label=_("Hỏi cơ quan"), help_text=_("Tên hoặc mã cơ quan."))
    question = forms.CharField(label=_("Nội dung cần góp ý"), max_length=1000, widget=_area(2))
    due_on = DateField(label=_("Trả lời trước ngày"))

    def clean_agency(self) -> Agency:
        """Give the agency named."""
        code = code_of(self.cleaned_data["agency"])
        agency = find_agency(code, organisation_date()) if code else None
        if agency is None:
            raise forms.ValidationError(gettext("Không tìm thấy cơ quan này."))
        return agency


class AnswerForm(forms.Form):
    """What the asked agency says."""

    answer = forms.ChoiceField(
        label=_("Ý kiến"), choices=OpinionAnswer.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Nội dung góp ý"), max_length=4000, widget=_area(3), required=False
    )


class LayoutFileForm(forms.Form):
    """A file whose form is to be checked."""

    file = forms.FileField(label=_("Tệp DOCX hoặc PDF"))
