# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop of its own for the tests: X server, session bus, unlocked keyring, accessibility.

Everything lives below one temporary folder and ends with it. Used by the tests of the window, and by
tests/look, which takes the pictures that a person looks at.
"""

import contextlib
import gettext
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")

from gi.repository import Atspi, GLib  # noqa: E402

PROGRAM = os.environ.get("ONB_PROGRAM", "leyr-onboarding")
# GTK's accessibility bridge puts a widget's type where there is no name.
TYPE_NAME = re.compile(r"^(Gtk|Adw|Onb)[A-Z]\w+$")
BORDER = 5  # of a window without a window manager, at each side
# Today's keymap has F1 on a level for Alt as well, and xdotool takes that one: it would be Alt+F1.
KEY_CODES = {"F1": "67", "F10": "76"}
# What is called differently by GTK 4.18 and 4.24, or by AT-SPI of Debian 12 and newer ones, or comes in
# two kinds.
ROLES = {"button": ["button", "push button", "toggle button"], "check box": ["check box", "switch"]}
PADDING = 12  # about half of what may be missing
PATIENCE = 30  # seconds until something that should come is missing; never measured as speed


# The menus' items, in their order.
MENUS = [
    ["Go to Step…", "Take Screenshot for Support", "Create Support Report…", "Steps for Colleagues…",
     "Help", "Keyboard Shortcuts",
     "About Leyr Onboarding"],
    ["Import Clinic…", "Open Support Report…", "Open Guide…", "Help", "Keyboard Shortcuts", "About Leyr Onboarding"],
    ["Rename…", "Duplicate", "Export…", "Remove…"],
]


class Missing(AssertionError):
    """Something that should be on the screen did not come."""


def wait_for(condition, what, patience=PATIENCE):
    """Waits until condition() is true, and returns its value. What goes away while it is being looked at,
    is looked at again. To look at a program keeps it from its work, so that it has a while in between."""
    end = time.monotonic() + patience
    while (begun := time.monotonic()) < end:
        try:
            value = condition()
        except GLib.Error:
            value = None
        if value:
            return value
        time.sleep(min(max(0.05, time.monotonic() - begun), 0.25))
    raise Missing(f"waited in vain for {what}")


def listen():
    """Lets what has happened be told to those who listen for it. PyGObject's own iteration() asks for a part
    of asyncio that Python 3.14 deprecates, with a warning each time."""
    context = GLib.MainContext.default()
    while super(GLib.MainContext, context).iteration(False):
        pass


def read_file(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def translator(language):
    """What says one of the program's texts in its language, where it has a translation."""
    catalogue = os.path.join(os.path.dirname(PROGRAM), "../installed/share/locale")
    return gettext.translation("leyr-onboarding", catalogue, [language or "C"], fallback=True).gettext


