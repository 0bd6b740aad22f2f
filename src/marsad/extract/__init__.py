"""Page to article: decoding, metadata, body, furniture."""
