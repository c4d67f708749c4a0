"""Variety: what may stand next to what, and how a slate is chosen.

================== ============================ ===================== =========================================
component          strategy                     cost a place          use
================== ============================ ===================== =========================================
AuthorCap          hard count                   O(pool)               no author fills a feed
NearDuplicateRule  hard, one a group            O(pool)               nothing stands in a feed twice
TopicWindow        count in a sliding window    O(pool)               neighbours differ in topic
MMRSelector        score - likeness to slate    O(pool x d)           items differ in what they say and show
NewestFirst        order of time                O(n log n)            a chronological feed that nobody ranked
================== ============================ ===================== =========================================
"""
