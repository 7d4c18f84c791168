"""Tests of what the commands of benchmarks/ measure."""
