// SPDX-License-Identifier: MIT

import CTrineMPI
import TrineCore

extension Communicator {
  /// Waits until every rank has come here.
  public func barrier() throws(MPIError) {
    try check("barrier", trine_mpi_barrier(handle))
  }

  // MARK: - Allreduce

  /// Replaces each float by its sum over all ranks, the same bits on each of them.
  public func allreduce(_ buffer: inout MutableSpan<Float>) throws(MPIError) {
    let handle = handle
    let code = unsafe buffer.withUnsafeMutableBufferPointer { values in
      unsafe trine_mpi_allreduce_sum_f32(handle, values.baseAddress, values.count)
    }
    try check("allreduce of \(buffer.count.grouped) floats", code)
  }

  /// Replaces each double by its sum over all ranks, the same bits on each of them.
  public func allreduce(_ buffer: inout MutableSpan<Double>) throws(MPIError) {
    let handle = handle
    let code = unsafe buffer.withUnsafeMutableBufferPointer { values in
      unsafe trine_mpi_allreduce_sum_f64(handle, values.baseAddress, values.count)
    }
    try check("allreduce of \(buffer.count.grouped) doubles", code)
  }

  /// Replaces each double by the greatest of all ranks.
  public func allreduceMaximum(_ buffer: inout MutableSpan<Double>) throws(MPIError) {
    let handle = handle
    let code = unsafe buffer.withUnsafeMutableBufferPointer { values in
      unsafe trine_mpi_allreduce_maximum_f64(handle, values.baseAddress, values.count)
    }
    try check("allreduce of the maximum of \(buffer.count.grouped) doubles", code)
  }

  /// Adds each number up over all ranks.
  public func sum(_ numbers: [Double]) throws(MPIError) -> [Double] {
    var numbers = numbers
    var span = numbers.mutableSpan
    try allreduce(&span)
    return numbers
  }

  /// The greatest of all ranks' numbers.
  public func maximum(of number: Double) throws(MPIError) -> Double {
    var numbers = [number]
    var span = numbers.mutableSpan
    try allreduceMaximum(&span)
    return numbers[0]
  }

  // MARK: - Broadcast

  /// Replaces the floats of every rank by those of `root`.
  public func broadcast(
    _ buffer: inout MutableSpan<Float>,
    from root: Int
  ) throws(MPIError) {
    precondition((0..<size).contains(root), "root \(root) is not a rank below \(size)")
    let handle = handle
    let code = unsafe buffer.withUnsafeMutableBufferPointer { values in
      unsafe trine_mpi_broadcast_f32(handle, values.baseAddress, values.count, Int32(root))
    }
    try check("broadcast of \(buffer.count.grouped) floats from rank \(root)", code)
  }

  /// Replaces the doubles of every rank by those of `root`.
  public func broadcast(
    _ buffer: inout MutableSpan<Double>,
    from root: Int
  ) throws(MPIError) {
    precondition((0..<size).contains(root), "root \(root) is not a rank below \(size)")
    let handle = handle
    let code = unsafe buffer.withUnsafeMutableBufferPointer { values in
      unsafe trine_mpi_broadcast_f64(handle, values.baseAddress, values.count, Int32(root))
    }
    try check("broadcast of \(buffer.count.grouped) doubles from rank \(root)", code)
  }
}
