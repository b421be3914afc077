// SPDX-License-Identifier: MIT

import Foundation
import Testing
import TrineCore
import TrineTraining

/// What `trine-worker` says before any rank is started.
struct PlanCheckTests {
  private func check(_ plan: RunPlan) throws -> Finished {
    try Program.run(Program.worker, ["--check"], input: JSONText.line(plan))
  }

  @Test("a plan that fits its data passes, and the libraries are named")
  func passes() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder, gzip: true)
    let data = DataPlan(format: .idx, path: folder.path, validation: 0.25)
    for plan in [.small(), RunPlan.small(ranks: 9, data: data, layers: [6, 4])] {
      let finished = try check(plan)
      #expect((finished.exitCode, finished.errors) == (0, ""))
      let libraries = try JSONText.value([String: String].self, from: finished.output)
      #expect(Set(libraries.keys) == ["blas", "mpi", "zlib"])
      #expect(libraries["blas"]?.hasPrefix("OpenBLAS ") == true)
      #expect(libraries["mpi"]?.contains("MPI") == true)
    }
  }

  struct Misfit: Sendable {
    let plan: RunPlan
    let message: String
  }

  static let misfits = [
    Misfit(
      plan: .small(layers: [784, 10]),
      message: """
        'model.layers' begins with 784, but a sample of the synthetic set has 5 values
          fix: use layers: [5, 10]

        """
    ),
    Misfit(
      plan: .small(layers: [5, 8, 2]),
      message: """
        'model.layers' ends with 2, but the synthetic set has 3 classes
          fix: use layers: [5, 8, 3]

        """
    ),
    Misfit(
      plan: .small(layers: [5]),
      message: """
        'model.layers' is [5]; a model has at least its inputs and its classes
          fix: write for example layers: [784, 512, 10]

        """
    ),
    Misfit(
      plan: .small(ranks: 4, data: .blobs(samples: 4, validation: 0.25), layers: [5, 3]),
      message: """
        'ranks' is 4, but the synthetic set has 3 training samples once those for validation are \
        set aside
          fix: use at most as many ranks as there are samples

        """
    ),
    Misfit(
      plan: .small(ranks: 4, batch: 3),
      message: """
        'train.batch' is 3 and 'ranks' is 4; each rank needs a sample of every batch
          fix: use a batch of 4 or more, or fewer ranks

        """
    ),
    Misfit(
      plan: .small(data: DataPlan(format: .idx, path: "/usr/share/datasets/fashion-mnist-no")),
      message: """
        /usr/share/datasets/fashion-mnist-no: the data folder does not exist
          fix: check 'data.path', which is relative to the workspace

        """
    ),
    Misfit(
      plan: .small(data: DataPlan(format: .csv, path: "/nowhere/train.csv")),
      message: """
        /nowhere/train.csv: the file cannot be read: No such file or directory
          fix: check 'data.path', which is relative to the workspace

        """
    ),
    Misfit(
      plan: .small(data: DataPlan(format: .idx)),
      message: """
        'data.path' is missing; format: idx reads its samples from there
          fix: add 'path: /usr/share/datasets/fashion-mnist'

        """
    ),
  ]

  @Test("what does not fit is said with its fix, and the exit code is 65", arguments: misfits)
  func misfit(misfit: Misfit) throws {
    let finished = try check(misfit.plan)
    #expect(finished.exitCode == 65)
    #expect(finished.output.isEmpty)
    #expect(finished.errors == misfit.message)
  }

  @Test("files that are cut short or missing are found before any rank is started")
  func files() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder)
    try DataFiles.cut("t10k-labels-idx1-ubyte", in: folder, to: 10)
    let plan = RunPlan.small(data: DataPlan(format: .idx, path: folder.path), layers: [6, 4])
    let cut = try check(plan)
    #expect(cut.exitCode == 65)
    #expect(cut.errors.contains("t10k-labels-idx1-ubyte: the IDX file is truncated"))
    try FileManager.default.removeItem(at: folder.url("t10k-labels-idx1-ubyte"))
    #expect(try check(plan).errors.contains("t10k-labels-idx1-ubyte: the data file does not exist"))
  }

  @Test("labels of the data decide how many classes there must be")
  func classes() throws {
    let folder = try TemporaryFolder()
    try DataFiles.writeMNIST(into: folder)
    let finished = try check(
      .small(data: DataPlan(format: .idx, path: folder.path), layers: [6, 3])
    )
    #expect(
      finished.errors.hasPrefix("'model.layers' ends with 3, but \(folder.path) has 4 classes")
    )
  }

  @Test("what is no plan is refused")
  func noPlan() throws {
    let finished = try Program.run(Program.worker, ["--check"], input: "{\"name\": 3}")
    #expect(finished.exitCode == 65)
    #expect(finished.errors.hasPrefix("standard input holds no plan: "))
  }

  // MARK: - The other arguments

  @Test("it tells its version and its usage")
  func words() throws {
    let version = try Program.run(Program.worker, ["--version"])
    #expect((version.exitCode, version.output) == (0, "\(TrineVersion.text)\n"))
    let help = try Program.run(Program.worker, ["--help"])
    #expect(help.exitCode == 0)
    #expect(help.output.contains("usage: trine-worker RUNFOLDER"))
  }

  @Test("wrong arguments get the usage and exit code 64", arguments: [[], ["--chek"], ["a", "b"]])
  func usage(arguments: [String]) throws {
    let finished = try Program.run(Program.worker, arguments)
    #expect(finished.exitCode == 64)
    #expect(finished.errors.contains("usage: trine-worker RUNFOLDER"))
  }

  @Test("a folder that cannot be written to is named")
  func readOnlyFolder() throws {
    let finished = try Program.run(Program.worker, ["/proc/no-such-folder"])
    #expect(finished.exitCode == 1)
    #expect(
      finished.errors.hasPrefix("rank 0 of 1: /proc/no-such-folder/rank-0.log: the file cannot")
    )
  }
}
