// SPDX-License-Identifier: MIT

import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Folders: made with those above them, and listed.
public enum Folder {
  /// Whether there is a folder.
  public static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and those above it that are missing.
  public static func make(_ path: String) throws {
    do throws(SystemError) {
      try makeUnnamed(path)
    } catch {
      throw Diagnostic.cannotMake(folder: path, error)
    }
  }

  /// Makes a folder that must not be there yet, in one that is there.
  /// - Returns: `false`, with nothing changed, when the name is taken already.
  public static func create(_ path: String) throws -> Bool {
    do throws(SystemError) {
      _ = try SystemError.check { unsafe mkdir(path, 0o777) }
      return true
    } catch  where error.code == EEXIST {
      return false
    } catch {
      throw Diagnostic.cannotMake(folder: path, error)
    }
  }
}

extension Folder {
  /// Whether names in a folder may be made and taken away.
  static func isWritable(_ path: String) -> Bool {
    unsafe faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) == 0
  }

  /// Removes a folder with nothing in it; any other stays.
  public static func removeIfEmpty(_ path: String) {
    unsafe rmdir(path)
  }
}

// MARK: - Without words

extension Folder {
  /// `make`, for those who name the file they want the folder for.
  static func makeUnnamed(_ path: String, isAgain: Bool = false) throws(SystemError) {
    if exists(path) { return }
    do throws(SystemError) {
      _ = try SystemError.check { unsafe mkdir(path, 0o777) }
    } catch  where error.code == EEXIST {
      // Another process made it just now, or it is a file.
      guard exists(path) else { throw SystemError(code: ENOTDIR) }
    } catch  where error.code == ENOENT {
      // Some file systems (/proc) say so of a name in a folder that is there; or another process
      // has made that folder just now, and the second try succeeds.
      guard !isAgain || !exists(path.parentFolder) else { throw error }
      try makeUnnamed(path.parentFolder)
      try makeUnnamed(path, isAgain: true)
    }
  }

  /// Sees new names to the disk; a file system that cannot is no reason to fail.
  static func sync(_ path: String) {
    try? OpenFile(path, O_RDONLY | O_DIRECTORY).sync()
  }
}