class Desktop:
    def __init__(self, size="1280x1400", screen=None, keyring=True):
        """size is what a window is to fill; screen, where there is to be more than that."""
        self.size = size
        self.folder = tempfile.mkdtemp(prefix="onb-desktop-")
        self.processes = []
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.sub("home"),
            "XDG_RUNTIME_DIR": self.sub("run"),
            "LANG": "C.UTF-8",
            "GSK_RENDERER": "cairo",
            # Without it, libraries below GTK complain that a virtual screen has no such thing.
            "GDK_DISABLE": "gl,vulkan",
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "0",
            "GTK_A11Y": "atspi",
            "G_ENABLE_DIAGNOSTIC": "1",
            "GSETTINGS_BACKEND": "keyfile",
            # Beside the program, where it was built.
            "GSETTINGS_SCHEMA_DIR": os.path.join(os.path.dirname(PROGRAM), "../data"),
        }
        os.chmod(self.environment["XDG_RUNTIME_DIR"], 0o700)
        self.start_display(screen or size)
        self.start_bus()
        if keyring:
            self.start_keyring()
        self.start_accessibility()

    def sub(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(path, exist_ok=True)
        return path

    def spawn(self, *command, env=None, **options):
        options.setdefault("stdout", subprocess.DEVNULL)
        options.setdefault("stderr", subprocess.DEVNULL)
        process = subprocess.Popen(
            command, env=dict(self.environment, **(env or {})), start_new_session=True, **options
        )
        self.processes.append(process)
        return process

    def start_display(self, size):
        self.environment["DISPLAY"] = self.start_screen(size)
        os.environ["DISPLAY"] = self.environment["DISPLAY"]

    def start_screen(self, size):
        """Returns the name of a screen on which nothing is yet."""
        reader, writer = os.pipe()
        self.spawn(
            "Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp",
            # Otherwise the screen forgets its settings, such as the text's size, with its last client.
            "-noreset",
            pass_fds=[writer],
        )
        os.close(writer)
        with os.fdopen(reader) as lines:
            return ":" + lines.readline().strip()

    def start_compositor(self):
        """Weston, in a window on the screen, whose keyboard and pointer it has. Returns its process, and
        what a program needs to be in it."""
        name = "onb-wayland"
        width, height = self.size.split("x")
        process = self.spawn("weston", "--backend=x11", "--renderer=pixman", "--shell=kiosk",
                             "--no-config", f"--socket={name}", f"--width={width}",
                             f"--height={height}", "--idle-time=0")
        wait_for(lambda: os.path.exists(os.path.join(self.environment["XDG_RUNTIME_DIR"], name)),
                 "the compositor")
        return process, {"WAYLAND_DISPLAY": name, "GDK_BACKEND": "wayland"}

    def start_bus(self):
        process = self.spawn(
            "dbus-daemon", "--session", "--nofork", "--print-address", stdout=subprocess.PIPE,
            text=True,
        )
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = process.stdout.readline().strip()
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self.environment["DBUS_SESSION_BUS_ADDRESS"]

    def start_keyring(self):
        process = self.spawn(
            "gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets",
            stdin=subprocess.PIPE,
        )
        process.stdin.write(b"test\n")
        process.stdin.close()
        wait_for(lambda: self.owns("org.freedesktop.secrets"), "the keyring")

    def start_bare_bus(self):
        """Another session's bus, on which nothing is and nothing starts by itself. Returns its process
        and what a program needs to be in that session, yet on this screen and in this tree."""
        config = os.path.join(self.folder, "bare-bus.conf")
        with open(config, "w") as file:
            file.write('<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>'
                       '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
                       '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>')
        process = self.spawn("dbus-daemon", f"--config-file={config}", "--print-address", "--nofork",
                             stdout=subprocess.PIPE, text=True)
        return process, {"DBUS_SESSION_BUS_ADDRESS": process.stdout.readline().strip(),
                         "AT_SPI_BUS_ADDRESS": self.accessibility_address}

    def start_accessibility(self):
        self.spawn("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        wait_for(lambda: self.owns("org.a11y.Bus"), "the accessibility bus")
        answer = self.call("--session", "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
        address = self.accessibility_address = answer.split("'")[1]

        def is_registered():
            """Asked for until it is there: where much goes on, a start may come to nothing."""
            self.call(f"--address {address}", "org.freedesktop.DBus", "/org/freedesktop/DBus",
                      "org.freedesktop.DBus.StartServiceByName", "org.a11y.atspi.Registry", "0")
            return self.owns("org.a11y.atspi.Registry", "--address", address)

        # A program that starts before the registry does is not in its tree.
        wait_for(is_registered, "the accessibility registry")
        os.environ.pop("AT_SPI_BUS_ADDRESS", None)

    def call(self, bus, destination, path, method, *arguments):
        return subprocess.run(
            ["gdbus", "call", *bus.split(" "), "--dest", destination, "--object-path", path,
             "--method", method, *arguments],
            env=self.environment, capture_output=True, text=True, check=False,
        ).stdout

    def owns(self, name, *bus):
        return "true" in self.call(" ".join(bus) or "--session", "org.freedesktop.DBus",
                                   "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner",
                                   name)

    def picture(self, path):
        """Takes a picture of the whole screen."""
        subprocess.run(
            ["import", "-window", "root", path], env=self.environment, check=True
        )

    def click(self, x, y):
        subprocess.run(
            ["xdotool", "mousemove", str(x), str(y), "click", "1"], env=self.environment, check=True
        )

    def scale_text(self, factor):
        """Text of this size in every program that starts from now on, as a desktop's setting makes it."""
        subprocess.run(["xrdb", "-nocpp", "-load"], input=f"Xft.dpi: {int(96 * factor)}\n", text=True,
                       env=self.environment, check=True)

    def drag(self, begin, end):
        """Drags with the mouse, slowly enough to be seen as a drag."""
        steps = [("mousemove", *begin), ("mousedown", 1)]
        for part in range(1, 11):
            steps.append(("mousemove", *(a + (b - a) * part // 10 for a, b in zip(begin, end))))
        steps += [("mousemove", *end), ("mouseup", 1)]
        for step in steps:
            subprocess.run(["xdotool", *map(str, step)], env=self.environment, check=True)
            time.sleep(0.1)

    def fill_screen(self, pid):
        """Makes a program's window as large as there is room; there is no window manager to ask."""
        self.resize(pid, *self.size.split("x"))

    def fill_window(self, title):
        self.resize_window(["--name", title], *self.size.split("x"))

    def resize(self, pid, width, height):
        self.resize_window(["--pid", str(pid)], width, height)

    def resize_window(self, which, width, height):
        window = wait_for(lambda: subprocess.run(
            ["xdotool", "search", "--onlyvisible", *which], env=self.environment,
            capture_output=True, text=True, check=False,
        ).stdout.split(), "the window")[-1]
        # A window that is laid out from right to left grows and shrinks at its left side.
        subprocess.run(["xdotool", "windowsize", "--sync", window, str(width), str(height),
                        "windowmove", window, "0", "0"], env=self.environment, check=True)

    def put_in_clipboard(self, text):
        """As another program does."""
        subprocess.run(["xclip", "-selection", "clipboard"], input=text, text=True, check=True,
                       env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def clipboard(self, target="UTF8_STRING"):
        """What the clipboard holds, as another program gets it."""
        return subprocess.run(
            ["xclip", "-o", "-selection", "clipboard", "-t", target], env=self.environment,
            capture_output=True, timeout=PATIENCE, check=False,
        ).stdout

    def key(self, *keys):
        codes = [KEY_CODES.get(key, key) for key in keys]
        subprocess.run(["xdotool", "key", *codes], env=self.environment, check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "5", text], env=self.environment, check=True)

    def close(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self.processes):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Program:
    """The program in its window, driven through the accessibility tree as an assistive tool does."""

    def __init__(self, desktop, *arguments, home=None, environment=None, prefix=(),
                 command=None, settings=()):
        self.desktop = desktop
        self.home = home or tempfile.mkdtemp(prefix="home-", dir=desktop.folder)
        self.write_settings(settings)
        self.log_path = os.path.join(self.home, "log")
        self.log = open(self.log_path, "ab")
        self.variables = dict(
            desktop.environment,
            HOME=self.home,
            XDG_DATA_HOME=os.path.join(self.home, ".local/share"),
            XDG_CONFIG_HOME=os.path.join(self.home, ".config"),
            XDG_CACHE_HOME=os.path.join(self.home, ".cache"),
        )
        self.variables.update(environment or {})
        self.say = translator(self.variables.get("LANGUAGE"))
        self.process = subprocess.Popen(
            command or [*prefix, PROGRAM, *arguments], env=self.variables, stdout=self.log, stderr=self.log,
            start_new_session=True,
        )
        desktop.processes.append(self.process)

    def write_settings(self, more):
        """Nothing moves by itself, so that two pictures of the same are the same."""
        folder = os.path.join(self.home, ".config/gtk-4.0")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "settings.ini"), "w") as file:
            file.write("\n".join(["[Settings]", "gtk-cursor-blink=false",
                                  "gtk-enable-animations=false", *more, ""]))

    # The accessibility tree.

    def root(self):
        top = Atspi.get_desktop(0)
        for i in range(top.get_child_count()):
            child = top.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def nodes(self, node=None):
        """Everything in the tree that is not hidden, in its order."""
        node = node or self.root()
        if node is None:
            return
        try:
            count = node.get_child_count()
            for i in range(count):
                child = node.get_child_at_index(i)
                if child is None:
                    continue
                if child.get_state_set().contains(Atspi.StateType.VISIBLE):
                    yield child
                    yield from self.nodes(child)
        except GLib.Error:
            return

    def find_now(self, name=None, role=None, contains=None):
        def is_called_so(node):
            text = node.get_name() or ""
            # An entry row has its title twice, as a hint and above what was typed.
            return ((name is None or text in (name, f"{name} {name}"))
                    and (contains is None or contains in text))

        # Each question takes its time, so the one that most nodes answer with no comes first.
        named = name is not None or contains is not None
        for node in self.nodes():
            try:
                if named and not is_called_so(node):
                    continue
                if role is not None and node.get_role_name() not in ROLES.get(role, [role]):
                    continue
                # A dialog has its buttons twice, beside and below each other; one set has no room.
                if role == "button" and self.place(node).width <= 0:
                    continue
                return node
            except GLib.Error:
                continue
        return None

    def menu_item(self, name):
        """GTK names an item of a menu by a label that is not in the tree: it is found by its place."""
        items = [node for node in self.nodes() if node.get_role_name() == "menu item"]
        place = next(places.index(name) for places in MENUS if name in places)
        return items[place] if place < len(items) else None

    def place(self, node):
        """Where a widget is in its window."""
        return Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)

    def find(self, name=None, role=None, contains=None):
        self.alive()
        what = f"{role or 'something'} called {name or contains!r}"
        try:
            return wait_for(lambda: self.find_now(name, role, contains), what)
        except Missing as missing:
            raise Missing(f"{missing}\n{self.outline()}") from None

    def alive(self):
        assert self.process.poll() is None, (
            f"the program ended with {self.process.returncode}: {self.read_log()}")

    def press(self, name=None, role="button", contains=None):
        self.activate(self.find(name, role, contains))

    def answer(self, name):
        """Presses a button of the question that is open: the page behind it may have one of that name."""
        def look():
            dialog = self.find_now(role="alert")
            return dialog and next((node for node in self.nodes(dialog) if node.get_name() == name
                                    and node.get_role_name() in ROLES["button"] and self.place(node).width > 0), None)

        self.activate(wait_for(look, f"the answer {name!r}"))

    def choose(self, menu, item):
        """Opens a menu, and takes one of its items."""
        self.press(menu)
        self.activate(wait_for(lambda: self.menu_item(item), f"the item {item!r}"))

    def activate(self, node):
        """Does what a user does with a control: its action, or where GTK has none for it, a click."""
        # A menu's button is one around another of the same name, and so is the row of a switch.
        if not self.has_action(node) or node.get_child_count() > 0:
            node = next((inner for inner in self.nodes(node) if inner.get_name() == node.get_name()
                         and inner.get_role_name() != "label" and self.has_action(inner)), node)
        if self.has_action(node):
            Atspi.Action.do_action(node, 0)
        else:
            self.click(node)

    @staticmethod
    def has_action(node):
        return "Action" in node.get_interfaces() and Atspi.Action.get_n_actions(node) > 0

    def click(self, node):
        """Clicks on a widget, or on the row that it is in. The place that GTK tells of a widget lacks the
        padding of all that it is in, some pixels at each side: a row is high enough for that."""
        row = node
        while row is not None and row.get_role_name() not in ("list item", "frame"):
            row = row.get_parent()
        place = self.place(node if row is None or row.get_role_name() == "frame" else row)
        self.desktop.click(place.x + place.width // 2 + PADDING, place.y + place.height // 2 + PADDING)

    def focus(self, node):
        self.click(node)
        wait_for(lambda: node.get_state_set().contains(Atspi.StateType.FOCUSED), "the focus")

    def open_row(self, name):
        """Opens what a row of a list stands for."""
        self.click(wait_for(lambda: next(
            (node for node in self.nodes() if node.get_role_name() == "list item"
             and (node.get_name() or "").startswith(name)), None), f"the row {name!r}"))

    def entry(self, name):
        """The entry of the row called name."""
        def look():
            return next((node for node in self.entries() if node.get_name() == name), None)

        return wait_for(look, f"the entry {name!r}")

    def fill(self, name, text):
        """Types into the entry row called name, in place of what is there."""
        Atspi.EditableText.set_text_contents(self.entry(name), text)

    def type_secret(self, text):
        """Types into the field for the secret, with the keyboard: no text goes through AT-SPI there."""
        self.focus(self.entry("Client Secret"))
        self.desktop.key("ctrl+a", "BackSpace")
        self.desktop.type(text)

    def choose_file(self, path, button="Save", told=None):
        """Names a file in the dialog for one, which is open or about to be. What is told then may be a toast, gone
        before another look would see it, so that it is looked for from the first moment on."""
        self.find(button, "button")
        if button == "Open":
            entry = wait_for(self.open_location, "the field for the file's name")
        else:
            entry = self.entry("Name:")
        Atspi.EditableText.set_text_contents(entry, path)
        # While the dialog still reads a folder it takes no answer: whoever sees it stay presses again.
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.press(button)
            with contextlib.suppress(Missing):
                wait_for(lambda: self.shows(told) if told else not self.dialog_for_files(button),
                         "the end of the dialog", 5)
                return
            if not self.dialog_for_files(button):
                break
        if told:
            self.wait_until_shows(told)

    def dialog_for_files(self, button):
        """The dialog for a file, whose button to accept it has this name, or None where none is open."""
        try:
            return next((node for node in self.nodes(self.root()) if node.get_role_name() == "dialog"
                         and any(inner.get_name() == button for inner in self.nodes(node))), None)
        except GLib.Error:
            return None

    def open_location(self):
        """The field that a slash opens; the dialog for files has no other, and gives it no name."""
        self.desktop.key("slash")
        time.sleep(0.5)
        dialog = self.dialog_for_files("Open")
        return dialog and next((n for n in self.nodes(dialog) if n.get_role_name() == "text"), None)

    def look_away(self):
        """While a dialog comes or goes."""
        time.sleep(1)

    def text_of(self, name):
        return self.text_in(self.entry(name))

    def text_in(self, entry):
        return Atspi.Text.get_text(entry, 0, Atspi.Text.get_character_count(entry))

    def run_command(self, *arguments):
        """Runs the program's command line in the same home."""
        return subprocess.run(
            [PROGRAM, *arguments], env=self.variables, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )

    def start_command(self, *arguments):
        """The same, and does not wait for its end."""
        return subprocess.Popen([PROGRAM, *arguments], env=self.variables, stdout=subprocess.DEVNULL)

    def entries(self):
        return [n for n in self.nodes() if n.get_role_name() in ("text", "password text", "entry")]

    def type_into(self, index, text):
        """Types into the index-th entry that is in view."""
        entries = self.entries()
        Atspi.EditableText.set_text_contents(entries[index], text)

    def texts(self):
        return [name for node in self.nodes() if (name := node.get_name())]

    def every_text(self):
        """All that an assistive technology can read: names, descriptions and texts."""
        read = []
        for node in self.nodes():
            read += [node.get_name() or "", node.get_description() or ""]
            try:
                read.append(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)))
            except GLib.Error:
                continue
        return "\n".join(read)

    def is_sensitive(self, name):
        return self.find(name).get_state_set().contains(Atspi.StateType.SENSITIVE)

    def shows(self, text):
        return any(text in (node.get_name() or "") for node in self.nodes())

    def wait_until_shows(self, text):
        self.alive()
        try:
            wait_for(lambda: self.shows(text), f"the text {text!r}")
        except Missing as missing:
            raise Missing(f"{missing}\n{self.outline()}") from None

    def outline(self):
        lines = []

        def walk(node, depth):
            for child in [node.get_child_at_index(i) for i in range(node.get_child_count())]:
                if child is None:
                    continue
                lines.append("  " * depth + f"{child.get_role_name()}: {child.get_name()!r}")
                walk(child, depth + 1)

        if self.root() is not None:
            walk(self.root(), 0)
        return "\n".join(lines)

    def window_size(self):
        """Without the border that GTK draws around it."""
        place = self.place(self.find(role="frame"))
        return place.width - 2 * BORDER, place.height - 2 * BORDER

    def title(self):
        frame = self.find(role="frame")
        return frame.get_name()

    def read_log(self):
        with open(self.log_path, errors="replace") as log:
            return log.read()

    def quit(self):
        """Closes the program as a user does, and returns what it printed."""
        if self.process.poll() is None:
            self.desktop.key("ctrl+q")
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
                raise
        self.log.close()
        return self.read_log()

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()
