"""What a person does: submit, recommend, reply, declare, score, vote, object, decide.

One function an action and one transaction a function: load rows, ask ``rules``, change state
through the door of that entity, append the audit event, queue the letters. Workbook import,
command line, pages and tasks all call these, so that the same act has the same effect everywhere.

No Prefect here, no rendering, no rule of its own.
"""
