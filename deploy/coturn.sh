#!/bin/sh
# Starts coturn as soon as Caddy has a certificate for it, and has it read a renewed one.
set -eu

find_certificate() {
  find /certificates/caddy/certificates -name "$TURN_NAME.crt" 2>/dev/null | head -n 1
}

until certificate=$(find_certificate) && [ -n "$certificate" ]; do
  echo "waiting for the certificate of $TURN_NAME"
  sleep 5
done

turnserver -c /etc/coturn/turnserver.conf \
  --listening-port=3478 --tls-listening-port=5349 --no-udp \
  --cert="$certificate" --pkey="${certificate%.crt}.key" \
  --allowed-peer-ip="$PUBLIC_ADDRESS" \
  --static-auth-secret="$TURN_SECRET" &
coturn=$!
trap 'kill "$coturn"' TERM INT

# As old as the certificate that coturn has read.
read=$(mktemp)
while kill -0 "$coturn" 2>/dev/null; do
  sleep 600 &
  wait $! || true
  if [ "$certificate" -nt "$read" ]; then
    touch "$read"
    kill -USR2 "$coturn"
  fi
done
