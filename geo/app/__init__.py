"""The Streamlit pages: thin, over the package. Only here is Streamlit imported."""
