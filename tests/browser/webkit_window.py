#!/usr/bin/python3
"""A window of WebKitGTK for its driver, whose own browser has windows that are too wide for a phone.

The system's own Python runs it, which has the bindings of GTK; see webkit.py. What the page sends it by
`webkit.messageHandlers.window.postMessage({...})` sets it: the `width` and `height` of the page. With
`paper`, the address of a PDF, it prints the page there and then sets `window.printed`.
"""

import sys
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

WATCH, *DESK = sys.argv[1:]


class Window:
    """One window with one page."""

    def __init__(self, context: Any) -> None:
        content = WebKit2.UserContentManager()
        frames, start = WebKit2.UserContentInjectedFrames.TOP_FRAME, WebKit2.UserScriptInjectionTime.START
        content.add_script(WebKit2.UserScript.new(WATCH, frames, start, None, None))
        content.register_script_message_handler("window")
        content.connect("script-message-received::window", self._hear)
        settings = Gtk.Settings.get_default()
        settings.props.gtk_enable_animations = False  # which pages read as a wish for less motion
        settings.props.gtk_application_prefer_dark_theme = "dark" in DESK
        settings.props.gtk_overlay_scrolling = "bars" not in DESK
        self.view = WebKit2.WebView(
            web_context=context, user_content_manager=content, is_controlled_by_automation=True
        )
        self.view.get_settings().set_enable_write_console_messages_to_stdout(True)
        self._window = Gtk.Window(default_width=1280, default_height=900)
        self._window.add(self.view)
        # No window manager gives it the keyboard, and without one the window below the mouse has it.
        self._window.connect("map-event", lambda *_: self._window.get_window().focus(0))
        self._window.show_all()
        self.view.grab_focus()

    def _hear(self, _: Any, result: Any) -> None:
        wish = result.get_js_value()

        def wished(name: str) -> Any:
            return wish.object_get_property(name) if wish.object_has_property(name) else None

        if width := wished("width"):
            self._window.resize(width.to_int32(), wished("height").to_int32())
        if paper := wished("paper"):
            self._print(paper.to_string())

    def _print(self, address: str) -> None:
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, address)
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        setup = Gtk.PageSetup()
        setup.set_paper_size(Gtk.PaperSize.new("iso_a4"))
        for side in ("top", "right", "bottom", "left"):  # WebKit takes them from here, not from `@page`
            getattr(setup, f"set_{side}_margin")(12, Gtk.Unit.MM)
        printing = WebKit2.PrintOperation(web_view=self.view, print_settings=settings, page_setup=setup)
        printing.connect("finished", lambda _: self._run("window.printed = true"))
        printing.print_()

    def _run(self, script: str) -> None:
        self.view.evaluate_javascript(script, -1, None, None, None, None)


def main() -> None:
    context = WebKit2.WebContext.get_default()
    context.set_automation_allowed(True)
    windows: list[Window] = []

    def start(_: Any, session: Any) -> None:
        def create(_: Any) -> Any:
            windows.append(Window(context))
            return windows[-1].view

        session.connect("create-web-view", create)

    context.connect("automation-started", start)
    Gtk.main()


if __name__ == "__main__":
    main()
