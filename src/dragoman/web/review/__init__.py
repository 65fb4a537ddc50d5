"""Review: people check statements, correct them, and see who decided what.

queue.py orders what to look at, sheet.py is one statement with its form (entries.py), reading.py
makes values of what was filled in, deciding.py makes judgements of them, audit.py shows them all.
"""
