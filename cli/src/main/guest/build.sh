#!/bin/sh
# Builds the demo guest: build.sh [OUTPUT]. The same compiler gives the same bytes anywhere: no build id, no path of
# this machine. Without OUTPUT the kept program is replaced and the compiler noted beside it.
set -eu
cd "$(dirname "$0")"
output=${1:-demo}
"${CC:-gcc}" -std=gnu17 -Wall -Wextra -Werror -O0 -g -ffreestanding -fno-stack-protector -fno-omit-frame-pointer \
    -fno-pie -fcf-protection=none -ffile-prefix-map="$PWD"=. -nostdlib -static -no-pie \
    -Wl,--build-id=none -Wl,-z,noexecstack -o "$output" demo.c
chmod 755 "$output"
if [ $# -eq 0 ]; then
    { "${CC:-gcc}" --version | head -n 1; ld --version | head -n 1; } > compiler.txt
fi
