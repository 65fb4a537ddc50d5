"""Shards: large collections read in parts, by many processes or machines, then loaded at once.

    files --read_shard--> one Parquet file each --load--> the record of a dossier

parcels.py is what such a file holds; shards.py reads one shard, whoever calls it: a process of
pools.py or an actor of clusters.py (Ray); loading.py takes the results into a dossier.
"""
