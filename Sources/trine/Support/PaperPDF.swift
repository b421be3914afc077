// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles
import TrineIndex
import TrineNotes

/// A PDF that is to be kept beside a note.
struct PaperPDF {
  private let path: String
  private let bytes: [UInt8]

  private static let kind = FileKind("PDF", suffixes: [".pdf"])

  /// Reads the file, which must be a PDF: it says so within its first 1,024 bytes (PDF 1.7, appendix H,
  /// note 13).
  init(_ path: String) throws {
    self.path = path
    do throws(SystemError) {
      bytes = try FileBytes.read(path)
    } catch {
      throw Diagnostic.cannotRead(path, error, kind: Self.kind)
    }
    let head = Array(bytes.prefix(1024))
    let mark = Array("%PDF-".utf8)
    let isPDF = head.indices.dropLast(mark.count - 1).contains { start in
      head[start..<start + mark.count].elementsEqual(mark)
    }
    guard isPDF else { throw Diagnostic.noPDF(path) }
  }

  /// Copies it beside the note of a paper, and says so; another PDF that is there stays.
  func attach(to key: CitationKey, in open: OpenWorkspace) throws {
    let file = PDFText(note: try open.notes.file(of: key), in: open.workspace).pdf
    let target = open.workspace.path(file)
    if try FileText.create(NewFile(target, bytes, name: file)) {
      return Console.print("wrote \(file)")
    }
    guard let old = try? FileBytes.read(target), old == bytes else {
      throw Diagnostic.otherPDF(file)
    }
    Console.note("\(file) is this file already")
  }

  /// Says why the PDF of a paper is not searched, if it is not.
  static func tell(_ key: CitationKey, in open: OpenWorkspace) {
    guard let note = try? open.notes.file(of: key) else { return }
    let text = PDFText(note: note, in: open.workspace)
    switch text.lack {
    case .program?:
      Console.note(
        "the text of \(text.pdf) is not searched: 'pdftotext' was not found; install it (Debian: apt "
          + "install poppler-utils), then run: trine index"
      )
    case .text?:
      Console.note("\(text.pdf) has no text that could be read; only its note is searched")
    case nil: break
    }
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func noPDF(_ path: String) -> Diagnostic {
    Diagnostic(
      .badData,
      at: SourceLocation(file: path),
      "this is no PDF: '%PDF-' is not at its beginning",
      fix: "see what it is: file '\(path)'"
    )
  }

  fileprivate static func otherPDF(_ file: String) -> Diagnostic {
    Diagnostic(
      .badData,
      at: SourceLocation(file: file),
      "another PDF is there already; it was not changed",
      fix: "move it away first"
    )
  }
}
