# SPDX-License-Identifier: MIT
# Compares two commands that print a number, in turn, and prints a row of the table. Sourced.

pairs=3
limit=600s # after which a run counts as failed

heading() {
  printf '\n%s\n' "$1"
  printf '%-50s %15s %15s %15s %7s  %s\n' 'ours / theirs' 'pair 1' 'pair 2' 'pair 3' ratio goal
}

# Compares OURS and THEIRS, functions or commands in quotes, and prints the median of ours/theirs
# beside the goal: '>= 1.2', '<= 0.55', or '' for none. $pair is the number of the pair; one with a
# failure is the last.
# Usage: compare LABEL GOAL OURS THEIRS
compare() {
  local label=$1 goal=$2 ours theirs
  printf '%-50s' "$label"
  : >ratios
  : >failures
  for pair in $(seq "$pairs"); do
    ours=$(attempt ours "$3")
    theirs=$(attempt theirs "$4")
    printf ' %15s' "$ours/$theirs"
    [ ! -s failures ] || break
    awk -v ours="$ours" -v theirs="$theirs" 'BEGIN { print ours / theirs }' >>ratios
  done
  verdict "$goal"
  cat failures
}

# Prints the number a command prints, or "failed", and then writes down why.
attempt() {
  local number
  if number=$($2 2>errors) && [[ $number =~ ^[0-9]+(\.[0-9]+)?$ ]]; then
    echo "$number"
  else
    echo failed
    echo "  $1: $(grep -m 1 ^Error errors || grep '[[:alpha:]]' errors | tail -n 1)" >>failures
  fi
}

# Ends a row: blanks for the pairs that are missing, the median ratio, the goal, and if it is met.
verdict() {
  local count ratio
  count=$(wc -l <ratios)
  [ ! -s failures ] || count=$((count + 1))
  printf '%*s' $(((3 - count) * 16)) ''
  if [ -s failures ]; then
    printf ' %7s%s\n' - "${1:+  $1}"
    return
  fi
  ratio=$(sort -g ratios | sed -n "$(((pairs + 1) / 2))p")
  local digits=%7.2f
  ! awk -v ratio="$ratio" 'BEGIN { exit ratio >= 0.1 }' || digits=%7.2g
  # shellcheck disable=SC2059  # the form is one of two
  printf " $digits%s\n" "$ratio" "$(met "$ratio" "$1")"
}

# Prints a goal, if there is one, and whether a ratio meets it.
met() {
  [ -n "$2" ] || return 0
  awk -v ratio="$1" -v goal="$2" 'BEGIN {
    split(goal, part, " ")
    isMet = part[1] == ">=" ? ratio >= part[2] : ratio <= part[2]
    printf "  %-9s %s", goal, isMet ? "met" : "missed"
  }'
}

# Compares as above if what it takes is there: torch, chainermn, products, papis or pubs.
# Usage: compare_with WHAT LABEL GOAL OURS THEIRS
compare_with() {
  if [ -n "${found[$1]:-}" ]; then
    compare "${@:2}"
  else
    printf '%-50s left out: %s\n' "$2" "${missing[$1]}"
  fi
}
