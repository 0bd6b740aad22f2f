"""Names by somebody else's model: a spaCy pipeline, a token classifier, a third party's."""
