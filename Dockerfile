# The application for a server of one's own; docker-compose.yml puts PostgreSQL and TLS beside it.
FROM node:24-bookworm AS build
WORKDIR /app
# The media worker is kept outside of the home directory, where the second stage and its user find it.
ENV XDG_CACHE_HOME=/opt/cache
COPY . .
RUN node scripts/setup.mjs && npm prune --ignore-scripts --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
# What a media worker that was built, not downloaded, is linked to.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libabsl20220623 libsrtp2-1 libssl3 libuv1 \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/cache /opt/cache
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
ENV XDG_CACHE_HOME=/opt/cache HOST=0.0.0.0 PORT=3000 DATA_DIR=/data MEDIA_PORT=40000
EXPOSE 3000 40000-40007/tcp 40000-40007/udp
VOLUME /data
USER node
HEALTHCHECK --interval=10s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1))"]
CMD ["node", "--max-semi-space-size=4", "server/main.ts"]
