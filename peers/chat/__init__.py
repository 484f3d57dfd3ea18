"""The chat peer: people write to the line from their phones, and read what it answers."""
