# The app in a container: docker build -t dateline . && docker run -p 8501:8501 -v dateline:/data dateline
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --system --uid 10001 --create-home --home-dir /home/dateline dateline \
    && mkdir /data \
    && chown dateline:dateline /data

WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt

# What the app writes: ./static (files of the map that Streamlit serves), the cache of the gazetteer, shared articles.
COPY --chown=root:root . .
RUN mkdir -p static && chown dateline:dateline static

USER dateline
ENV DATELINE_HOSTED=1 \
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

# Unpack the gazetteer and load the engine once, so that the first visitor does not wait for it.
RUN python -m geo parse seeds/pressure-on-isis-builds.txt -o /dev/null

VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["python", "-m", "streamlit", "run", "app.py"]
