"""What is wrong with the words of a template's version, field by field."""

from collections.abc import Mapping

from tinhso.notifications.rules.kinds import LANGUAGES, TEMPLATES
from tinhso.notifications.rules.wording import Finding, find_faults

#: What every template may use beside its own facts.
ALWAYS_THERE = frozenset({"link"})
#: A text message may also repeat its title.
IN_SMS = ALWAYS_THERE | {"headline"}


def names_for(template: str, field: str) -> frozenset[str]:
    """Give the placeholders a field of a template may use.

    :raises KeyError: there is no such template.
    """
    return TEMPLATES[template] | (IN_SMS if field.startswith("sms") else ALWAYS_THERE)


def find_template_faults(template: str, words: Mapping[str, str]) -> dict[str, list[Finding]]:
    """Give the faults of each field with any; fields are ``title_vi``, ``body_en``, ``sms_vi`` …"""
    fields = [f"{part}_{language}" for language in LANGUAGES for part in ("title", "body", "sms")]
    found = {
        field: find_faults(words.get(field, ""), names_for(template, field)) for field in fields
    }
    return {field: faults for field, faults in found.items() if faults}
