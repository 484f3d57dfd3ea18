"""Stands in for another province's installation that witnesses our log (C2SP tlog-witness)."""
