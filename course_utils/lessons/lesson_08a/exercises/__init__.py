"""The checks of the lesson, a file for each exercise; kept from the process that runs a learner's code."""
