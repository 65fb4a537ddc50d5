"""Readers of a served dossier: what they ask for, how long they wait, what a page weighs.

addresses.py draws what is asked for, server.py starts what answers, reading.py asks and counts the
time, weight.py has a browser tell what a first visit transfers.
"""
