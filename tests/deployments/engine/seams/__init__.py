"""What each seam takes for granted of the Prefect that is installed."""
