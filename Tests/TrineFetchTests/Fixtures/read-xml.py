# SPDX-License-Identifier: MIT
"""Reads XML documents, one a line in base64, and prints each as a line of JSON: name, attributes and
content, where text is a string; null for what is not well-formed. Names are as written.

Usage: read-xml.py <DOCUMENTS
"""
import base64
import json
import sys
import xml.parsers.expat


def root(data):
    open_elements, roots = [["", {}, []]], []

    def add(part):
        content = open_elements[-1][2]
        if isinstance(part, str) and content and isinstance(content[-1], str):
            content[-1] += part
        else:
            content.append(part)

    def start(name, attributes):
        element = [name, attributes, []]
        if len(open_elements) == 1:
            roots.append(element)
        else:
            add(element)
        open_elements.append(element)

    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: open_elements.pop()
    parser.CharacterDataHandler = add
    try:
        parser.Parse(data, True)
    except (xml.parsers.expat.ExpatError, ValueError, LookupError):
        return None
    return roots[0]


for line in sys.stdin:
    print(json.dumps(root(base64.b64decode(line))))
