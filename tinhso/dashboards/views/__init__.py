"""Screens of the dashboards slice: boards on desk, phone and wall, the map, the editor, files."""
