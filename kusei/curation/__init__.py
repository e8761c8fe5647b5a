"""Help for those who write the data: free names, and pieces of Turtle to fill in."""
