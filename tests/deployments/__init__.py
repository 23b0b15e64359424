"""Real servers and workers; the flows they run are in ``sample_flows``."""
