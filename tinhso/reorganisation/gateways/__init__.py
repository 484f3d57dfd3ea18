"""Outside data of the reorganisation slice: proposals in the province pack."""
