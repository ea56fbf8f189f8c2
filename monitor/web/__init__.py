"""The open web, politely and safely: what is fetched, from which addresses, and what a page says."""
