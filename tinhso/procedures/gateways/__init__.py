"""Outside sources of procedures: the province pack, JSON and Excel files."""

from tinhso.core.deferred import deferred_modules

__getattr__ = deferred_modules(__name__, "workbook")
