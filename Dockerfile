# Righthand in one small image: docker build -t righthand .
# It has a C compiler, for SQLite and for TLS.
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
# The layers of a registry and of third-party crates stay between builds.
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --release --locked -p righthand && cp target/release/righthand /righthand

FROM debian:bookworm-slim
# Certificates, for mail over TLS; those of today, not of a pinned version.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/righthand --create-home righthand
COPY --from=build /righthand /usr/local/bin/righthand
# By number, so that a platform can see that it is not root.
USER 10001
WORKDIR /var/lib/righthand
VOLUME /var/lib/righthand
ENV RIGHTHAND_LISTEN=0.0.0.0:8080 RIGHTHAND_DATA=/var/lib/righthand RIGHTHAND_LOG_FORMAT=json
# Memory that is free goes back to the system at once.
ENV MIMALLOC_PURGE_DELAY=0
EXPOSE 8080
# The program asks itself: the image has no other client.
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s CMD ["righthand", "up"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["righthand"]
CMD ["serve"]
