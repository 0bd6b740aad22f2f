"""Arabic text: folding, tokens, stems, printed stamps, formats. Knows nothing of news."""
