"""What leaves and enters the house on paper: spreadsheets and official papers.

`sheets/` opens, reads and writes a spreadsheet of any kind, `forms/` holds every .xlsx that goes
out and comes back, `papers/` every .docx. All turn plain frozen values into bytes, or bytes into
values; none reads the database, the clock or a setting. pandas, openpyxl and python-docx are
imported where a file is opened, never on import.
"""
