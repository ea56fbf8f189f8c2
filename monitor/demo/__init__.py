"""The bundled newsroom: own-words articles behind a loopback server."""
