"""Addresses of chats and letters."""

from django.urls import URLPattern, path

from tinhso.contact.views import chat

urlpatterns: list[URLPattern] = [
    path("tin-nhan/nhan/", chat.receive, name="chat_receive"),
    path("can-bo/tin-nhan/", chat.conversations, name="conversations"),
    path("can-bo/tin-nhan/<int:conversation_id>/", chat.conversation, name="conversation"),
    path(
        "can-bo/tin-nhan/<int:conversation_id>/noi-dung/",
        chat.conversation_content,
        name="conversation_content",
    ),
    path("can-bo/thu-dien-tu/", chat.letters, name="letters"),
]
