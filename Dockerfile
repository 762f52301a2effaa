# The app for strangers in a container: docs/hosting.md tells how to build it and what to put in front of it.
ARG BASE=python:3.13-slim
FROM ${BASE}

# A name without a digest is another image tomorrow: docs/hosting.md tells how the digest is had.
ARG BASE
RUN case "$BASE" in \
        *@sha256:????????*) ;; \
        *) echo "BASE=$BASE has no digest: docs/hosting.md, In a container, tells how to build." >&2; exit 1 ;; \
    esac
LABEL org.opencontainers.image.base.name="$BASE"

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --system --uid 10001 --create-home --home-dir /home/dateline dateline \
    && mkdir /data \
    && chown dateline:dateline /data

WORKDIR /app
# Nothing is installed whose checksum is not in the lock, the language model included.
COPY requirements.lock .
RUN pip install --require-hashes --no-deps -r requirements.lock

# What the app writes: ./static (files of the map that Streamlit serves) and /data (shared articles).
COPY --chown=root:root . .
RUN mkdir -p static && chown dateline:dateline static

USER dateline
ENV DATELINE_HOSTED=1 \
    MALLOC_ARENA_MAX=2 \
    XDG_CACHE_HOME=/home/dateline/.cache \
    XDG_DATA_HOME=/data \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_MAX_UPLOAD_SIZE=5 \
    STREAMLIT_SERVER_FILE_WATCHER_TYPE=none \
    STREAMLIT_CLIENT_SHOW_ERROR_DETAILS=none \
    STREAMLIT_CLIENT_TOOLBAR_MODE=minimal \
    STREAMLIT_BROWSER_GATHER_USAGE_STATS=false

# Unpack the gazetteer and read one article, so that what is missing stops the build and not the first visitor.
RUN python -m geo parse seeds/pressure-on-isis-builds.txt -o /dev/null

VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/healthz', timeout=8)"]
CMD ["python", "-m", "streamlit", "run", "server.py"]
