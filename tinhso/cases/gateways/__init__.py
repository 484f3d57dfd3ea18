"""What cases say to outside systems, and what they read from them."""
