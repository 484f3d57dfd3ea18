"""Pages of procedures: for everybody, and for administrators."""
