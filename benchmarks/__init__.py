"""How fast is the course? Each file is a command that measures and prints; none is a test."""
