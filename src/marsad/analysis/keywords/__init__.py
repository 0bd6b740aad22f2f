"""Keywords: what an editor would tag an article with, in its printed form."""
