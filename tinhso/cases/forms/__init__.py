"""Forms of cases, and what fills them in."""
