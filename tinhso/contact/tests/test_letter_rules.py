"""What a letter says, whether a machine wrote it, what it answers."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.contact.rules.letters import LetterUnreadable, read_letter, without_quotes


def letter(text: str = "Đường hư quá", **headers: str) -> bytes:
    """Give a letter as bytes."""
    message = EmailMessage()
    usual = {
        "From": "Nguyễn Văn An <An@Mail.example>",
        "To": "1022@tinhso.example",
        "Subject": "Ổ gà",
        "Message-ID": "<first@mail.example>",
    }
    for name, value in {**usual, **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def test_letter_is_read() -> None:
    read = read_letter(letter())

    assert (read.sender, read.sender_name, read.subject) == (
        "an@mail.example", "Nguyễn Văn An", "Ổ gà",
    )  # fmt: skip
    assert read.text == "Đường hư quá"
    assert not read.is_automatic


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<news.example>"},
        {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@mail.example"},
        {"From": "no-reply@shop.example"},
        {"X_Tinhso_Line": "1"},
    ],
)
def test_letter_of_a_machine_is_known(headers: dict[str, str]) -> None:
    assert read_letter(letter(**headers)).is_automatic


def test_letter_that_says_no_machine_wrote_it_is_a_persons() -> None:
    assert not read_letter(letter(Auto_Submitted="no")).is_automatic


@pytest.mark.parametrize(
    "text",
    [
        "Vẫn chưa sửa\n\n> Đã nhận thư của bạn\n> Mã",
        "Vẫn chưa sửa\nOn Tue, Jun 1, 2021 at 9:00, 1022 wrote:\nĐã nhận",
        "Vẫn chưa sửa\nVào 09:00, 1 thg 6, 2021 1022 đã viết:\nĐã nhận",
        "Vẫn chưa sửa\n-- \nAn\n0912345678",
    ],
)
def test_only_what_is_new_is_kept(text: str) -> None:
    assert without_quotes(text) == "Vẫn chưa sửa"


def test_letter_of_quotes_alone_keeps_them() -> None:
    assert without_quotes("> chỉ có trích") == "> chỉ có trích"


def test_nearest_letter_answered_comes_first() -> None:
    read = read_letter(letter(In_Reply_To="<c@x>", References="<a@x> <b@x> <c@x>"))

    assert read.references == ("c@x", "b@x", "a@x")


def test_letter_in_html_is_read_as_text() -> None:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@mail.example", "<h@x>"
    message.set_content("<p>Rác <b>hôi</b></p><script>evil()</script>", subtype="html")

    assert read_letter(message.as_bytes()).text == "Rác hôi"


def test_files_come_along() -> None:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@mail.example", "<f@x>"
    message.set_content("xem ảnh")
    message.add_attachment(b"abc", maintype="image", subtype="jpeg", filename="../o ga.jpg")

    (file,) = read_letter(message.as_bytes()).attachments

    assert file.content == b"abc"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"From: \r\n\r\nx", b"From: a@b.example\r\n\r\nno id"]
)
def test_letter_nobody_could_answer_is_unreadable(content: bytes) -> None:
    with pytest.raises(LetterUnreadable):
        read_letter(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_named_unreadable(content: bytes) -> None:
    try:
        read = read_letter(b"From: a@b.example\r\nMessage-ID: <x@y>\r\n" + content)
    except LetterUnreadable:
        return
    assert read.sender == "a@b.example" or read.sender
