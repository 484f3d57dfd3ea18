"""Commands of the dispatch slice."""
