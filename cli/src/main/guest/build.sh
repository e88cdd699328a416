#!/bin/sh
# Builds the guests that are kept: build.sh [FOLDER]. The same compiler gives the same bytes anywhere: no build id, no
# path of this machine. Without FOLDER the kept programs are replaced and the compiler noted beside them.
set -eu
cd "$(dirname "$0")"
folder=${1:-.}

build() {
    name=$1
    shift
    "${CC:-gcc}" -std=gnu17 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -fno-omit-frame-pointer -fno-pie \
        -fcf-protection=none -fno-asynchronous-unwind-tables -ffile-prefix-map="$PWD"=. -nostdlib -static -no-pie \
        -Wl,--build-id=none -Wl,-z,noexecstack "$@" -o "$folder/$name" "$name.c"
    chmod 755 "$folder/$name"
}

build demo -O0 -g
build training -O1 -mpopcnt -msse4.2 -fno-math-errno -s
if [ $# -eq 0 ]; then
    { "${CC:-gcc}" --version | head -n 1; ld --version | head -n 1; } > compiler.txt
fi
