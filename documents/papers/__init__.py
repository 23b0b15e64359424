"""Official papers: a kind and its declared context in, a GB/T 9704-2012 .docx out.

`catalogue` says which kinds there are and what each is written from, `templates/` what they say,
`markup` how a template marks headings, tables and the like, `compose` turns both into a `Paper`,
`render` a paper into bytes. Numbers and dates are never invented: what is not there yet is left
visibly blank.
"""
