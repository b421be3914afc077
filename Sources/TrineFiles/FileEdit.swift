// SPDX-License-Identifier: MIT

import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Changes files that others may be writing at the same moment, an editor for one.
///
/// What was read is changed, written under a hidden name, and exchanged with the file in one step. What
/// comes out is looked at: if it is not what was read, somebody saved in between; then it goes back to its
/// place at once and all begins anew, on that text. A program that has the file open to write is waited for.
public enum FileEdit {
  /// The moments between which somebody else may write; tests write at them.
  enum Moment {
    case hasRead, hasExchanged
  }

  /// For how long a file that keeps changing, or is being written, is waited for.
  private static let patience = Duration.seconds(30)

  /// Changes a file; when this returns the change is on the disk.
  ///
  /// - Parameters:
  ///   - path: Where; a symbolic link is followed.
  ///   - name: How messages call it; by default its path.
  ///   - change: What is to become of its bytes; it is asked again when they changed in the meantime.
  /// - Returns: whether anything was changed.
  /// - Throws: a `Diagnostic`, or what `change` throws; the file is then as it was.
  @discardableResult
  public static func edit(
    _ path: String,
    as name: String? = nil,
    _ change: ([UInt8]) throws -> [UInt8]
  ) throws -> Bool {
    try edit(path, as: name, at: { _ in }, change)
  }

  @discardableResult
  static func edit(
    _ path: String,
    as name: String? = nil,
    at moment: (Moment) -> Void,
    _ change: ([UInt8]) throws -> [UInt8]
  ) throws -> Bool {
    let name = name ?? path
    let path = path.resolved
    let deadline = ContinuousClock.now + patience
    repeat {
      if let isChanged = try attempt(path, name, moment, change) { return isChanged }
      usleep(.random(in: 1_000...5_000))
    } while ContinuousClock.now < deadline
    throw Diagnostic.restless(name)
  }

  /// Reads, changes and puts back once, while nobody else who edits by these rules does so in the folder.
  /// - Returns: whether anything was changed; `nil` when somebody else wrote the file meanwhile.
  private static func attempt(
    _ path: String,
    _ name: String,
    _ moment: (Moment) -> Void,
    _ change: ([UInt8]) throws -> [UInt8]
  ) throws -> Bool? {
    let folder = try? OpenFile(path.parentFolder, O_RDONLY | O_DIRECTORY)
    folder?.lock()
    let old = try naming(path, name) { () throws(SystemError) in try Snapshot(path) }
    guard let old else { return nil }
    let new = try change(old.bytes)
    if new == old.bytes { return false }
    moment(.hasRead)
    let isPut = try put(new, for: old, path, name, moment)
    _ = consume folder
    return isPut ? true : nil
  }

  private static func naming<Result>(
    _ path: String,
    _ name: String,
    _ body: () throws(SystemError) -> Result
  ) throws -> Result {
    do throws(SystemError) {
      return try body()
    } catch  where [.missing, .notAFile].contains(error) {
      throw Diagnostic.cannotRead(path, error, as: name)
    } catch {
      throw Diagnostic.cannotWrite(path, error, as: name)
    }
  }
}

// MARK: - The exchange

extension FileEdit {
  /// A file as it was read.
  private struct Snapshot {
    let bytes: [UInt8]
    private let status: stat

    var mode: mode_t { status.st_mode }

    /// Reads a file; `nil` while somebody is writing it.
    init?(_ path: String) throws(SystemError) {
      let file = try OpenFile.regular(path)
      if file.hasWriter() { return nil }
      status = file.status()
      bytes = try file.bytes()
    }

    /// Whether the file looks as it did.
    func isStill(at path: String) -> Bool {
      var now = stat()
      guard unsafe lstat(path, &now) == 0 else { return false }
      return now.st_ino == status.st_ino && now.st_size == status.st_size
        && now.st_mtim.tv_sec == status.st_mtim.tv_sec
        && now.st_mtim.tv_nsec == status.st_mtim.tv_nsec
    }
  }

