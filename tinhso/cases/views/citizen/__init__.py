"""Pages of citizens: writing an application, following a case."""
