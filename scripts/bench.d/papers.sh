# SPDX-License-Identifier: MIT
# Times whole processes on a library of papers: ours by themselves, with their goals, and beside
# papis and pubs. PAPERS and NOTES set the sizes, for a quick trial. Sourced.

papers=${PAPERS:-2000}
notes=${NOTES:-10000}
few=$((papers < 200 ? papers : 200)) # papis takes about ten minutes to import 2,000

# In a process of its own, since other people's programs may keep their compiled modules here as
# they do elsewhere. Folders stay until the end: an import right after a large removal is slow.
bench_papers() (
  unset PYTHONDONTWRITEBYTECODE
  mkdir papers
  cd papers || exit
  "$parts/make-papers" bibtex "$papers" >papers.bib
  "$parts/make-papers" bibtex "$few" >few.bib
  mkdir written
  "$parts/make-papers" notes "$notes" written
  find_managers
  time_papers
  time_notes
  compare_imports
  compare_commands
  tell_hits
)

time_papers() {
  papers_heading "$papers papers, half of them Japanese, whole processes (ms)"
  timed 'trine paper import, into an empty workspace' '<= 1000' 3 'ours import papers.bib'
  fill_library
  timed 'trine search, two kanji' '<= 40' 7 'ours search'
  timed 'trine paper list' '<= 40' 7 'ours list'
  local form
  for form in bibtex csl-json ris hayagriva; do
    timed "trine paper export --to $form" '<= 100' 7 "ours export $form"
  done
  timed 'trine check' '' 7 'ours check'
  timed 'trine paper add, by flags' '<= 40' 7 'ours flags'
}

time_notes() {
  papers_heading "$notes notes, whole processes (ms)"
  timed 'trine search, nothing indexed before' '<= 2000' 3 'ours index'
  fill_notes
  timed 'trine search, nothing changed' '<= 90' 7 'ours find'
}

# Imports that take minutes run once. One library of papis's serves both of its backends.
compare_imports() {
  heading "Beside papis and pubs, $papers papers unless the row says otherwise (ms)"
  pairs=1 compare_with papis "import $few papers / papis" '' 'ours import few.bib' \
    'papis_does papis import few.bib'
  pairs=1 compare_with papis 'import / papis, sqlite' '' 'ours import papers.bib' \
    'papis_does sqlite import papers.bib'
  compare_with pubs 'import / pubs' '' 'ours import papers.bib' 'pubs_does import papers.bib'
  [ -z "${found[papis]:-}" ] || share_papis_library
}

# Papers are added last, so that all jobs meet the same ones. papis looks up a style in the network
# to export CSL-JSON.
compare_commands() {
  fill_library
  beside search pubs
  beside list pubs
  beside 'export bibtex' pubs
  beside 'export hayagriva'
  beside add pubs
}

# Compares a job with papis's two backends, and with pubs where it has the job.
# Usage: beside JOB [pubs]
beside() {
  compare_with papis "$1 / papis" '' "ours $1" "papis_does papis $1"
  compare_with papis "$1 / papis, sqlite" '' "ours $1" "papis_does sqlite $1"
  [ -z "${2:-}" ] || compare_with pubs "$1 / pubs" '' "ours $1" "pubs_does $1"
}

# Says what the searches found, since one that misses papers has less to do.
tell_hits() {
  local titles either
  titles=$(grep -c 'title = .*勾配' papers.bib)
  either=$(awk '/^@/ { said = 0 } /勾配/ && !said { said = 1; n++ } END { print n }' papers.bib)
  printf '\nThe two kanji are in %s titles, and in %s titles or abstracts. Found: trine %s' \
    "$titles" "$either" "$(ours_hits)"
  [ -z "${found[papis]:-}" ] ||
    printf ', papis %s, papis with sqlite %s' "$(papis_hits papis)" "$(papis_hits sqlite)"
  [ -z "${found[pubs]:-}" ] || printf ', pubs %s' "$(pubs_hits)"
  echo .
}

papers_heading() { printf '\n%s\n%-48s %10s %10s  %s\n' "$1" '' median fastest goal; }

# Prints the median and the fastest of so many runs of a function that prints milliseconds, after
# one that does not count.
# Usage: timed LABEL GOAL RUNS FUNCTION
timed() {
  : >failures
  attempt ours "$4" >/dev/null
  for _ in $(seq "$3"); do
    attempt ours "$4"
  done | sort -g >sorted
  printf '%-48s' "$1"
  if [ -s failures ]; then
    printf ' %10s\n%s\n' failed "$(tail -n 1 failures)"
    return
  fi
  local median
  median=$(sed -n "$((($3 + 1) / 2))p" sorted)
  printf ' %10s %10s%s\n' "$median" "$(head -n 1 sorted)" "$(met "$median" "$2")"
}
