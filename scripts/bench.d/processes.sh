# SPDX-License-Identifier: MIT
# Times whole processes. Sourced.

# Prints the median milliseconds of 15 runs of a command, after one that does not count.
median_ms() {
  "$@" >/dev/null 2>&1
  for _ in $(seq 15); do
    local start=$EPOCHREALTIME
    "$@" >/dev/null 2>&1
    local end=$EPOCHREALTIME
    echo $((${end/./} - ${start/./}))
  done | sort -n | awk '{ t[NR] = $1 } END { printf "%.1f", t[int((NR + 1) / 2)] / 1000 }'
}

row() { printf '%-58s %10s\n' "$1" "$2"; }

bench_processes() {
  echo
  echo "Whole processes, median of 15 (ms)"
  row 'trine --version' "$(median_ms trine --version)"
  row 'trine --help' "$(median_ms trine --help)"

  "$parts/make-runs" 1000
  trine index >/dev/null 2>&1
  row 'trine runs, 1,000 runs' "$(median_ms trine runs)"
  row 'trine index, 1,000 runs' "$(median_ms trine index)"
  row 'trine report week, 1,000 runs' "$(median_ms trine report week)"

  trine run experiments/nothing.yaml --quiet >/dev/null
  local folder=.trine/runs/nothing-1 mpi=(mpirun -n 2 --bind-to none)
  row 'mpirun -n 2 true' "$(median_ms "${mpi[@]}" true)"
  row 'mpirun -n 2 trine-worker, nothing to train' "$(median_ms "${mpi[@]}" trine-worker $folder)"
  row 'trine run of the same' "$(median_ms trine run experiments/nothing.yaml --quiet)"
}
