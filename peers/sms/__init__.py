"""Two SMS providers behind one small server, with different APIs and habits."""
