from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
  from ..models.service_field import ServiceField





T = TypeVar("T", bound="ServiceRow")



@_attrs_define
class ServiceRow:
    """ A data service of the catalogue; ``topic`` under which changes are told, if they are.

        Attributes:
            code (str):
            name (str):
            about (str):
            sensitivity (str):
            owner (str):
            fields (list[ServiceField]):
            topic (str):
     """

    code: str
    name: str
    about: str
    sensitivity: str
    owner: str
    fields: list[ServiceField]
    topic: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.service_field import ServiceField # noqa: PLC0415
        code = self.code

        name = self.name

        about = self.about

        sensitivity = self.sensitivity

        owner = self.owner

        fields = []
        for fields_item_data in self.fields:
            fields_item = fields_item_data.to_dict()
            fields.append(fields_item)



        topic = self.topic


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "code": code,
            "name": name,
            "about": about,
            "sensitivity": sensitivity,
            "owner": owner,
            "fields": fields,
            "topic": topic,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.service_field import ServiceField # noqa: PLC0415
        d = dict(src_dict)
        code = d.pop("code")

        name = d.pop("name")

        about = d.pop("about")

        sensitivity = d.pop("sensitivity")

        owner = d.pop("owner")

        fields = []
        _fields = d.pop("fields")
        for fields_item_data in (_fields):
            fields_item = ServiceField.from_dict(fields_item_data)



            fields.append(fields_item)


        topic = d.pop("topic")

        service_row = cls(
            code=code,
            name=name,
            about=about,
            sensitivity=sensitivity,
            owner=owner,
            fields=fields,
            topic=topic,
        )


        service_row.additional_properties = d
        return service_row

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
