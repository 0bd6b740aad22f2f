"""Source to page: files, HTTP, robots, feeds, sitemaps, archives, dumps."""
