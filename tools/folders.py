"""Where things are: the project, its environment and its `var` folder."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("TINHSO_VAR_DIR", ROOT / "var"))
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
