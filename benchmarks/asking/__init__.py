"""What is asked of a record and written to it, at any size and in any database.

records.py makes records of a number of documents (multiplying.py the large ones) and lays them
into a database; servers.py starts
a PostgreSQL server for a while; queries.py has the questions; timing.py times them.
"""
