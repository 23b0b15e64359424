"""The applicant's own pages: registering, handing in, and how the application stands."""
