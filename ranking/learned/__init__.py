"""The learned ranker: what people will do with a post, from what is known before it is shown.

============== ==================================================================
file           what it holds
============== ==================================================================
actions        what is predicted, and which later events say that it happened
features       which columns a prediction rests on
examples       what was known at a moment, beside what happened after it
network        the model: a small neural network, in plain numpy
calibration    predictions as chances, by a fit on people the model never saw
training       how a network is fitted
document       the ranker as one JSON file, written, and read back with distrust
judging        how well candidates are ordered, learned and by hand
============== ==================================================================
"""
