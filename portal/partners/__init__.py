"""Who is asked outside the office: letters and forms of one address, recommenders, reports."""
