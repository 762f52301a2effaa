"""What looks at the whole from outside: how fast it is, what it looks like, and Chromium to drive the app with."""
