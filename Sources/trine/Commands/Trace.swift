// SPDX-License-Identifier: MIT

import ArgumentParser
import TrineCatalog
import TrineCore
import TrineLaunch

/// `trine trace RUN`.
struct Trace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: "Write the timeline of a run's first steps, all ranks on one clock.",
    discussion: "Open it with https://ui.perfetto.dev or chrome://tracing."
  )

  @OptionGroup var argument: RunArgument
  @OptionGroup var workspace: WorkspaceOptions

  @Option(
    help: ArgumentHelp(
      "The file to write, '-' for standard output; trace.json in the run's folder unless told "
        + "otherwise.",
      valueName: "file"
    ),
    completion: .file(extensions: ["json"])
  )
  var output: String?

  @Option(help: "Only the first so many steps.")
  var steps: Int?

  func validate() throws {
    guard let steps, steps < 1 else { return }
    throw ValidationError("'--steps \(steps)' leaves nothing; give 1 or more")
  }

  func run() throws {
    let open = try workspace.openToRead { try $0.syncRuns() }
    let run = try open.catalog.run(matching: argument.selector)
    let trace = try RunTrace(of: run, in: open.workspace)
    guard output != "-" else { return try trace.write(steps: steps, to: Console.write) }
    let file = output ?? "\(run.folder)/trace.json"
    try trace.write(steps: steps, toFile: output ?? open.workspace.path(file))
    Console.print("wrote \(file)")
    Console.note("https://ui.perfetto.dev opens it")
  }
}
