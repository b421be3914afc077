// SPDX-License-Identifier: MIT

public import TrineCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

extension Diagnostic {
  /// Why a file cannot be written, and what helps; messages call it `name`, by default its path.
  public static func cannotWrite(
    _ path: String,
    _ error: SystemError,
    as name: String? = nil
  ) -> Diagnostic {
    let location = SourceLocation(file: name ?? path)
    if error.code == EISDIR {
      return Diagnostic(.failure, at: location, "this is a folder, not a file", fix: "move it away")
    }
    if [EACCES, EPERM].contains(error.code), isRefusing(path) {
      return Diagnostic(
        .failure,
        at: location,
        "cannot be written: the file is read-only for you",
        fix: "allow writing: chmod u+w \(path.shellQuoted)"
      )
    }
    let (found, fix) = words(for: error, in: path.parentFolder)
    return Diagnostic(.failure, at: location, "cannot be written: \(found)", fix: fix)
  }

  /// Why a folder cannot be made, and what helps.
  public static func cannotMake(folder path: String, _ error: SystemError) -> Diagnostic {
    let isTaken = FileText.exists(path)
    let (found, fix) = words(for: error, in: isTaken ? path : path.parentFolder)
    return Diagnostic(
      .failure,
      at: SourceLocation(file: path),
      "cannot be made: \(found)",
      fix: fix
    )
  }

  /// Whether it is the file that cannot be written, and not its folder.
  private static func isRefusing(_ path: String) -> Bool {
    FileText.exists(path) && Folder.isWritable(path.parentFolder)
  }

  /// What is wrong with the folder something was to be put into, and how to mend it.
  private static func words(
    for error: SystemError,
    in folder: String
  ) -> (found: String, fix: String) {
    let place = folder.nearestThere
    return switch error.code {
    case EACCES, EPERM:
      (
        "the folder \(place) is read-only for you",
        "allow writing: chmod u+w \(place.shellQuoted), or choose another folder"
      )
    case EROFS:
      ("\(place) is on a read-only file system", "choose a folder on another one")
    case ENOENT where place != folder:
      ("the folder \(folder) is missing", "make it: mkdir -p \(folder.shellQuoted)")
    case ENOTDIR, EEXIST:
      ("\(place) is a file, not a folder", "move the file away, or choose another folder")
    case ENOSPC, EDQUOT:
      ("there is no space left under \(place)", "free some, or choose another folder")
    case ENAMETOOLONG:
      (error.text, "choose a shorter name")
    default:
      (error.text, "see whether \(place.shellQuoted) can be written to")
    }
  }
}
