# SPDX-License-Identifier: MIT
# What is compared, each a function that prints one number: our runs, the peers, the machine's end.
# Sourced.

declare -A found missing=(
  [torch]='no PyTorch (PYTHON names a Python that has it)'
  [chainermn]='no ChainerMN (CHAINER_PYTHON names a Python that has it)'
  [products]='no C compiler, or no OpenBLAS that pkg-config knows'
)

# Looks for the peers and builds the products.
find_contestants() {
  ! "$python" -c 'import torch, numpy' 2>/dev/null || found[torch]=yes
  ! "$chainer_python" -c 'import chainermn' >/dev/null 2>&1 || found[chainermn]=yes
  local compiler
  compiler=$(command -v cc || command -v clang) || return 0
  # shellcheck disable=SC2046  # the flags are words
  ! "$compiler" -O2 -o products "$parts/products.c" $(pkg-config --cflags --libs openblas) \
    2>/dev/null || found[products]=yes
}

# MARK: ours

# Trains an experiment, with overrides, and prints a figure of the run.
# Usage: run_and FIGURE NAME [KEY=VALUE...]
run_and() {
  timeout --foreground $limit trine run "experiments/$2.yaml" --quiet "${@:3}" >/dev/null || return
  # shellcheck disable=SC2086  # a figure may have an argument
  trine show latest --format json | python3 "$parts/run_figure.py" $1
}

ours_one() { run_and throughput mlp; }
ours_sync() { run_and throughput mlp ranks=2; }
ours_async() { run_and throughput async; }
ours_pipeline() { run_and throughput pipeline; }
ours_wide_one() { run_and throughput wide; }
ours_wide_sync() { run_and throughput wide ranks=2; }
ours_tensor() { run_and throughput wide ranks=2 mode=tensor; }
ours_wide_one_memory() { run_and memory wide data.limit=256; }
ours_tensor_memory() { run_and memory wide ranks=2 mode=tensor data.limit=256; }
ours_seconds() { run_and "seconds $accuracy" accuracy seed="$pair"; }

# MARK: theirs

peer() { timeout --foreground $limit "$python" "$parts/$1.py" "${@:2}"; }

theirs_ddp_seconds() { peer pytorch_ddp --accuracy "$accuracy" --seed "$pair"; }
theirs_chainermn() {
  timeout --foreground $limit mpirun -n 2 "$chainer_python" "$parts/chainermn_sync.py"
}

# MARK: the machine's end

# Prints a share of the samples/s of the matrix products alone.
# Usage: end SHARE PROCESSES BATCH LAYER...
end() {
  timeout --foreground $limit ./products "${@:2}" |
    awk -v share="$1" '{ printf "%.0f", $1 * share }'
}

end_one() { end 1 1 128 784x512 512x512 512x10; }
end_two() { end 1 2 64 784x512 512x512 512x10; }
# Both ranks work on the same samples, with half of each of the large layers.
end_tensor() { end 0.5 2 128 784x2048 2048x4096 4096x10; }
# The two stages cost the same; filling and draining the pipeline takes as long as one microbatch
# more.
end_pipeline() { end 0.8 2 32 784x512 512x512 512x10; }
