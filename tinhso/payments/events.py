"""What happened in the payments slice: frozen dataclasses named in the past."""
