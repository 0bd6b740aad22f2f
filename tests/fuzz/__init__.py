"""Coverage-guided fuzzing, run by hand: `python -m tests.fuzz.extract`."""
