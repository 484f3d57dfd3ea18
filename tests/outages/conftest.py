"""What days of outages share: an office, its people, remote signing, trust services, registers."""

from tinhso.documents.tests.conftest import file_keys_only as file_keys_only
from tinhso.documents.tests.conftest import office as office
from tinhso.documents.tests.conftest import remote_leader as remote_leader
from tinhso.documents.tests.conftest import signing_service as signing_service
from tinhso.documents.tests.conftest import trust as trust
from tinhso.identity.tests.conftest import business as business
from tinhso.identity.tests.conftest import population as population
