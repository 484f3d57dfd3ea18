"""Django forms drawn by our components."""

import datetime as dt
import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from tinhso.ui.fields import DateField, error_links, field_view


class ExampleForm(forms.Form):
    """One field of every kind."""

    reason = forms.CharField(label="Lý do", help_text="Viết ngắn gọn.", widget=forms.Textarea)
    happened_on = DateField(label="Ngày xảy ra")
    kind = forms.ChoiceField(
        label="Loại", choices=[("A", "Một"), ("B", "Hai")], widget=forms.RadioSelect
    )
    place = forms.ChoiceField(label="Nơi", choices=[("", "Chọn"), ("1", "Tân Phú")])
    tags = forms.MultipleChoiceField(
        label="Nhãn",
        choices=[("X", "Ích"), ("Y", "I dài")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_agreed = forms.BooleanField(label="Đồng ý")
    photo = forms.FileField(
        label="Ảnh", required=False, widget=forms.FileInput(attrs={"accept": "image/png"})
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=40)


VALID = {
    "reason": "Mưa lớn",
    "happened_on-day": "7",
    "happened_on-month": "6",
    "happened_on-year": "2021",
    "kind": "A",
    "place": "1",
    "is_agreed": "on",
}


def filled(**changes: str) -> ExampleForm:
    post = MultiValueDict({name: [value] for name, value in {**VALID, **changes}.items()})
    return ExampleForm(post)


def draw(form: forms.Form) -> str:
    template = Template("{% load ui %}{% ui_error_summary form %}{% ui_form form %}")
    return template.render(Context({"form": form}))


def test_a_date_of_three_inputs_is_read() -> None:
    form = filled()

    assert form.is_valid(), form.errors
    assert form.cleaned_data["happened_on"] == dt.date(2021, 6, 7)


@pytest.mark.parametrize("day", ["31", "x", ""])
def test_a_day_that_does_not_exist_is_refused_and_kept(day: str) -> None:
    form = filled(**{"happened_on-day": day})

    view = field_view(form["happened_on"])

    assert view.error == "Nhập một ngày có thật, ví dụ 27 3 2020."
    assert [part.value for part in view.date_parts] == [day, "6", "2021"]


def test_an_empty_date_is_missing() -> None:
    form = filled(**{f"happened_on-{part}": "" for part in ("day", "month", "year")})

    assert not form.is_valid()
    assert form.has_error("happened_on", "required")


def test_an_initial_date_fills_the_three_inputs() -> None:
    form = ExampleForm(initial={"happened_on": dt.date(2021, 6, 7)})

    parts = field_view(form["happened_on"]).date_parts

    assert [part.value for part in parts] == ["7", "6", "2021"]


def test_every_error_link_leads_to_an_input() -> None:
    form = ExampleForm({})

    html = draw(form)

    links = [link.href for link in error_links(form)]
    assert len(links) == 5
    assert all(f'id="{link[1:]}"' in html for link in links)


def test_the_words_required_name_their_question() -> None:
    texts = [link.text for link in error_links(ExampleForm({}))]

    assert len(set(texts)) == len(texts)
    assert not {"Trường này là bắt buộc.", "This field is required."} & set(texts)


def test_errors_of_the_whole_form_are_listed_first() -> None:
    form = filled()
    form.is_valid()
    form.add_error(None, "Hồ sơ đã đóng.")

    assert [link.text for link in error_links(form)] == ["Hồ sơ đã đóng."]


def test_chosen_values_are_marked() -> None:
    html = draw(filled(kind="B", tags="Y", note="Gấp"))

    assert re.search(r'type="radio" value="B" checked', html)
    assert re.search(r'<option value="1" selected', html)
    assert re.search(r'type="checkbox" value="Y" checked', html)
    assert re.search(r'name="is_agreed" type="checkbox" value="on" checked', html)
    assert re.search(r'name="note"[^>]* value="Gấp"', html)


def test_hints_and_limits_reach_the_inputs() -> None:
    html = draw(filled(reason=""))

    tag = re.search(r"<textarea[^>]*>", html)
    assert tag is not None
    assert 'aria-describedby="id_reason-hint id_reason-error"' in tag[0]
    assert 'accept="image/png"' in html
    assert 'maxlength="40"' in html


def test_a_file_is_never_written_back() -> None:
    assert field_view(filled(photo="C:/secret.png")["photo"]).value == ""


@pytest.mark.parametrize("chosen", ["", "1", "2", "9", None, 2])
def test_options_of_a_list_are_those_django_draws(chosen: object) -> None:
    choices = [("", "Chọn"), (1, "Một"), ("2", "Hai <b>"), ("2", "Hai lần nữa")]

    class Lists(forms.Form):
        flat = forms.ChoiceField(choices=choices, initial=chosen)
        grouped = forms.ChoiceField(choices=[("Nhóm", choices[1:])], initial=chosen)

    for field in Lists():
        groups = field.field.widget.optgroups(
            field.name, field.field.widget.format_value(field.value())
        )
        drawn = [option for _name, group, _index in groups for option in group]

        view = field_view(field)
        assert [option.value for option in view.options] == [str(o["value"]) for o in drawn]
        assert [option.label for option in view.options] == [str(o["label"]) for o in drawn]
        assert [option.is_selected for option in view.options] == [o["selected"] for o in drawn]
    assert "Hai &lt;b&gt;</option>" in draw(Lists())
