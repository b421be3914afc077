// SPDX-License-Identifier: MIT

import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

// MARK: - One file

extension FileText {
  /// Makes a file that must not be there yet; its folder is made, too.
  ///
  /// After a crash the file is there whole or not at all; when this returns it is on the disk.
  /// - Returns: `false`, with nothing changed, when something is there already.
  public static func create(_ file: NewFile) throws -> Bool {
    if try isTaken(file) { return false }
    let hidden = try hide(file)
    try naming(file, hidden.sync)
    let isMade = try naming(file, hidden.takeFreeName)
    Folder.sync(file.path.parentFolder)
    return isMade
  }

  /// Replaces a file, or makes it and its folder: readers see the old text or the new, never a part.
  ///
  /// A symbolic link is followed.
  /// The text is on the disk when this returns; messages call the file `name`, by default its path.
  public static func replace(
    _ path: String,
    with text: String,
    as name: String? = nil
  ) throws {
    let file = NewFile(path.resolved, text, name: name ?? path)
    try put(file)
    Folder.sync(file.path.parentFolder)
  }

  /// The same for a file that is made of others, and would be made again: whether it is the new one is
  /// not waited for, and after a power cut the old one may be back, whole.
  public static func replaceMade(
    _ path: String,
    with bytes: [UInt8],
    as name: String? = nil
  ) throws {
    try put(NewFile(path.resolved, bytes, name: name ?? path))
  }

  private static func put(_ file: NewFile) throws {
    let hidden = try hide(file)
    try naming(file, hidden.sync)
    try naming(file, hidden.replaceNamed)
  }
}

// MARK: - Many files

extension FileText {
  /// From how many files on the file system as a whole is waited for: it may have more to write than
  /// these.
  private static let manyFiles = 16

  /// Makes many files, each as it would be made alone, but waits for the disk once.
  ///
  /// After a crash each file is there whole or not at all. When one cannot be written, none is made.
  /// - Returns: the paths at which something is already; it was not changed.
  public static func create(_ files: [NewFile]) throws -> Set<String> {
    let hidden = try hide(files.filter { try !isTaken($0) })
    defer { folders(hidden).forEach(Folder.sync) }
    return Set(files.map(\.path)).subtracting(try takeFreeNames(hidden))
  }

  /// Makes many files, or none when something has the name of one already.
  /// - Returns: whether they were made.
  public static func createAll(_ files: [NewFile]) throws -> Bool {
    guard try !files.contains(where: isTaken) else { return false }
    let hidden = try hide(files)
    defer { folders(hidden).forEach(Folder.sync) }
    let made = try takeFreeNames(hidden)
    if made.count == files.count { return true }
    // Another process took a name after it was looked for.
    for path in made { unsafe unlink(path) }
    return false
  }

  private static func folders(_ files: [(NewFile, HiddenFile)]) -> [String] {
    Set(files.map(\.0.path.parentFolder)).sorted()
  }

  /// Writes files under hidden names, and waits until they are on the disk.
  private static func hide(_ files: [NewFile]) throws -> [(NewFile, HiddenFile)] {
    let hidden = try files.map { ($0, try hide($0)) }
    if files.count < manyFiles {
      for (file, hidden) in hidden { try naming(file, hidden.sync) }
    } else {
      for folder in folders(hidden) {
        try naming(NewFile(folder, [])) { () throws(SystemError) in
          try OpenFile(folder, O_RDONLY | O_DIRECTORY).syncFileSystem()
        }
      }
    }
    return hidden
  }

  /// Gives files their names where these are free; none when that cannot be done.
  /// - Returns: the paths of those that were.
  private static func takeFreeNames(_ files: [(NewFile, HiddenFile)]) throws -> [String] {
    var made: [String] = []
    do {
      for (file, hidden) in files where try naming(file, hidden.takeFreeName) {
        made.append(file.path)
      }
      return made
    } catch {
      for path in made { unsafe unlink(path) }
      throw error
    }
  }
}

// MARK: - Steps

extension FileText {
  /// Whether something has the name; one that nothing can have is told here, before anything is written.
  private static func isTaken(_ file: NewFile) throws -> Bool {
    var status = stat()
    if unsafe lstat(file.path, &status) == 0 { return true }
    guard errno == ENAMETOOLONG else { return false }
    throw Diagnostic.cannotWrite(file.path, SystemError(code: ENAMETOOLONG), as: file.name)
  }

  /// Writes a file under a hidden name, in its folder, which is made where it is missing.
  private static func hide(_ file: NewFile) throws -> HiddenFile {
    try naming(file) { () throws(SystemError) in
      try Folder.makeUnnamed(file.path.parentFolder)
      return try HiddenFile(for: file.path, file.bytes)
    }
  }

  /// Does something for a file, and names it when that fails.
  private static func naming<Result>(
    _ file: NewFile,
    _ body: () throws(SystemError) -> Result
  ) throws -> Result {
    do throws(SystemError) {
      return try body()
    } catch {
      throw Diagnostic.cannotWrite(file.path, error, as: file.name)
    }
  }
}

// MARK: - Lines

extension FileText {
  /// Adds a line to the end of a file, or makes the file; the line is on the disk when this returns.
  ///
  /// Lines of several processes never mix, and a line that a crash or a full disk cut short stays
  /// apart from the next.
  public static func append(line: String, to path: String) throws {
    do throws(SystemError) {
      let file = try OpenFile(path, O_RDWR | O_APPEND | O_CREAT)
      file.lock()
      try file.write((file.endsInMidLine() ? "\n" : "") + line + "\n")
      try file.sync()
    } catch {
      throw Diagnostic.cannotWrite(path, error)
    }
  }
}
