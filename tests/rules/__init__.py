"""Rules are tested with plain values: nothing to patch, nothing to clean up."""
