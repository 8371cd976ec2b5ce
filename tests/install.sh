#!/bin/sh
# Sees to what the tests need beside Python: a Chromium (Debian's without windows, in which pages open in half the time,
# else one on the path, else Debian's or Playwright's own) and a Firefox (one on the path, else Debian's). With a second
# argument, `everywhere`, LibreOffice too (one on the path, else the parts of Debian's that open workbooks and documents)
# and WebKit (that of GTK, from Debian, with its driver and a screen that nobody sees); without either its tests are
# skipped. With `wordpress`, Debian's WordPress and what it runs on; with `orca`, the screen reader and what presses keys.
set -eu
has() {
    command -v "$1" >/dev/null
}
debian() {
    [ "$(id -u)" = 0 ] && has apt-get
}
get() {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq "$@" >/dev/null
}
if ! has chromium-headless-shell && ! { debian && get chromium-headless-shell; } && ! has chromium && ! has google-chrome; then
    if debian; then get chromium; else "$1/playwright" install chromium; fi
fi
if ! has firefox-esr && ! has firefox; then
    if debian; then
        get --no-install-recommends firefox-esr
    else
        echo "Firefox is not here, and the tests that drive it need it: https://www.mozilla.org/firefox/" >&2
    fi
fi
if [ "${2:-}" = everywhere ] && ! has soffice; then
    if debian; then
        get --no-install-recommends libreoffice-calc-nogui libreoffice-writer-nogui
    else
        echo "LibreOffice is not here, so the tests that open workbooks and documents in it will be skipped." >&2
    fi
fi
if [ "${2:-}" = everywhere ] && ! { has WebKitWebDriver && has Xvfb; }; then
    if debian; then
        get --no-install-recommends webkit2gtk-driver python3-gi gir1.2-webkit2-4.1 xvfb poppler-utils
    else
        echo "WebKitGTK is not here, so the tests that drive it will be skipped." >&2
    fi
fi
if [ "${2:-}" = wordpress ] && ! { has mariadbd && [ -d /usr/share/wordpress/wp-content/themes/twentytwentythree ]; }; then
    # Nothing of it may start by itself: the check runs its own on 127.0.0.1.
    if debian; then
        export RUNLEVEL=1
        get --no-install-recommends wordpress wordpress-theme-twentytwentythree php-cli php-mysql mariadb-server
    else
        echo "WordPress from Debian is not here, and the check needs it." >&2
    fi
fi
if [ "${2:-}" = orca ] && ! { has orca && has xdotool && has Xvfb && has dbus-daemon; }; then
    if debian; then
        get --no-install-recommends orca xdotool xvfb dbus
    else
        echo "Orca is not here, and the check needs it: https://orca.gnome.org/" >&2
    fi
fi
