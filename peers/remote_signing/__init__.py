"""The remote signing service of the demonstration: officers' keys, used after a confirmation."""
