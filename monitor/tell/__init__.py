"""How a story looks and how it gets out; one file a kind of destination."""
