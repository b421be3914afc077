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

  static let fitting: [RunPlan] = [
    // A batch is each worker's own, and a tensor replica has all ranks.
    .small(ranks: 4, batch: 1).with {
      $0.mode = .async
      $0.async = AsyncPlan()
    },
    .small(ranks: 4, batch: 1).with { $0.mode = .tensor },
    .small(ranks: 4, batch: 2).with {
      $0.mode = .pipeline
      $0.grid = GridPlan(data: 2, pipeline: 2)
    },
    // Two servers learn nothing themselves.
    .small(ranks: 5, data: .blobs(samples: 3, validation: 0)).with {
      $0.mode = .async
      $0.async = AsyncPlan(servers: 2, placement: .dedicated)
    },
    // Of two samples a shard, a third is none.
    .small(ranks: 4, data: .blobs(samples: 8, validation: 0.3)).with { $0.data.isSharded = true },
    .small(data: NPYTests.plan("float32"), layers: [6, 3]),
    .small(
      data: DataPlan(format: .libsvm, path: "\(NPYTests.folder)/sparse.libsvm"),
      layers: [8, 3]
    ),
  ]

  @Test("how many samples there must be depends on the mode", arguments: fitting)
  func fits(plan: RunPlan) throws {
    let finished = try check(plan)
    #expect((finished.exitCode, finished.errors) == (0, ""))
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
      plan: .small(ranks: 4, data: .blobs(samples: 61, validation: 0.2), layers: [5, 3])
        .with { $0.data.limit = 3 },
      message: """
        'ranks' is 4, but the synthetic set has 3 training samples once those for validation are \
        set aside
          fix: use at most as many ranks as there are samples

        """
    ),
    Misfit(
      plan: .small(data: .blobs(samples: 100, validation: 0.005)).with {
        $0.train.earlyStopping = EarlyStoppingPlan()
      },
      message: """
        'train.earlyStopping.metric' is validation/loss, but of the 100 samples of the synthetic set \
        a 'data.validation' of 0.005 sets none aside
          fix: use a larger validation, or watch train/loss

        """
    ),
    Misfit(
      plan: .small(data: .blobs(samples: 4, validation: 0)).with {
        $0.train.earlyStopping = EarlyStoppingPlan(metric: "test/accuracy")
      },
      message: """
        'train.earlyStopping.metric' is test/accuracy, but the synthetic set has no test samples
          fix: give it test samples, or watch train/loss

        """
    ),
    Misfit(
      plan: .small(ranks: 5, data: .blobs(samples: 4), batch: 1).with {
        $0.mode = .async
        $0.async = AsyncPlan()
      },
      message: """
        there are 5 workers, but the synthetic set has 4 training samples once those for \
        validation are set aside
          fix: use at most as many workers as there are samples

        """
    ),
    Misfit(
      plan: .small(ranks: 4, batch: 1).with {
        $0.mode = .tensor
        $0.grid = GridPlan(data: 2, tensor: 2)
      },
      message: """
        'train.batch' is 1 and 'grid.data' is 2; each replica needs a sample of every batch
          fix: use a batch of 2 or more, or fewer replicas

        """
    ),
    Misfit(
      plan: .small(data: .blobs()).with { $0.data.limit = 0 },
      message: """
        'data.limit' is 0; it must be 1 or more
          fix: delete 'limit' to use all training samples

        """
    ),
    Misfit(
      plan: .small(data: NPYTests.plan("float32", labels: "labels-four")),
      message: """
        \(NPYTests.folder)/labels-four.npy: there are 4 classes for 5 samples in \
        \(NPYTests.folder)/float32.npy
          fix: take both files from the same data set

        """
    ),
    Misfit(
      plan: .small(data: NPYTests.plan("float32"), layers: [6, 2]),
      message: """
        'model.layers' ends with 2, but \(NPYTests.folder)/float32.npy has 3 classes
          fix: use layers: [6, 3]

        """
    ),
    Misfit(
      plan: .small(
        data: DataPlan(format: .libsvm, path: "\(NPYTests.folder)/sparse.libsvm", features: 7)
      ),
      message: """
        \(NPYTests.folder)/sparse.libsvm:4:50: index 8 is above 'data.features', which is 7
          fix: set features to 8 or more, or delete the key to use the largest index

        """
    ),
    Misfit(
      plan: .small(data: DataPlan(format: .libsvm, path: "\(NPYTests.folder)/sparse.libsvm")),
      message: """
        'model.layers' begins with 5, but a sample of \(NPYTests.folder)/sparse.libsvm has 8 values
          fix: use layers: [8, 7, 3]

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

  @Test(
    "a network that no memory holds is refused before any rank starts",
    arguments: [[5, 4_000_000, 4_000_000, 3], [5, 1 << 40, 1 << 40, 3]]
  )
  func large(layers: [Int]) throws {
    let finished = try check(.small(layers: layers))
    #expect(finished.exitCode == 65)
    #expect(
      finished.errors.hasPrefix("parameters, gradients and optimizer state of 'model.layers'")
    )
    #expect(finished.errors.contains(" GB of memory\n  fix: use narrower layers"))
  }

  @Test("ranks that share out a model need the memory for one of it")
  func shares() throws {
    let pages = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
    // Parameters and gradients take about seven tenths of the machine, and more with replicas.
    let width = Int((0.7 * pages / 8).squareRoot())
    var plan = RunPlan.small(
      ranks: 4,
      layers: [5, width, width, 3],
      optimizer: OptimizerPlan(momentum: 0)
    )
    let refused = try check(plan)
    #expect(refused.exitCode == 65)
    #expect(refused.errors.contains("with mode: tensor or pipeline each rank has but a share"))
    (plan.mode, plan.sync) = (.tensor, nil)
    #expect(try check(plan).exitCode == 0)
  }

  @Test("what a batch takes in wide layers counts as well")
  func wide() throws {
    let finished = try check(.small(layers: [5, 100_000_000, 3]))
    #expect(finished.exitCode == 65)
    #expect(
      finished.errors.contains(" take 7.2 GB, the values of a batch 307.2 GB and the samples")
    )
    #expect(finished.errors.contains("\n  fix: use narrower layers, or a smaller batch"))
  }

  @Test(
    "samples that no memory holds are refused before any rank starts",
    arguments: [
      (2_000_000_000, 1000, 3, "9648.0 GB"), (2_000_000_000, 2, 3, "67.2 GB"),
      // The centres of the classes.
      (1, 1_000_000_000, 1_000_000_000, "8000000004.0 GB"),
    ]
  )
  func manySamples(samples: Int, features: Int, classes: Int, size: String) throws {
    let data = DataPlan.blobs(samples: samples, features: features, classes: classes)
    var plan = RunPlan.small(data: data, layers: [features, 1, classes])
    plan.data.validation = 0
    let finished = try check(plan)
    #expect(finished.exitCode == 65)
    #expect(finished.errors.contains(" and the samples \(size); "))
    #expect(finished.errors.contains(" GB of memory\n  fix: use fewer samples; data.sharded"))
  }

  @Test("so is what a limit of the processes leaves no room for")
  func limited() throws {
    let plan = try JSONText.line(RunPlan.small(layers: [5, 2_000_000, 3]))
    let words = ["-c", "ulimit -v 4000000; exec \"$0\" --check", Program.worker]
    let finished = try Program.run("/bin/bash", words, input: plan)
    #expect(finished.exitCode == 65)
    #expect(finished.errors.contains("; a limit (ulimit -v) leaves 1 rank 4.1 GB of memory\n"))
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

extension RunPlan {
  /// The same with something else.
  fileprivate func with(_ change: (inout RunPlan) -> Void) -> RunPlan {
    var copy = self
    change(&copy)
    return copy
  }
}
