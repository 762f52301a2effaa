"""Archives on Dask: articles in any number in, a folder of Parquet out, which grows and goes on where it was ended."""