  /// Puts a text in the place of what was read.
  /// - Returns: `false`, with nothing changed, when it is no longer there.
  private static func put(
    _ new: [UInt8],
    for old: Snapshot,
    _ path: String,
    _ name: String,
    _ moment: (Moment) -> Void
  ) throws -> Bool {
    let isPut = try naming(path, name) { () throws(SystemError) in
      let hidden = try HiddenFile(for: path, new, old: old.bytes, mode: old.mode)
      try hidden.sync()
      return try swap(hidden, new, for: old, path, moment)
    }
    if isPut { Folder.sync(path.parentFolder) }
    return isPut
  }

  /// Exchanges a text that is on the disk already with what was read.
  private static func swap(
    _ hidden: HiddenFile,
    _ new: [UInt8],
    for old: Snapshot,
    _ path: String,
    _ moment: (Moment) -> Void = { _ in }
  ) throws(SystemError) -> Bool {
    guard old.isStill(at: path) else { return false }
    guard try hidden.exchange() else {
      try hidden.replaceNamed()
      return true
    }
    moment(.hasExchanged)
    if hidden.holds(old.bytes) { return true }
    try takeBack(hidden, new)
    return false
  }

  /// Puts back what came out.
  ///
  /// Where somebody wrote over the new text in that instant, too, both of their
  /// texts stay: the later one as the file, the other beside it.
  private static func takeBack(_ hidden: HiddenFile, _ new: [UInt8]) throws(SystemError) {
    do throws(SystemError) {
      _ = try hidden.exchange()
    } catch {
      _ = try hidden.showBeside()
      throw error
    }
    if hidden.holds(new) { return }
    _ = try hidden.exchange()
    _ = try hidden.showBeside()
  }
}

// MARK: - Many files

extension FileEdit {
  /// Changes many files, each as it would be changed alone, but waits for the disk once.
  ///
  /// - Parameters:
  ///   - files: The files, and how messages call them.
  ///   - change: What is to become of the bytes of the file of a name.
  /// - Throws: a `Diagnostic`, or what `change` throws; files before it may be changed then.
  public static func edit(
    _ files: [(path: String, name: String)],
    _ change: ([UInt8], _ name: String) throws -> [UInt8]
  ) throws {
    var staged: [Staged] = []
    for file in files { if let next = try stage(file, change) { staged.append(next) } }
    guard let first = staged.first else { return }
    try naming(first.path, first.name) { () throws(SystemError) in
      try OpenFile(first.path.parentFolder, O_RDONLY | O_DIRECTORY).syncFileSystem()
    }
    for next in staged {
      let isPut = try naming(next.path, next.name) { () throws(SystemError) in
        try swap(next.hidden, next.new, for: next.old, next.path)
      }
      if !isPut { try edit(next.path, as: next.name) { try change($0, next.name) } }
    }
    for folder in Set(staged.map(\.path.parentFolder)) { Folder.sync(folder) }
  }

  /// A file whose new text is written but has no name yet.
  private struct Staged {
    let path: String
    let name: String
    let old: Snapshot
    let new: [UInt8]
    let hidden: HiddenFile
  }

  /// Writes a file's new text; `nil` when it is the old one, or somebody is writing the file.
  private static func stage(
    _ file: (path: String, name: String),
    _ change: ([UInt8], String) throws -> [UInt8]
  ) throws -> Staged? {
    let path = file.path.resolved
    guard let old = try naming(path, file.name, { () throws(SystemError) in try Snapshot(path) })
    else {
      try edit(path, as: file.name) { try change($0, file.name) }
      return nil
    }
    let new = try change(old.bytes, file.name)
    guard new != old.bytes else { return nil }
    let hidden = try naming(path, file.name) { () throws(SystemError) in
      try HiddenFile(for: path, new, old: old.bytes, mode: old.mode)
    }
    return Staged(path: path, name: file.name, old: old, new: new, hidden: hidden)
  }
}

// MARK: - Messages

extension Diagnostic {
  fileprivate static func restless(_ name: String) -> Diagnostic {
    Diagnostic(
      .failure,
      at: SourceLocation(file: name),
      "another process keeps writing this file; it was not changed",
      fix: "try again when it is done: `fuser \(name)` names it"
    )
  }
}
