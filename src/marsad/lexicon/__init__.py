"""What is known of the news world, as data files with their loaders."""
