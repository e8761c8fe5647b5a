"""Turtle as text: its tokens and their places, how it is laid out, how it is written."""
