"""What is set right: a stage done again, an application withdrawn, a record corrected.

Which later results fall, who must be told, and what may be confirmed without being redone.
"""
