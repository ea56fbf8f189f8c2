"""The heart: text → findings. Pure: no clock, no network, no disk but its own data files."""
