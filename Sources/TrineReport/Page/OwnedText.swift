// SPDX-License-Identifier: MIT

import TrineCore

/// What a person wrote into a page between its markers, to the byte.
struct OwnedText {
  /// The text of each block.
  let blocks: [String: String]

  /// Reads the page that is there and makes sure that nothing but its generated text will be lost.
  init(previous: String?, of page: Page, overwritingEdits: Bool) throws {
    guard let previous, previous.contains(where: { !$0.isWhitespace }) else {
      blocks = [:]
      return
    }
    let reading = try Reading(Array(previous.utf8), file: page.file)
    blocks = reading.blocks
    guard !overwritingEdits else { return }
    try Self.check(reading, of: page)
  }

  private static func check(_ reading: Reading, of page: Page) throws {
    guard let place = reading.outside.lastIndex(where: { Seal($0.text) != nil }),
      let seal = Seal(reading.outside[place].text)
    else { throw Diagnostic.notMade(page.file) }
    // A block that every page of this kind has can only be missing because someone took it away.
    let missing = page.blocks.first { $0.split(separator: " ").count == 1 && reading.lacks($0) }
    if let missing { throw Diagnostic.missing(missing, in: page.file) }
    var lines = reading.outside
    lines.remove(at: place)
    guard Seal(of: lines) != seal else { return }
    throw Diagnostic.edited(seal.firstDifference(in: lines), in: page.file)
  }
}

// MARK: - Reading

extension OwnedText {
  /// A page taken apart at its markers.
  private struct Reading {
    var blocks: [String: String] = [:]
    /// The lines outside the blocks, markers among them.
    let outside: [PageLine]

    init(_ bytes: [UInt8], file: String) throws {
      var open: BlockMarker?
      for marker in BlockMarker.all(in: bytes) {
        let place = SourceLocation(file: file, line: PageLine.number(of: marker.range, in: bytes))
        if let opening = open {
          guard !marker.isOpening, marker.name == opening.name else {
            let line = PageLine.number(of: opening.range, in: bytes)
            throw Diagnostic.unclosed(opening.name, at: SourceLocation(file: file, line: line))
          }
          let text = bytes[opening.range.upperBound..<marker.range.lowerBound]
          blocks[marker.name] = String(decoding: text, as: UTF8.self)
          open = nil
        } else {
          guard marker.isOpening else { throw Diagnostic.unopened(marker.name, at: place) }
          guard blocks[marker.name] == nil else { throw Diagnostic.doubled(marker.name, at: place) }
          open = marker
        }
      }
      if let open {
        let line = PageLine.number(of: open.range, in: bytes)
        throw Diagnostic.unclosed(open.name, at: SourceLocation(file: file, line: line))
      }
      outside = PageLine.lines(of: bytes)
    }

    func lacks(_ name: String) -> Bool { blocks[name] == nil }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func unclosed(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "the block '\(name)' is opened here and not closed",
      fix: "put \(BlockMarker.closing(name)) where your text ends"
    )
  }

  fileprivate static func unopened(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "the block '\(name)' is closed here and was not opened",
      fix: "put \(BlockMarker.opening(name)) where your text begins"
    )
  }

  fileprivate static func doubled(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      at: place,
      "the block '\(name)' is here a second time",
      fix: "put all of its text into the first one and delete this one"
    )
  }

  fileprivate static func missing(_ name: String, in file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file),
      "the block '\(name)' and its markers are missing",
      fix: "put \(BlockMarker.opening(name)) and \(BlockMarker.closing(name)) back, each on a line "
        + "of its own, or write the page anew with --overwrite"
    )
  }

  fileprivate static func notMade(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file),
      "this page was not made by Trine, or has lost its last line",
      fix: "move it elsewhere, or write the page anew with --overwrite, which keeps only what "
        + "stands between markers"
    )
  }

  fileprivate static func edited(_ line: PageLine?, in file: String) -> Diagnostic {
    let found = line.map { ": '\($0.excerpt)'" } ?? ""
    return Diagnostic(
      at: SourceLocation(file: file, line: line?.number),
      "the page was edited outside the markers, here or just above\(found)",
      fix: "move your text between two markers (<!-- yours: … --> and <!-- /yours: … -->), or give "
        + "it up with --overwrite"
    )
  }
}
