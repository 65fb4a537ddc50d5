"""A dossier of any size that nobody has published: who speaks, what they say, what articles tell.

Every name and sentence is written for this project or put together from its word lists; what the
invented speakers say has nothing to do with what anybody has said. words.py has the lists, cast.py
who speaks for whom and holds what, sheet.py a text that is being written, articles.py the
documents, happenings.py the claims, meetings and plans that several documents tell of.
"""
