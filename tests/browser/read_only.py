"""`streamlit` where nothing can be written but the folders in `WRITABLE`: for tests that run as root."""

import os
import sys

MOUNTS = """
set -e
mount --make-rprivate /
for folder in $WRITABLE; do mount --bind "$folder" "$folder"; done
mount -o remount,ro,bind /
exec "$@"
"""

if __name__ == "__main__":
    program = [sys.executable, "-m", "streamlit", *sys.argv[1:]]
    os.execvp("unshare", ["unshare", "--mount", "sh", "-c", MOUNTS, "sh", *program])
