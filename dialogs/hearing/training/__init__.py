"""Training of the ear: from the labelled messages to the models and their figures."""
