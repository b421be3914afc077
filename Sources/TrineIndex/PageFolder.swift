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
  private let page: @Sendable ([UInt8], PageStamp) -> Page

  /// All of them.
  static let all = [
    PageFolder(path: Workspace.papers, suffix: ".md", page: PageReader.paper),
    PageFolder(path: Workspace.topics, suffix: ".md", page: PageReader.topic),
    PageFolder(path: Workspace.experiments, suffix: ".yaml", page: ExperimentPage.page),
    PageFolder(path: Workspace.weeks, suffix: ".md", page: PageReader.report),
    PageFolder(path: Workspace.runCards, suffix: ".md", page: PageReader.report),
  ]

  /// A text as the page it would be as a file of the workspace; `nil` outside the folders of pages.
  static func page(_ text: String, file: String) -> Page? {
    let folder = all.first { file.hasPrefix("\($0.path)/") && file.hasSuffix($0.suffix) }
    return folder?.page(Array(text.utf8), PageStamp(file: file, size: 0, modified: 0))
  }

  /// The files of papers' notes.
  static func papers(in workspace: Workspace) throws -> [String] {
    try all[0].stamps(in: workspace).map(\.file)
  }

  /// Its files, sorted by name; none when there is no such folder.
  func stamps(in workspace: Workspace) throws -> [PageStamp] {
    do throws(SystemError) {
      return try Folder.files(in: workspace.path(path), suffix: suffix).map { file in
        PageStamp(file: "\(path)/\(file.name)", size: file.size, modified: file.modified)
      }
    } catch  where error == .missing {
      return []
    } catch {
      throw Diagnostic.cannotRead(workspace.path(path), error, as: path)
    }
  }

  /// A file as a page; one that cannot be read is a page with a problem, one that is gone is none.
  func page(_ stamp: PageStamp, in workspace: Workspace) -> Page? {
    do throws(SystemError) {
      return page(try FileBytes.read(workspace.path(stamp.file)), stamp)
    } catch  where error == .missing {
      return nil
    } catch {
      var page = page([], stamp)
      page.problem = "the file cannot be read: \(error.text)"
      return page
    }
  }
}
