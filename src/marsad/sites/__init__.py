"""What is known of single publishers, as data: one `<domain>.toml` each."""
