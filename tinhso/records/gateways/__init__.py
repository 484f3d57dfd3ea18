"""Files from outside whose form is checked."""
