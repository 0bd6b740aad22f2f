"""The order of the stages: what reads, extracts, stores."""
