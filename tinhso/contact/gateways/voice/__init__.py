"""The voice line: a small SIP endpoint that answers, announces, records and tells the platform.

It answers overflow and calls after hours. It is no call distributor (ACD): it never connects two
people. It knows no database; like any exchange it tells the platform by signed calls over HTTP,
and keeps on disk what could not be told yet.
"""

from tinhso.core.deferred import deferred_modules

__getattr__ = deferred_modules(__name__, "line")
