"""Imported first by every Python process of the walk: it connects to this machine only."""

import ipaddress
import socket

connect = socket.socket.connect


def connect_on_this_machine(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise ConnectionRefusedError(f"{host} is not on this machine")
    return connect(self, address)


socket.socket.connect = connect_on_this_machine
