"""Do the commands of benchmarks/ measure what they say?"""
