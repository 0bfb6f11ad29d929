#!/bin/sh
# Checks the page's JSDoc types with the TypeScript compiler, against the declared shapes of the
# answers. Needs node and npm; without them it is skipped with a word, but never in CI (CI set).
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-.venv/bin/python}
PACKAGES=scripts/page/node_modules

without() {
    echo "未检查页面的类型 / the page's types were not checked: $1" >&2
    [ -z "${CI:-}" ] || exit 1
    exit 0
}

command -v node >/dev/null && command -v npm >/dev/null ||
    without '请运行 / run: sudo apt-get install nodejs npm'
if [ ! -e $PACKAGES/checked.stamp ] || [ scripts/page/package-lock.json -nt $PACKAGES/checked.stamp ]; then
    (cd scripts/page && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2 ||
        without 'npm ci 失败 / npm ci failed in scripts/page'
    touch $PACKAGES/checked.stamp
fi
"$PYTHON" scripts/page_types.py
node $PACKAGES/typescript/bin/tsc -p scripts/page/tsconfig.json
