// SPDX-License-Identifier: Apache-2.0
// What belongs to the person at the machine: stored passwords, the registry, screen, keys and
// mouse. Sources: the references of keyring, winreg, pyautogui, pynput, keyboard, pyperclip,
// Pillow, mss.

#include "rules/families.h"

#define NONE ((const char *const[]){ NULL })

// clang-format off
static const struct rule rows[] = {
    {.about.name = "desktop-control",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "Keys, mouse, clipboard or screen are read or used",
     .about.why = "It acts as the person at the machine, in any program, or listens to them.",
     .about.bad = "import pyautogui\n"
                  "pyautogui.click(10, 20)\n",
     .about.good = "import pyautogui\n"
                   "size = pyautogui.size()\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 451,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("pyautogui.click", "pyautogui.doubleClick", "pyautogui.rightClick",
                        "pyautogui.moveTo", "pyautogui.dragTo", "pyautogui.typewrite",
                        "pyautogui.write", "pyautogui.press", "pyautogui.hotkey",
                        "pyautogui.keyDown", "pyautogui.screenshot",
                        "pynput.keyboard.Listener", "pynput.mouse.Listener",
                        "pynput.keyboard.Controller", "pynput.mouse.Controller",
                        "keyboard.hook", "keyboard.on_press", "keyboard.add_hotkey",
                        "keyboard.record", "keyboard.write",
                        "keyboard.send", "keyboard.press", "mouse.click", "mouse.move",
                        "pyperclip.paste", "pyperclip.copy", "PIL.ImageGrab.grab", "mss.mss")})},
    {.about.name = "registry-change",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "The registry of Windows is changed",
     .about.why = "It says what starts with the machine, and what other programs do.",
     .about.bad = "import winreg\n"
                  "winreg.SetValue(winreg.HKEY_CURRENT_USER, \"Run\", winreg.REG_SZ, \"x.exe\")\n",
     .about.good = "import winreg\n"
                   "value = winreg.QueryValue(winreg.HKEY_CURRENT_USER, \"Run\")\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 15,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .sink = SINK_DATA,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("winreg.SetValue", "winreg.SetValueEx", "winreg.CreateKey",
                        "winreg.CreateKeyEx", "winreg.DeleteKey", "winreg.DeleteKeyEx",
                        "winreg.DeleteValue", "winreg.LoadKey", "winreg.SaveKey",
                        "winreg.DisableReflectionKey")})},
    {.about.name = "stored-password",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A password is taken out of a keyring, or changed there",
     .about.why = "It opens what the person can open.",
     .about.bad = "import keyring\n"
                  "secret = keyring.get_password(\"archiver\", \"operator\")\n",
     .about.good = "import keyring\n"
                   "name = keyring.errors\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 522,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("keyring.get_password", "keyring.get_credential", "keyring.set_password",
                        "keyring.delete_password", "secretstorage.dbus_init",
                        "browser_cookie3.load", "browser_cookie3.chrome",
                        "browser_cookie3.firefox")})},
    {.about.name = NULL},
};
// clang-format on

const struct rule_family mynah__rules_desktop = { rows };
