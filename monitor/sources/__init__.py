"""Where news comes from; one file a kind."""
