"""Open311 GeoReport v2: filed and followed by programs, in both formats, refused by its errors."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
import requests
import requests.adapters
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from georeport import GeoReport
from PIL import Image

from tinhso.contact.models import Contact, Filing
from tinhso.contact.operations.filing import make_key
from tinhso.contact.tests.factories import AT, Line, report
from tinhso.core.clock import now

pytestmark = pytest.mark.django_db
BASE, KEY = "/open311/v2", "a-key-of-the-tests"
POTHOLE = {
    "api_key": KEY,
    "service_code": "duong-hu-hong",
    "lat": "11.535",
    "long": "106.888",
    "description": "Ổ gà lớn giữa đường, xe máy ngã liên tục",
    "first_name": "An",
    "last_name": "Nguyễn Văn",
    "phone": "0912 345 678",
    "attribute[KICH_CO]": "LON",
}


@pytest.fixture(name="line", autouse=True)
def _line(db: None) -> Line:
    made = Line()
    make_key(name="Ứng dụng thử", key=KEY, at=AT)
    return made


def file(form: str = "json", **changed: Any) -> Any:
    """File a report."""
    fields = {name: value for name, value in {**POTHOLE, **changed}.items() if value is not None}
    return Client().post(f"{BASE}/requests.{form}", fields)


def get(path: str, **query: str) -> Any:
    """Ask for something."""
    return Client().get(f"{BASE}/{path}", query)


def published(**values: Any) -> Contact:
    """Give a published report."""
    contact = report(**values).contact
    Contact.objects.filter(pk=contact.pk).update(
        public_state="PUBLISHED", public_text="Ổ gà [đã che]", published_at=now(),
        received_at=now() - timedelta(days=1),
    )  # fmt: skip
    return contact


def test_report_is_filed_and_answered_by_number() -> None:
    answer = file()

    contact = Contact.objects.get()
    (row,) = json.loads(answer.content)
    assert answer.status_code == 201
    assert row["service_request_id"] == contact.code
    assert contact.code in row["service_notice"]
    assert (contact.channel, contact.reporter_name, contact.reporter_phone) == (
        "OPEN311", "Nguyễn Văn An", "0912345678",
    )  # fmt: skip
    assert "Cả làn đường" in contact.text


def test_report_in_xml_is_answered_in_xml() -> None:
    root = fromstring(file("xml").content)  # noqa: S314 - our own answer

    assert root.findtext("request/service_request_id") == Contact.objects.get().code


def test_key_that_wants_tokens_gets_one_that_leads_to_the_number() -> None:
    make_key(name="Theo thẻ", key="tokens", at=AT, answers_with_token=True)

    (row,) = json.loads(file(api_key="tokens").content)
    assert "service_request_id" not in row
    (found,) = json.loads(get(f"tokens/{row['token']}.json", api_key="tokens").content)

    assert found["service_request_id"] == Contact.objects.get().code


def test_report_sent_twice_under_one_key_is_filed_once() -> None:
    for _ in range(2):
        Client().post(f"{BASE}/requests.json", POTHOLE, headers={"Idempotency-Key": "k1"})

    assert Contact.objects.count() == Filing.objects.count() == 1


def test_picture_comes_through_the_safe_door() -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 30)).save(drawn, "JPEG")

    file(media=SimpleUploadedFile("a.jpg", drawn.getvalue()))

    assert Contact.objects.get().photos.count() == 1


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"api_key": None}, 403, "api_key"),
        ({"api_key": "wrong"}, 403, "api_key"),
        ({"service_code": None}, 400, "service_code"),
        ({"service_code": "nothing"}, 404, "service_code"),
        ({"service_code": "ha-tang"}, 404, "service_code"),
        ({"attribute[KICH_CO]": None}, 400, "KICH_CO"),
        ({"attribute[KICH_CO]": "XXL"}, 400, "KICH_CO"),
        ({"lat": "north"}, 400, "lat"),
        ({"lat": None, "long": None}, 400, "lat"),
        ({"lat": None, "long": None, "address_id": "99999"}, 400, "address_id"),
        ({"lat": None, "long": None, "address_string": "gần chợ"}, 400, "address_id"),
        ({"email": "x"}, 400, "email"),
        ({"jurisdiction_id": "elsewhere"}, 404, "jurisdiction_id"),
        ({"media": SimpleUploadedFile("a.exe", b"MZ evil")}, 400, "media"),
    ],
)
def test_report_that_cannot_be_taken_is_refused_by_the_specification(
    changed: dict[str, Any], status: int, said: str
) -> None:
    answer = file(**changed)

    (row,) = json.loads(answer.content)
    assert (answer.status_code, row["code"]) == (status, status)
    assert said in row["description"]
    assert not Contact.objects.exists()


def test_refusal_in_xml_has_its_shape() -> None:
    root = fromstring(file("xml", api_key="wrong").content)  # noqa: S314 - our own answer

    assert (root.tag, root.findtext("error/code")) == ("errors", "403")


def test_published_report_is_listed_masked_and_others_are_not() -> None:
    shown = published()
    report()

    rows = json.loads(get("requests.json").content)

    assert [row["service_request_id"] for row in rows] == [shown.code]
    assert rows[0]["description"] == "Ổ gà [đã che]"
    assert rows[0]["requested_datetime"].endswith("+07:00")
    assert rows[0]["status"] == "open"


def test_program_follows_what_it_filed_before_it_is_published() -> None:
    (row,) = json.loads(file().content)
    code = row["service_request_id"]

    (own,) = json.loads(get(f"requests/{code}.json", api_key=KEY).content)

    assert own["description"].startswith("Ổ gà lớn")
    assert get(f"requests/{code}.json").status_code == 404


def test_denunciation_is_never_found() -> None:
    contact = report(kind="DENUNCIATION", category="").contact

    assert get(f"requests/{contact.code}.json", api_key=KEY).status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"status": "open"}, 1),
        ({"status": "closed"}, 0),
        ({"service_code": "rac-thai"}, 0),
        ({"service_code": "duong-hu-hong,rac-thai"}, 1),
        ({"end_date": "2020-01-01T00:00:00+07:00"}, 0),
    ],
)
def test_list_is_narrowed(query: dict[str, str], count: int) -> None:
    published()

    assert len(json.loads(get("requests.json", **query).content)) == count


@pytest.mark.parametrize("query", [{"start_date": "2021-06-01"}, {"status": "done"}])
def test_query_that_cannot_be_read_is_refused(query: dict[str, str]) -> None:
    assert get("requests.xml", **query).status_code == 400


def test_list_takes_the_same_queries_however_many_requests() -> None:
    published()
    get("requests.json")

    with CaptureQueriesContext(connection) as few:
        get("requests.json")
    for _ in range(5):
        published()
    with CaptureQueriesContext(connection) as many:
        get("requests.json")

    assert len(many) == len(few)


def test_update_of_its_own_request_is_added() -> None:
    (row,) = json.loads(file().content)
    told = {
        "api_key": KEY,
        "service_request_id": row["service_request_id"],
        "description": "Hôm nay hố đã rộng thêm",
    }

    answer = Client().post(f"{BASE}/servicerequestupdates.json", told)

    assert answer.status_code == 201
    assert Contact.objects.get().events.filter(act="ADDED_BY_AUTHOR").exists()


def test_update_of_somebody_elses_request_is_refused() -> None:
    contact = published()
    told = {"api_key": KEY, "service_request_id": contact.code, "description": "Tôi thêm vào nhé"}

    assert Client().post(f"{BASE}/servicerequestupdates.json", told).status_code == 403


def test_updates_are_listed() -> None:
    published()

    rows = json.loads(get("servicerequestupdates.json", start_date="2021-05-01T00:00:00Z").content)

    assert {row["status"] for row in rows} == {"open"}


def test_discovery_names_the_endpoint() -> None:
    root = fromstring(Client().get("/open311/discovery.xml").content)  # noqa: S314 - our own answer

    assert root.find(".//{*}url") is not None


@pytest.mark.parametrize("path", ["requests.yaml", "services/", "requests.json.exe"])
def test_other_formats_are_not_found(path: str) -> None:
    assert get(path).status_code == 404


def test_method_the_specification_does_not_have_is_refused() -> None:
    assert Client().delete(f"{BASE}/requests.json").status_code == 405


def test_too_many_reports_under_one_key_are_slowed() -> None:
    key = make_key(name="Chậm", key="slow", at=AT)
    key.most_a_minute = 1
    key.save()

    assert file(api_key="slow").status_code == 201
    assert file(api_key="slow").status_code == 429


class _Site(requests.adapters.BaseAdapter):
    """Carries a program's calls to the site of the tests."""

    def send(  # type: ignore[override] # no stream, no certificate: nothing leaves the process
        self, request: requests.PreparedRequest, **how: Any
    ) -> requests.Response:
        """Answer as the site does."""
        given = Client().generic(request.method or "GET", request.path_url)
        answer = requests.Response()
        answer.status_code, answer.url = given.status_code, request.url or ""
        answer.raw = BytesIO(given.content)
        answer.headers.update(given.headers)
        return answer

    def close(self) -> None:
        """Hold nothing."""


@pytest.mark.parametrize("form", ["json", "xml"])
def test_client_written_elsewhere_reads_everything(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    contact = published()
    session = requests.Session()
    session.mount("http://", _Site())
    monkeypatch.setattr(requests, "get", session.get)
    client = GeoReport(f"http://site{BASE}", output_format=form)

    services = client.get_service_list()
    definition = client.get_service_definition("duong-hu-hong")
    found = client.get_service_requests(service_request_id=contact.code)
    one = client.get_service_request(contact.code)

    assert "duong-hu-hong" in {service["service_code"] for service in services}
    assert definition["service_code"] == "duong-hu-hong"
    assert contact.code in json.dumps(found)
    assert contact.code in json.dumps(one)
