"""The viewer: panels, the article with its marks, and the timeline, made once as plain data and drawn by one script.

The app's components, the one-file page and a notebook show the same data with the scripts and styles in `assets`.
"""
