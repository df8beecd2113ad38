import winreg
import _winreg

winreg.SetValue()  # expect: registry-change:medium
winreg.SetValueEx()  # expect: registry-change:medium
winreg.CreateKey()  # expect: registry-change:medium
winreg.CreateKeyEx()  # expect: registry-change:medium
winreg.DeleteKey()  # expect: registry-change:medium
winreg.DeleteKeyEx()  # expect: registry-change:medium
winreg.DeleteValue()  # expect: registry-change:medium
winreg.LoadKey()  # expect: registry-change:medium
winreg.SaveKey()  # expect: registry-change:medium
winreg.DisableReflectionKey()  # expect: registry-change:medium
_winreg.SetValue(key, "Run", 1, "x.exe")  # expect: registry-change
with winreg.OpenKey(winreg.HKEY_CURRENT_USER, "Software") as key:  # ok: registry-change
    value = winreg.QueryValueEx(key, "Path")  # ok: registry-change
