"""Who owes what until when, who is told of it, and the board that shows it.

What a stage expects, the stage says itself; here it is only asked, for all stages alike.
"""
