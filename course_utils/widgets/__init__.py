"""What a learner clicks and draws: questions to guess, digits to draw, pictures that follow controls."""

from course_utils.widgets.drawing import draw_digits, my_digits, watch
from course_utils.widgets.guesses import above, at_most, between, guess, surprises, then_and_now

__all__ = ["above", "at_most", "between", "draw_digits", "guess", "my_digits", "surprises", "then_and_now", "watch"]
