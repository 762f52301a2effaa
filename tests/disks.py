"""Small file systems, for what happens where a disk is full."""

import subprocess

import pytest


@pytest.fixture
def small_disk(tmp_path):
    """Return what mounts a file system of so many kilobytes and returns its folder."""
    mounted = []

    def mount(kilobytes: int):
        folder = tmp_path / f"disk-{len(mounted)}"
        folder.mkdir()
        options = f"size={kilobytes}k"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"no file system can be mounted here, which root may: {done.stderr.strip()}")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "--lazy", folder], check=True)
