# SPDX-License-Identifier: MIT
# Managers of papers, each a function that does a job and prints the milliseconds it took: ours,
# papis with either of its backends, pubs. A job that leaves papers out fails. Sourced.

missing[papis]='no papis (PAPIS names its program)'
missing[pubs]='no pubs that starts (PUBS names its program)'
papis=${PAPIS:-papis}
pubs=${PUBS:-pubs}

find_managers() {
  ! "$papis" --version >/dev/null 2>&1 || found[papis]=yes
  ! "$pubs" --version >/dev/null 2>&1 || found[pubs]=yes
}

# Prints the milliseconds a command takes; what it prints itself goes to a file.
clock() {
  local start=$EPOCHREALTIME end
  "$@" >printed || return
  end=$EPOCHREALTIME
  awk -v taken=$((${end/./} - ${start/./})) 'BEGIN { printf "%.1f\n", taken / 1000 }'
}

# Fails unless so many lines with a pattern, or more, were printed.
# Usage: printed COUNT PATTERN
printed() { enough "$1" "$(grep -c -- "$2" printed)"; }

# Fails unless there are so many files of a name, or more.
# Usage: stored COUNT FOLDER NAME
stored() { enough "$1" "$(find "$2" -name "$3" | wc -l)"; }

enough() { [ "$2" -ge "$1" ] || fail "$2 of $1 papers"; }

# Fails unless the paper of $stamp is in a folder.
added() { grep -rqF "$stamp" "$1" || fail 'nothing was added'; }

fail() {
  echo "Error: $1" >&2
  return 1
}

# Writes an entry nobody has, to be added; $stamp tells it from others.
write_entry() {
  stamp=${EPOCHREALTIME/./}
  cat >one.bib <<BIB
@inproceedings{doe2026one$stamp,
  title = {One Paper More, Number $stamp},
  author = {Doe, Jane and 山田, 太郎},
  year = {2026},
  booktitle = {SC},
  doi = {10.5555/more.$stamp}
}
BIB
}

# MARK: ours

declare -A entry=([bibtex]='^@' [csl-json]='"id" :' [ris]='^TY' [hayagriva]='^[^ ].*:$')

# Usage: ours import FILE | search | list | export FORM | check | add | flags | index | find
ours() {
  case $1 in
    import) fresh_workspace && clock trine paper import "$2" --workspace "$fresh" ;;
    search) in_library search 勾配 ;;
    list) in_library paper list && printed "$papers" 20 ;;
    export) in_library paper export --to "$2" && printed "$papers" "${entry[$2]}" ;;
    check) in_library check ;;
    add) write_entry && in_library paper add --bibtex one.bib && added library/notes/papers ;;
    flags)
      stamp=${EPOCHREALTIME/./}
      in_library paper add --title "One Paper More, Number $stamp" --author 'Doe, Jane' \
        --author '山田, 太郎' --year 2026 && added library/notes/papers
      ;;
    index) fresh_notes && clock trine search 蜃気楼 --workspace "$fresh" && printed 1 蜃気楼 ;;
    find) clock trine search 蜃気楼 --workspace notes && printed 1 蜃気楼 ;;
  esac
}

in_library() { clock trine "$@" --workspace library; }

# Makes an empty workspace, $fresh. What was written before must not be on its way to the disk.
fresh_workspace() {
  fresh=$(mktemp -d "$PWD/fresh.XXXX")
  trine init "$fresh" >/dev/null 2>&1
  sync -f .
}

# Makes a workspace of the notes, $fresh, that has no catalog yet.
fresh_notes() {
  fresh_workspace
  cp -r written/. "$fresh/notes/papers"
  sync -f .
}

# The workspaces the jobs are done in.
fill_library() {
  fresh_workspace
  trine paper import papers.bib --workspace "$fresh" >/dev/null 2>&1
  ln -sfn "$fresh" library
}

fill_notes() {
  fresh_notes
  ln -sfn "$fresh" notes
}

ours_hits() {
  trine search 勾配 --limit "$papers" --format json --workspace library | grep -c '"citekey"'
}

# MARK: papis

# Each library of papis's has a folder with its settings and its cache. What it exports stays as
# Unicode, which is faster than LaTeX and what the others do.
# Usage: papis_home FOLDER BACKEND
papis_home() {
  mkdir -p "$1/papis" "$1/library"
  cat >"$1/papis/config" <<CONFIG
[settings]
default-library = bench
database-backend = $2
bibtex-unicode = True
add-open = False
add-confirm = False
add-edit = False
[bench]
dir = $PWD/$1/library
CONFIG
}

# Usage: papis_does BACKEND import FILE | search | list | export FORM | add
papis_does() {
  # Without a query its sqlite backend finds nothing.
  local home=papis-$1 all=()
  [ "$1" != sqlite ] || all=('*')
  case $2 in
    import)
      home=papis-$1-${3%.bib}
      papis_home "$home" "$1"
      in_papis "$home" bibtex read "$3" import --all --batch &&
        stored "$(grep -c ^@ "$3")" "$home/library" info.yaml
      ;;
    search) in_papis "$home" list --all 勾配 ;;
    list) in_papis "$home" list --all "${all[@]}" && printed "$papers" . ;;
    export)
      in_papis "$home" export --all --format "${3/hayagriva/typst}" "${all[@]}" &&
        printed "$papers" "${entry[$3]}"
      ;;
    add)
      write_entry && in_papis "$home" add --batch --from bibtex one.bib && added "$home/library"
      ;;
  esac
}

# Usage: in_papis FOLDER ARGUMENT...
in_papis() {
  XDG_CONFIG_HOME=$PWD/$1 XDG_CACHE_HOME=$PWD/$1 XDG_DATA_HOME=$PWD/$1 \
    clock timeout --foreground "$limit" "$papis" "${@:2}"
}

# Gives each backend a copy of the library that was imported with sqlite, and lets it fill its
# cache.
share_papis_library() {
  local backend
  for backend in papis sqlite; do
    papis_home "papis-$backend" "$backend"
    cp -r papis-sqlite-papers/library "papis-$backend"
    papis_does "$backend" search >/dev/null 2>&1 || true
  done
}

papis_hits() { papis_does "$1" search >/dev/null 2>&1 && wc -l <printed; }

# MARK: pubs

# Usage: pubs_does import FILE | search | list | export | add
pubs_does() {
  case $1 in
    import)
      rm -f pubs.conf
      ln -sfn "$(mktemp -d "$PWD/pubs.XXXX")" pubs
      "$pubs" -c pubs.conf init -p "$(realpath pubs)" >/dev/null || return
      in_pubs import "$2" && in_pubs list >/dev/null && printed "$papers" .
      ;;
    search) in_pubs list title:勾配 ;;
    list) in_pubs list && printed "$papers" . ;;
    export) in_pubs export && printed "$papers" ^@ ;;
    add) write_entry && in_pubs add one.bib && added pubs/bib ;;
  esac
}

in_pubs() { clock timeout --foreground "$limit" "$pubs" -c pubs.conf "$@"; }

pubs_hits() { pubs_does search >/dev/null && wc -l <printed; }
