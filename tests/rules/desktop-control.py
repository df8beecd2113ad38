import keyboard
import mouse
import mss
import PIL.ImageGrab
import pyautogui
import pynput.keyboard
import pynput.mouse
import pyperclip
from pyautogui import press as tap

pyautogui.click()  # expect: desktop-control:medium
pyautogui.doubleClick()  # expect: desktop-control:medium
pyautogui.rightClick()  # expect: desktop-control:medium
pyautogui.moveTo()  # expect: desktop-control:medium
pyautogui.dragTo()  # expect: desktop-control:medium
pyautogui.typewrite()  # expect: desktop-control:medium
pyautogui.write()  # expect: desktop-control:medium
pyautogui.press()  # expect: desktop-control:medium
pyautogui.hotkey()  # expect: desktop-control:medium
pyautogui.keyDown()  # expect: desktop-control:medium
pyautogui.screenshot()  # expect: desktop-control:medium
pynput.keyboard.Listener()  # expect: desktop-control:medium
pynput.mouse.Listener()  # expect: desktop-control:medium
pynput.keyboard.Controller()  # expect: desktop-control:medium
pynput.mouse.Controller()  # expect: desktop-control:medium
keyboard.hook()  # expect: desktop-control:medium
keyboard.on_press()  # expect: desktop-control:medium
keyboard.record()  # expect: desktop-control:medium
keyboard.write()  # expect: desktop-control:medium
keyboard.send()  # expect: desktop-control:medium
keyboard.press()  # expect: desktop-control:medium
mouse.click()  # expect: desktop-control:medium
mouse.move()  # expect: desktop-control:medium
pyperclip.paste()  # expect: desktop-control:medium
pyperclip.copy()  # expect: desktop-control:medium
PIL.ImageGrab.grab()  # expect: desktop-control:medium
mss.mss()  # expect: desktop-control:medium
tap("enter")  # expect: desktop-control
size = pyautogui.size()  # ok: desktop-control
here = pyautogui.position()  # ok: desktop-control
click = print
click(1)  # ok: desktop-control
keyboard.add_hotkey("a", print)  # expect: desktop-control
