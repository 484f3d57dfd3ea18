"""A day of outages against every partner: counted on both sides, nothing lost, nothing doubled.

The two national systems of the exchange have theirs in ``exchange``, the document axis in
``dispatch``: here are those the slices speak to themselves.
"""
