"""Measurements of the course's speed: each file is a command that measures and prints; none is a test."""
