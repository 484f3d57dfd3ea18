"""Package benchmarks."""
