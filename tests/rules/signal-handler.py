import signal

signal.signal(signal.SIGTERM, signal.SIG_IGN)  # expect: signal-handler:medium
signal.signal(signal.SIGTERM, lambda number, frame: None)  # expect: signal-handler:low
signal.SIGTERM  # ok: signal-handler

# Each name that the rule has.
import signal
signal.signal(None, signal.SIG_IGN)  # expect: signal-handler:medium
signal.signal()  # expect: signal-handler:low
signal.pthread_sigmask()  # expect: signal-handler:low
signal.siginterrupt()  # expect: signal-handler:low
signal.alarm()  # expect: signal-handler:low
signal.setitimer()  # expect: signal-handler:low
signal.set_wakeup_fd()  # expect: signal-handler:low
