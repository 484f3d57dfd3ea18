"""Screens of the alerts slice: what is open, one alert, its acts, the rules."""
