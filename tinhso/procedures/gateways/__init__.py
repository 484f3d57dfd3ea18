"""Outside sources of procedures: the province pack, JSON and Excel files."""
