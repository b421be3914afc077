// SPDX-License-Identifier: MIT

internal import CTrineKernels

/// The loops in C, over spans: those that walk all parameters in every step, and gain from the widest
/// vectors of the processor (`docs/benchmarks.md`).
///
/// Spans of a call are equally long, which their callers look after, and do not overlap.
enum Loops {
  static func add(_ x: Span<Float>, to y: inout MutableSpan<Float>) {
    unsafe y.withUnsafeMutableBufferPointer { y in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe trine_kernels_add(y.baseAddress, x.baseAddress, x.count)
      }
    }
  }

  static func copy(_ x: Span<Float>, into y: inout MutableSpan<Float>) {
    unsafe y.withUnsafeMutableBytes { y in
      unsafe x.withUnsafeBytes { x in unsafe y.copyMemory(from: x) }
    }
  }

  static func move(_ w: inout MutableSpan<Float>, along v: Span<Float>, rate: Float) {
    unsafe w.withUnsafeMutableBufferPointer { w in
      unsafe v.withUnsafeBufferPointer { v in
        unsafe trine_kernels_move_along(w.baseAddress, v.baseAddress, v.count, rate)
      }
    }
  }

  static func momentum(
    _ w: inout MutableSpan<Float>,
    gradient: Span<Float>,
    velocity: inout MutableSpan<Float>,
    _ descent: trine_kernels_descent
  ) {
    unsafe w.withUnsafeMutableBufferPointer { w in
      unsafe velocity.withUnsafeMutableBufferPointer { v in
        unsafe gradient.withUnsafeBufferPointer { g in
          let (w, g, v) = (w.baseAddress, g.baseAddress, v.baseAddress)
          unsafe trine_kernels_momentum(w, g, v, gradient.count, descent)
        }
      }
    }
  }

  static func momentum(
    _ w: inout MutableSpan<Float>,
    clearing gradient: inout MutableSpan<Float>,
    velocity: inout MutableSpan<Float>,
    copyingTo copy: inout MutableSpan<Float>,
    _ descent: trine_kernels_descent
  ) {
    unsafe w.withUnsafeMutableBufferPointer { w in
      unsafe velocity.withUnsafeMutableBufferPointer { v in
        unsafe gradient.withUnsafeMutableBufferPointer { g in
          unsafe copy.withUnsafeMutableBufferPointer { copy in
            let (count, copy) = (copy.count, copy.baseAddress)
            let (w, g, v) = (w.baseAddress, g.baseAddress, v.baseAddress)
            unsafe trine_kernels_momentum_cleared(w, g, v, copy, count, descent)
          }
        }
      }
    }
  }

  static func adam(
    _ w: inout MutableSpan<Float>,
    gradient: Span<Float>,
    first: inout MutableSpan<Float>,
    second: inout MutableSpan<Float>,
    _ moments: trine_kernels_moments
  ) {
    unsafe w.withUnsafeMutableBufferPointer { w in
      unsafe first.withUnsafeMutableBufferPointer { m in
        unsafe second.withUnsafeMutableBufferPointer { v in
          unsafe gradient.withUnsafeBufferPointer { g in
            let (w, g) = (w.baseAddress, g.baseAddress)
            let (m, v) = (m.baseAddress, v.baseAddress)
            unsafe trine_kernels_adam(w, g, m, v, gradient.count, moments)
          }
        }
      }
    }
  }
}
