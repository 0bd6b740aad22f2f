"""How the shipped models are made: needs the `train` dependency group and the corpora."""
