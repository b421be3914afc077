// SPDX-License-Identifier: MIT

import TrineCore
import TrineFiles
import TrineNotes

/// A folder whose files are pages, and how they are read.
struct PageFolder: Sendable {
  /// The folder, relative to the workspace.
  let path: String
  /// What its files' names end in.
  let suffix: String
  /// Whether the text of a PDF of the same name belongs to a page.
  var hasPDFs = false
  private let page: @Sendable ([UInt8], PageStamp) -> Page

  /// That of the papers' notes.
  static let papers = PageFolder(
    path: Workspace.papers,
    suffix: ".md",
    hasPDFs: true,
    page: PageReader.paper
  )

  /// All of them.
  static let all = [
    papers,
    PageFolder(path: Workspace.topics, suffix: ".md", page: PageReader.topic),
    PageFolder(path: Workspace.experiments, suffix: ".yaml", page: ExperimentPage.page),
    PageFolder(path: Workspace.weeks, suffix: ".md", page: PageReader.report),
    PageFolder(path: Workspace.runCards, suffix: ".md", page: PageReader.report),
  ]

  /// A text as the page it would be as a file of the workspace; `nil` outside the folders of pages.
  static func page(_ text: String, file: String) -> Page? {
    folder(of: file)?.page(Array(text.utf8), PageStamp(file: file, size: 0, modified: 0))
  }

  /// Whether a file of this name is a page.
  static func isPage(_ file: String) -> Bool { folder(of: file) != nil }

  private static func folder(of file: String) -> PageFolder? {
    all.first { file.hasPrefix("\($0.path)/") && file.hasSuffix($0.suffix) }
  }

  /// The files of papers' notes.
  static func papers(in workspace: Workspace) throws -> [String] {
    try papers.stamps(in: workspace).map(\.file).sorted()
  }

  /// Its files, in no order, with what has such a name but cannot be read; none when there is no such folder.
  func stamps(in workspace: Workspace) throws -> [PageStamp] {
    do throws(SystemError) {
      let files = try Folder.entries(in: workspace.path(path), suffix: hasPDFs ? "" : suffix)
      let pdfs = hasPDFs ? files.filter { $0.isRegular && $0.name.hasSuffix(".pdf") } : []
      let pdfByStem = Dictionary(
        pdfs.map { ($0.name.dropLast(4), $0) },
        uniquingKeysWith: { first, _ in first }
      )
      let pages = files.filter { $0.name.hasSuffix(suffix) }
      return pages.map { file in
        let stamp = PageStamp(
          file: "\(path)/\(file.name)",
          size: file.size,
          modified: file.modified
        )
        guard !pdfByStem.isEmpty, let pdf = pdfByStem[file.name.dropLast(suffix.count)] else {
          return stamp
        }
        return stamp.joined(with: pdf)
      }
    } catch  where error == .missing {
      return []
    } catch {
      throw Diagnostic.cannotRead(workspace.path(path), error, as: path)
    }
  }

  /// One of its files; `nil` when that is not there.
  func stamp(_ file: String, in workspace: Workspace) -> PageStamp? {
    guard let found = FileStamp(of: workspace.path(file)) else { return nil }
    let stamp = PageStamp(file: file, size: found.size, modified: found.modified)
    let pdf = "\(file.dropLast(suffix.count)).pdf"
    guard hasPDFs, let pdf = FileStamp(of: workspace.path(pdf)) else { return stamp }
    return stamp.joined(with: pdf)
  }

  /// A file as a page; one that cannot be read is a page with a problem, one that is gone is none.
  func page(_ stamp: PageStamp, in workspace: Workspace) -> Page? {
    do throws(SystemError) {
      let page = page(try FileBytes.readFile(workspace.path(stamp.file)), stamp)
      return hasPDFs ? page.joined(with: PDFText(note: stamp.file, in: workspace)) : page
    } catch  where error == .missing && !FileText.isLink(workspace.path(stamp.file)) {
      return nil
    } catch {
      var page = page([], stamp)
      let told = Diagnostic.cannotRead(workspace.path(stamp.file), error, as: stamp.file)
      page.problem = told.message
      let rule = path == Workspace.experiments ? "config" : nil
      page.findings = [Diagnostic(told.cause, told.message, fix: told.fix, rule: rule)]
      return page
    }
  }
}

// MARK: - PDFs

extension PageStamp {
  /// The look of a note together with that of its PDF: another when either has another.
  fileprivate func joined(with pdf: FileStamp) -> PageStamp {
    PageStamp(
      file: file,
      size: size + pdf.size,
      modified: modified &* 31 &+ pdf.modified
    )
  }
}

extension Page {
  /// The page, found by the words of its PDF, too.
  fileprivate func joined(with pdf: PDFText) -> Page {
    let text = pdf.refreshed()
    guard !text.isEmpty else { return self }
    var page = self
    page.words.body += " " + PageReader.words(title: "", facts: [], body: text).body
    return page
  }
}
