"""How many messages a text is on the air: the providers count for themselves."""

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = "^{}\\[~]|€\f"


def count_parts(text: str) -> int:
    """Give the number of parts: 160/153 septets in the basic alphabet, 70/67 units otherwise."""
    if all(letter in _BASIC or letter in _EXTENDED for letter in text):
        sizes, single, part = [2 if letter in _EXTENDED else 1 for letter in text], 160, 153
    else:
        sizes, single, part = [2 if ord(letter) > 0xFFFF else 1 for letter in text], 70, 67
    if sum(sizes) <= single:
        return 1
    parts, room = 1, part
    for size in sizes:
        if size > room:
            parts, room = parts + 1, part
        room -= size
    return parts
