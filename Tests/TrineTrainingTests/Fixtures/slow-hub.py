# SPDX-License-Identifier: MIT
# Joins network interfaces as a hub does, and lets every frame arrive some seconds late.
#
# For kernels without netem. usage: slow-hub.py SECONDS INTERFACE...
# Says "ready" once frames are passed on; ends with its parent.
import ctypes
import fcntl
import heapq
import os
import selectors
import signal
import socket
import struct
import sys
import time

SIOCETHTOOL = 0x8946
# Transmit checksums, scatter and gather, segmentation of TCP, and of anything.
OFFLOADS = (0x17, 0x19, 0x1F, 0x24)
ETH_P_ALL = 3
PACKET_OUTGOING = 4


def plain_frames(interface):
    """Has an interface send what a wire could carry: whole checksums, no frame longer than the MTU."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for command in OFFLOADS:
            value = ctypes.create_string_buffer(struct.pack("II", command, 0))
            request = struct.pack("16sP", interface.encode(), ctypes.addressof(value))
            try:
                fcntl.ioctl(control, SIOCETHTOOL, request)
            except OSError:
                pass


def main():
    if sys.argv[1] == "--plain":
        return plain_frames(sys.argv[2])
    delay = float(sys.argv[1])
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    selector = selectors.DefaultSelector()
    ports = []
    for name in sys.argv[2:]:
        plain_frames(name)
        port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        port.bind((name, 0))
        port.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
        selector.register(port, selectors.EVENT_READ)
        ports.append(port)
    print("ready", flush=True)
    waiting, count = [], 0
    while True:
        pause = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        for key, _ in selector.select(pause):
            frame, address = key.fileobj.recvfrom(65536)
            if address[2] != PACKET_OUTGOING:
                count += 1
                heapq.heappush(waiting, (time.monotonic() + delay, count, key.fileobj, frame))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, source, frame = heapq.heappop(waiting)
            for port in ports:
                if port is not source:
                    try:
                        port.send(frame)
                    except OSError:
                        pass


main()
