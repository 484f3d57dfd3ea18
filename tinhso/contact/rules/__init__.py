"""Rules of the contact slice: pure functions, no Django, no clock."""
