"""What data sharing asks of libraries and of the outside; loaded when first used."""

from tinhso.core.deferred import deferred_modules

__getattr__ = deferred_modules(__name__, "keys")
