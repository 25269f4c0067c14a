#!/bin/sh
# Compiles mediasoup-worker out of an installed npm package "mediasoup".
# usage: build.sh NODE_MODULES/mediasoup OUTPUT_FILE BUILD_DIR
set -eu
here=$(cd "$(dirname "$0")" && pwd)
package=$(cd "$1" && pwd)
cmake -G Ninja -S "$here" -B "$3" -D MEDIASOUP_DIR="$package"
cmake --build "$3"
install -s -m 755 "$3/mediasoup-worker" "$2"
