"""What leaves and enters the house on paper: spreadsheets and official papers.

`forms/` holds every .xlsx that goes out and comes back, `papers/` every .docx. Both turn plain
frozen values into bytes, or bytes into values; neither reads the database, the clock or a setting.
pandas, openpyxl and python-docx are imported where a file is opened, never on import.
"""
