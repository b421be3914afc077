// SPDX-License-Identifier: MIT

public import Foundation
import TrineCore

/// The names of time zones in the IANA database.
public enum TimeZoneName {
  /// The zone of that name; `nil` for anything that is not a name of the database.
  ///
  /// Foundation alone would also take an offset such as `GMT+9`.
  public static func zone(_ name: String) -> TimeZone? {
    guard name.contains("/") || name.allSatisfy(\.isLetter) else { return nil }
    return TimeZone(identifier: name)
  }

  /// What to do about a name that is no zone.
  static func fix(for name: String) -> String? {
    let known = TimeZone.knownTimeZoneIdentifiers
    let city = name.split(separator: "/").last.map { $0.lowercased() } ?? name
    let nearest =
      nearestName(to: name, among: known)
      ?? known.first { $0.lowercased().hasSuffix("/\(city)") }
    return nearest.map { "did you mean '\($0)'?" }
  }
}
