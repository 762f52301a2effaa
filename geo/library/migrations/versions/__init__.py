"""One script a version of the tables; never changed once it is out: databases of its time are brought on by it."""
