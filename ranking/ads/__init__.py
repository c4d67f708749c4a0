"""Ads between posts: relevance to what stands around a slot, an auction, and promises to both sides.

Read :mod:`ranking.ads.mixer` from the top: it is the whole way of a slot. What a person cares about is used only
with consent; see :mod:`ranking.ads.targeting`.
"""
