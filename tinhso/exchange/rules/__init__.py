"""States of messages, waits after failures, signatures, comparing accounts: no Django, no clock."""

from tinhso.exchange.rules.accounts import (
    Difference,
    Fault,
    OurAccount,
    PartnerAccount,
    around,
    differences,
)
from tinhso.exchange.rules.backing_off import GIVEN_UP_AFTER, Rest, after_failure, wait_after
from tinhso.exchange.rules.signatures import (
    Signed,
    answer_signature,
    detached_jws,
    hmac_signature,
    public_key_of,
    read_detached_jws,
)
from tinhso.exchange.rules.states import (
    HELD_AT_MOST,
    MACHINE,
    OPEN_IN,
    OPEN_OUT,
    SETTLED,
    Direction,
    State,
    Step,
)

__all__ = [
    "Difference",
    "Direction",
    "Fault",
    "GIVEN_UP_AFTER",
    "HELD_AT_MOST",
    "MACHINE",
    "OPEN_IN",
    "OPEN_OUT",
    "OurAccount",
    "PartnerAccount",
    "Rest",
    "SETTLED",
    "Signed",
    "State",
    "Step",
    "after_failure",
    "answer_signature",
    "around",
    "detached_jws",
    "differences",
    "hmac_signature",
    "public_key_of",
    "read_detached_jws",
    "wait_after",
]
