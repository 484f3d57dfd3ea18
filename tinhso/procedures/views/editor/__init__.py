"""Pages where administrators write, review, publish, compare and open procedures."""
