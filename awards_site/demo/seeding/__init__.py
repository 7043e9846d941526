"""Brightwater in the database: two years of closed cycles, one in each live stage, and everything that led there.

Rows are written in bulk with the times at which they would have been written; what Laurel computes (results, for
instance) is computed by its own services. The same day and scale give the same organisation.
"""
