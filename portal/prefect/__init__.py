"""The way to Prefect: its UI and API for administrators, by a list of what may be asked."""
