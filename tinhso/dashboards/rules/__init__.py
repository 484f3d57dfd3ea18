"""Rules of the dashboards slice: pure functions, no Django, no clock."""
