"""Personal names and numbers that documents print, and a published file without them."""
