"""What a learner clicks and draws: questions to guess, digits to draw, pictures that follow controls."""

from course_utils.widgets.drawing import draw_digits, my_digits, watch
from course_utils.widgets.guesses import guess, surprises, then_and_now

__all__ = ["draw_digits", "guess", "my_digits", "surprises", "then_and_now", "watch"]
