#!/bin/sh
# Makes a virtual environment, and on Debian gets python3-venv first where it is missing.
set -eu

venv=${1:?usage: make-venv.sh FOLDER}
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "需要 Python 3.11 或更高版本 / Python 3.11 or later is needed: make PYTHON=python3.11 …" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
    else
        echo "缺少 venv,请运行 / venv is missing, run: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
"$python" -m venv --clear "$venv"
