"""Say how good feeds are: split what people did in time, judge lists against what they did next, compare systems."""
