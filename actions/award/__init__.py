"""Articles 21 to 23: what the city decides, and what the winners receive.

The request to the city government and its reply, the decision, certificates and plaques with their
numbers, who has them, and the public register of holders. What a holder does or suffers
afterwards is in `actions/cases/`.
"""
