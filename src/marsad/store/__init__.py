"""Keep and find: schema, migrations, repository, search."""
