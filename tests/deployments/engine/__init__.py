"""The engine: what runs Prefect's flows here and knows nothing of an award."""
