"""Reading what a person said: times, own words, labels."""
