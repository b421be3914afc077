// SPDX-License-Identifier: MIT

import ArgumentParser
import FoundationEssentials
import TrineConfig
import TrineCore

/// `trine init [DIR]`.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a workspace, with an example experiment and a first note."
  )

  @Argument(help: "The folder to make the workspace in.")
  var directory = "."

  @Option(help: "The workspace's name; the folder's name unless told otherwise.")
  var name: String?

  @Option(help: "The language of templates, headings and reports: en or ja.")
  var language: Language = .en

  func validate() throws {
    guard let name, name.allSatisfy(\.isWhitespace) else { return }
    throw ValidationError("'--name \(name)' is no name; leave it out to take the folder's")
  }

  func run() throws {
    let timeZone = TimeZone.current
    let written = try WorkspaceMaker.make(
      at: directory,
      name: name,
      language: language,
      timeZone: timeZone.identifier,
      today: Day(Date(), in: timeZone)
    )
    guard !written.isEmpty else {
      Console.note("\(directory) is a workspace already; nothing was changed")
      return
    }
    for file in written { Console.print("wrote \(file)") }
    let isPlain = directory.allSatisfy { $0.isLetter || $0.isNumber || "/-_.~".contains($0) }
    let place = directory == "." ? "" : "cd \(isPlain ? directory : "'\(directory)'") && "
    Console.note(
      """
      Next:
        \(place)trine run experiments/first.yaml   run the example on two ranks
        trine paper add                   note a paper you have read
        trine report week                 write this week's report
      """
    )
  }
}
