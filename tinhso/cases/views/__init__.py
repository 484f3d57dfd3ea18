"""Pages of cases for citizens and officers."""
