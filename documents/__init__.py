"""Papers and spreadsheets: what the office prints, and what people fill in.

``forms`` writes a workbook and reads it back, with every problem named by file, sheet and cell;
``papers`` turns a value into a Word document in the layout of GB/T 9704; charts are drawn here too.
Everything goes in as values and comes out as bytes, or as values again.

Pandas lives here and nowhere else, imported only when a document is made. No decision, no mail, no
database: numbers arrive worked out by ``rules``.
"""
