// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineConfig
import TrineCore
import TrineLaunch

/// Which run is meant.
struct RunArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "An id, a unique prefix of one, 'latest', or '@n' counting back.",
      valueName: "run"
    ),
    completion: .custom { words, _, beginning in completions(of: beginning, after: words) }
  )
  var selector: String

  /// The ids of the workspace's runs that begin like this, for the shell; none where there is no
  /// workspace.
  private static func completions(of beginning: String, after words: [String]) -> [String] {
    let environment = ProcessInfo.processInfo.environment
    let workspace = try? WorkspaceFinder.find(
      from: FileManager.default.currentDirectoryPath,
      explicit: value(of: "--workspace", in: words) ?? environment["TRINE_WORKSPACE"]
    )
    guard let workspace else { return [] }
    let ids = RunReader.ids(in: workspace).sorted {
      ($0.experiment, $0.number) < ($1.experiment, $1.number)
    }
    return (ids.map(\.description) + ["latest"]).filter { $0.hasPrefix(beginning) }
  }

  private static func value(of option: String, in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      if word == option, index + 1 < words.count { return words[index + 1] }
      if word.hasPrefix("\(option)=") { return String(word.dropFirst(option.count + 1)) }
    }
    return nil
  }
}
