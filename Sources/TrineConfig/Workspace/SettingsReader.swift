// SPDX-License-Identifier: MIT

import FoundationEssentials
public import TrineCore

/// Reads `trine.yaml`.
public enum SettingsReader {
  /// The settings of a workspace; an empty file has all defaults.
  /// - Parameters:
  ///   - text: what the file holds.
  ///   - file: the file, for messages.
  ///   - folderName: the name of its folder, the default of `name`.
  /// - Returns: what the file says, and the defaults of what it does not.
  /// - Throws: `Diagnostics` with all problems in the order of the file, or one `Diagnostic` when
  ///   the text is no YAML.
  public static func settings(
    text: String,
    file: String,
    folderName: String
  ) throws -> WorkspaceSettings {
    let problems = Problems(file: file)
    let usual = WorkspaceSettings(name: folderName)
    guard let root = try YAMLDocument.node(text, file: file) else { return usual }
    let reader = SectionReader(root: root, schema: .settings, problems: problems)
    let settings = WorkspaceSettings(
      name: reader.text("name") ?? usual.name,
      language: reader.choice("language", default: usual.language),
      timeZone: timeZone(reader, default: usual.timeZone),
      mpirun: reader.section("launcher").text("mpirun") ?? usual.mpirun,
      network: NetworkSettings(reader.section("network"))
    )
    try problems.throwIfAny()
    return settings
  }

  private static func timeZone(_ reader: SectionReader, default fallback: TimeZone) -> TimeZone {
    reader.value("timeZone", default: fallback, shown: "the machine's") {
      node throws(ValueProblem) in
      let name = try node.text()
      guard let zone = TimeZoneName.zone(name) else {
        throw ValueProblem(
          must: "an IANA time zone such as Asia/Tokyo",
          fix: TimeZoneName.fix(for: name)
        )
      }
      return zone
    }
  }
}
