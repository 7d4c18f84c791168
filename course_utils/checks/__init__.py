"""The engine of the checks: lessons, cases, expectations, results, progress."""
