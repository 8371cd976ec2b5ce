#!/bin/sh
# Sees to what the tests need beside Python: a Chromium (one on the path, else Debian's, else Playwright's own) and
# LibreOffice (one on the path, else the part of Debian's that opens workbooks; without it one test is skipped).
set -eu
debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}
get() {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}
if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
    if debian; then get chromium; else "$1/playwright" install chromium; fi
fi
if ! command -v soffice >/dev/null; then
    if debian; then
        get --no-install-recommends libreoffice-calc-nogui
    else
        echo "LibreOffice is not here, so the tests that edit a workbook in it will be skipped." >&2
    fi
fi
