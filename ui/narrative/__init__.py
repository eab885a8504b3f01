"""The texts of the official form on the screen: one editor for each official sub-heading, read as it prints."""
