"""Explanations, the stages to final, the review sheet and the page of rules on the screen."""
