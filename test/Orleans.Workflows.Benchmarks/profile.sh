#!/usr/bin/env bash
# Where the time of order10 goes: samples all processes with perf while it is measured, and gives each busy sample to the part that it belongs to.
# Needs Linux, root, perf (Debian's package linux-perf) and a Release build.
#
#   test/Orleans.Workflows.Benchmarks/profile.sh sqlite|postgres [CONCURRENCY] [RESULT.tsv]
#
# A sample belongs to the innermost frame that is not the runtime's own library (so that a dictionary of Orleans' is Orleans'); the compiler's and the
# collector's threads, and what they do on others' threads, stand by themselves; so does the kernel, but for what SQLite's writer asks of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

case ${1:-} in sqlite | postgres) ;; -h | --help) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; *) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;; esac
store=$1 concurrency=${2:-256} result=${3:-}
command -v perf >/dev/null || { echo "perf is missing: install Debian's package linux-perf" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Without W^X perf finds the compiled code where its map says. The run settles for up to 20 s and is measured for 40 s: second 22 to 26 is in the middle.
DOTNET_EnableWriteXorExecute=0 DOTNET_PerfMapEnabled=1 dotnet run -c Release --no-build --project test/Orleans.Workflows.Benchmarks -- \
  order10 --store "$store" --concurrency "$concurrency" --seconds 40 --json "$work/run.json" >"$work/run.txt" 2>&1 &
benchmark=$!
sleep 22
perf record -q -F 1499 -e cpu-clock -a -g -o "$work/samples" -- sleep 4 2>"$work/perf.txt"
perf script -i "$work/samples" -F comm,pid,tid,ip,sym,dso 2>/dev/null >"$work/stacks"
wait "$benchmark" || { cat "$work/run.txt" >&2; exit 1; }
cat "$work/run.txt" >&2

[ -z "$result" ] || exec >"$result"
awk '
  function part_of(frame,    name) {
    if (frame ~ /libclrjit/) return "just-in-time compiler"
    if (frame ~ /libclrgc/) return "garbage collector"
    if (frame ~ /e_sqlite3/) return "database"
    if (match(frame, /\[[A-Za-z][A-Za-z0-9_.]+\]/)) name = substr(frame, RSTART + 1, RLENGTH - 2)
    else if (match(frame, /\/[A-Za-z0-9_.]+\.dll/)) name = substr(frame, RSTART + 1, RLENGTH - 5)
    else return ""
    if (name ~ /^(Npgsql|Microsoft\.Data\.Sqlite|SQLitePCL)/) return "driver"
    if (name ~ /^System\.Text\./) return "JSON"
    if (name ~ /^Orleans\.Workflows\.(Core|Language)$/) return "core and language"
    if (name ~ /^Orleans\.Workflows\.Journal$/) return "our journal"
    if (name ~ /^Orleans\.Workflows\.(Grains|Hosting)$/) return "our grains"
    if (name ~ /^Orleans\.Workflows\./) return "the benchmark"
    if (name ~ /^(Orleans|Polly|Microsoft\.Extensions)/) return "Orleans"
    return ""
  }
  function count() {
    if (thread == "" || thread ~ /^(swapper|perf)/) return
    total++
    if (thread ~ /^postgres/) part = "database"
    else if (thread ~ /Tiered/) part = "just-in-time compiler"
    else if (thread ~ /GC/) part = "garbage collector"
    else if (part == "" && thread ~ /^workflows-jour/) part = "database"
    samples[part == "" ? "waking threads, the kernel, the rest" : part]++
  }
  /^[^ \t]/ { count(); part = ""; thread = $0; next }
  part == "" && NF { part = part_of($0) }
  END { count(); for (name in samples) printf "%5.1f %%\t%s\n", 100 * samples[name] / total, name }
' "$work/stacks" | sort -rn
