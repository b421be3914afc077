// SPDX-License-Identifier: MIT

import Glibc
import TrineCore
import TrineTraining

let usage = """
  One rank of a run; 'trine run' starts it through mpirun.

  usage: trine-worker RUNFOLDER   take part in the run with this folder
         trine-worker RUNFOLDER --resume FILE
                                  go on from a checkpoint, checkpoints/step-000400.json
         trine-worker --check     read a plan (JSON) from standard input and check it against its
                                  data; prints the versions of the libraries a rank links
         trine-worker --version
         trine-worker --help

  """

/// Checks the plan on standard input.
func check() -> Int32 {
  var text = ""
  while let line = readLine(strippingNewline: false) { text += line }
  do {
    try PlanCheck.check(JSONText.value(RunPlan.self, from: text))
    print(try JSONText.line(PlanCheck.libraries))
    return 0
  } catch let problem as Diagnostic {
    printToStandardError("\(problem)\n")
    return problem.cause.exitCode
  } catch {
    printToStandardError("standard input holds no plan: \(error)\n")
    return Diagnostic.Cause.badData.exitCode
  }
}

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.count) {
case ("--check", 1):
  exit(check())
case ("--version", 1):
  print(TrineVersion.text)
case ("--help", 1), ("-h", 1):
  print(usage, terminator: "")
case (let folder?, 1) where !folder.hasPrefix("-"):
  exit(RankRun.run(folder: folder))
case (let folder?, 3) where !folder.hasPrefix("-") && arguments.dropFirst().first == "--resume":
  exit(RankRun.run(folder: folder, resuming: arguments.last))
default:
  printToStandardError(usage)
  exit(Diagnostic.Cause.usage.exitCode)
}
