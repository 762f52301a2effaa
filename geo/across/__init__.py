"""What articles have in common: the origin of near-copies, and the events that several of them tell.

Records of articles come in, plain data goes out; nothing here reads text, asks a database or draws.
"""
