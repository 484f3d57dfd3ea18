"""What the tests of a day share: an office with its people, remote signing, trust services."""

from tinhso.documents.tests.conftest import file_keys_only as file_keys_only
from tinhso.documents.tests.conftest import office as office
from tinhso.documents.tests.conftest import remote_leader as remote_leader
from tinhso.documents.tests.conftest import signing_service as signing_service
from tinhso.documents.tests.conftest import trust as trust
