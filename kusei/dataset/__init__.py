"""From files to the graph, and what is kept between runs."""
