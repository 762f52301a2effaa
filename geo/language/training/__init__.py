"""Training of the models that find and place toponyms, from annotated corpora."""
