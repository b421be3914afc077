#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Answers on loopback as arXiv and Crossref do, and as they do on bad days.

    papers-server.py PORT-FILE [SECONDS]

takes a free port, writes it to PORT-FILE, and answers for so many seconds, or until its standard input ends
and at most for ten minutes. /DAY/arxiv and /DAY/crossref/DOI are the services; DAY says how they feel, and what follows a dot
in it sets one such day apart from another. PORT-FILE.log tells what was asked, an object of JSON a line.
"""
import collections, http.server, json, os, pathlib, sys, threading, time, urllib.parse

HERE = pathlib.Path(__file__).parent
FEED = (HERE / "arxiv-feed.xml").read_text()
HEAD, *ENTRIES = FEED.split("  <entry>")
WORKS = {work["DOI"].lower(): work for work in json.loads((HERE / "crossref-works.json").read_text())}
counts, lock = collections.Counter(), threading.Lock()


def feed(ids):
    """The feed, its entries in another order than asked for, as arXiv has them."""
    found = [e for e in ENTRIES if e.split("/abs/")[1].split("<")[0].rsplit("v", 1)[0] in ids]
    return HEAD + "".join("  <entry>" + e.replace("</feed>", "") for e in reversed(found)) + "</feed>\n"


def error(words):
    return HEAD + f"""  <entry>
    <id>https://arxiv.org/api/errors#{words.replace(' ', '_')}</id>
    <title>Error</title>
    <summary>{words}</summary>
    <author><name>arXiv api core</name></author>
  </entry>
</feed>
"""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, status, text, kind="text/html; charset=utf-8", **headers):
        body = text if isinstance(text, bytes) else text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        length = headers.pop("length", len(body))
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def right(self, service, rest, query):
        """An answer as on a good day: status, text, kind."""
        if service == "arxiv":
            ids = query.get("id_list", [""])[0].split(",")
            bad = [i for i in ids if i.startswith("9999")]
            if bad:
                return 400, error(f"incorrect id format for {bad[0]}"), "application/atom+xml"
            return 200, feed(ids), "application/atom+xml; charset=utf-8"
        work = WORKS.get(urllib.parse.unquote(rest).lower())
        if work is None:
            return 404, "Resource not found.", "text/plain"
        message = {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": work}
        return 200, json.dumps(message), "application/json"

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        _, day, service, *rest = url.path.split("/", 3)
        query = urllib.parse.parse_qs(url.query)
        with lock:
            asked = {"path": self.path, "time": time.time(), "agent": self.headers["User-Agent"],
                     "accept": self.headers["Accept"]}
            with open(sys.argv[1] + ".log", "a") as log:
                log.write(json.dumps(asked) + "\n")
            counts[day] += 1
            count = counts[day]
        full, day = day, day.split(".")[0]
        status, text, kind = self.right(service, rest[0] if rest else "", query)
        if day == "slow":
            time.sleep(3)
        elif day == "trickle":
            self.send(200, "", kind, length=len(text))
            for byte in text:
                self.wfile.write(byte.encode())
                time.sleep(0.2)
            return
        elif day == "html":
            status, text, kind = 200, "<!DOCTYPE html><html><body>Log in first</body></html>", "text/html"
        elif day == "missing":
            status, text, kind = 404, "<html>not here</html>", "text/html"
        elif day == "forbidden":
            status, text, kind = 403, "<html>no</html>", "text/html"
        elif day == "busy-once" and count == 1:
            return self.send(429, "Rate exceeded.", "text/plain", Retry_After="0")
        elif day == "busy":
            return self.send(429, "Rate exceeded.", "text/plain", Retry_After="3600")
        elif day == "dated" and count == 1:
            return self.send(503, "", "text/plain", Retry_After="Fri, 31 Dec 1999 23:59:59 GMT")
        elif day == "broken-twice" and count < 3:
            return self.send(500, "oops")
        elif day == "broken":
            return self.send(500, "oops")
        elif day == "empty":
            text = HEAD + "</feed>" if service == "arxiv" else '{"status":"ok","message":{}}'
        elif day == "other" and service == "crossref":
            message = json.loads(text)
            message["message"]["DOI"] = "10.9/zzz"
            text = json.dumps(message)
        elif day == "nothing":
            text = ""
        elif day == "half":
            text = text[: len(text) // 2]
        elif day == "cut":
            return self.send(200, text[: len(text) // 2], kind, length=len(text))
        elif day == "dropped":
            self.close_connection = True
            return self.connection.shutdown(2)
        elif day == "moved":
            return self.send(301, "", Location=self.path.replace(f"/{full}/", "/right/"))
        elif day == "circle":
            return self.send(302, "", Location=self.path)
        elif day == "inside":
            return self.send(302, "", Location="file:///etc/hostname")
        elif day == "large":
            return self.send(200, "<feed>", kind, length=1 << 30)
        elif day == "endless":
            self.send(200, "", kind, length=None)
            try:
                while True:
                    self.wfile.write(b" " * (1 << 16))
            except OSError:
                return
        self.send(status, text, kind)


def end():
    sys.stdin.read()
    os._exit(0)


seconds = float(sys.argv[2]) if len(sys.argv) > 2 else None
if seconds is not None:
    # Whoever started it in the background waits until it has let go of what it inherited.
    os.closerange(3, 256)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
draft = pathlib.Path(sys.argv[1] + ".tmp")
draft.write_text(str(server.server_port))
draft.rename(sys.argv[1])
if seconds is None:
    threading.Thread(target=end, daemon=True).start()
timer = threading.Timer(seconds or 600, os._exit, [0])
timer.daemon = True
timer.start()
try:
    server.serve_forever()
except KeyboardInterrupt:
    pass
