"""Users: who may write, and how the server knows them.

door.py stands before everything else and finds out who asks; permission.py is what routes ask for.
"""
