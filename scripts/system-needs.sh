#!/bin/sh
# What the tests need of the system: a JDK and Maven for Neo4j, Chromium and a Chinese font for the
# page, Node.js to check its types, and Pango for printed credit files. Installed on Debian when run as root; otherwise the one
# command is named. In CI (CI set) it is an error that something is missing; elsewhere the tests that
# need it are skipped, and say so.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }

jdk() {
    if has apt-cache && apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1; then
        echo openjdk-17-jdk-headless
    else
        echo default-jdk-headless
    fi
}

wanting() {
    { has java && has javac; } || jdk
    has mvn || echo maven
    has chromium || has chromium-browser || has google-chrome || echo chromium
    has node || echo nodejs
    has npm || echo npm
    { has fc-list && [ -n "$(fc-list :lang=zh-cn family)" ]; } || echo fontconfig fonts-noto-cjk
    ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0 || echo libpango-1.0-0 libpangoft2-1.0-0
}

packages=$(wanting | tr '\n' ' ')
[ -n "$packages" ] || exit 0

if [ "$(id -u)" -eq 0 ] && has apt-get; then
    echo "安装 / installing: $packages"
    apt-get update -qq
    packages=$(wanting | tr '\n' ' ')  # the JDK's name may only be known now
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages
    packages=$(wanting | tr '\n' ' ')
    [ -n "$packages" ] || exit 0
fi

echo "缺少系统软件,请运行 / missing, run: sudo apt-get install $packages" >&2
[ -z "${CI:-}" ] || exit 1
echo "需要它们的测试将被跳过 / the tests that need them will be skipped" >&2
