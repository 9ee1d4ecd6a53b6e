"""Runs a command in a pseudo-terminal of some columns. Prints what it wrote, and when its first line came, as JSON."""
import fcntl
import json
import os
import pty
import struct
import sys
import termios
import time

columns, command = int(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
started_at = time.monotonic()
first_line_seconds = None
output = b""
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:  # the command has closed the terminal
        break
    if not chunk:
        break
    output += chunk
    if first_line_seconds is None and b"\n" in output:
        first_line_seconds = time.monotonic() - started_at
_, status = os.waitpid(child, 0)
result = {"code": os.waitstatus_to_exitcode(status), "firstLineSeconds": first_line_seconds}
print(json.dumps({**result, "output": output.decode()}))
