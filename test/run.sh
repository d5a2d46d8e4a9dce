#!/usr/bin/env bash
# Builds the solution once and runs every test project, one after the other.
# Needs bash, coreutils, awk and the .NET SDK. The last line is always "N passed, N failed[, N skipped]".
#
#   ./test/run.sh                    everything
#   ./test/run.sh Core Journal       only these projects (Orleans.Workflows.Core.Tests, ...)
#   ./test/run.sh --check-format     CSharpier's opinion counts as one more test
#
# ORLEANS_WORKFLOWS_TEST_POSTGRES   connection string of a PostgreSQL to use instead of one of our own
# CI=true                           a skipped test is a failure
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

configuration=${CONFIGURATION:-Release}
results=$PWD/TestResults
passed=0 failed=0 skipped=0

# Seconds that a project may take on two cores of an ordinary machine; on a slower one, or beside other work, so many times as long.
budget_of() {
  case $1 in
    Orleans.Workflows.Tidy) echo 90 ;;
    Orleans.Workflows.Language.Tests) echo 120 ;;
    Orleans.Workflows.Core.Tests) echo 180 ;;
    Orleans.Workflows.Journal.Tests) echo 180 ;;
    Orleans.Workflows.Grains.Tests) echo 240 ;;
    Orleans.Workflows.Server.Tests) echo 270 ;;
    Orleans.Workflows.Conformance.Tests) echo 120 ;;
    Orleans.Workflows.Chaos.Tests) echo 600 ;;
    *) echo 60 ;;
  esac
}

say() { printf '%s\n' "$*"; }

# How long two processors need for a fixed piece of work, in percent of what they need on an ordinary machine; from 100 to 400.
# Asked before each project, because other work may begin or end at any time.
slowness() {
  local began took
  began=$(date +%s%N)
  for _ in 1 2; do
    awk 'BEGIN { for (i = 0; i < 60000000; i++) x += i }' &
  done
  wait
  took=$((($(date +%s%N) - began) / 1000000))
  local percent=$((took * 100 / 1400))
  [ "$percent" -lt 100 ] && percent=100
  [ "$percent" -gt 400 ] && percent=400
  echo "$percent"
}

finish() {
  local line="$passed passed, $failed failed"
  [ "$skipped" -gt 0 ] && line="$line, $skipped skipped"
  if [ "$skipped" -gt 0 ] && [ "${CI:-}" = true ]; then
    say "CI=true: nothing may be skipped, $skipped tests were."
    [ "$failed" -gt 0 ] || failed_by_skip=1
  fi
  say "$line"
  [ "$failed" -eq 0 ] && [ -z "${failed_by_skip:-}" ]
  exit $?
}

apt_install() {
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  command -v apt-get >/dev/null || return 1
  ${sudo[@]+"${sudo[@]}"} apt-get update -qq >/dev/null 2>&1
  ${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

has_postgres() {
  [ -n "${ORLEANS_WORKFLOWS_TEST_POSTGRES:-}" ] || command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

has_nginx() {
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ]
}

bring_what_is_missing() {
  if ! has_postgres; then
    say "PostgreSQL is not installed: installing Debian's package postgresql"
    if ! apt_install postgresql || ! has_postgres; then
      say "PostgreSQL could not be installed here: its tests are skipped. Install it, or set ORLEANS_WORKFLOWS_TEST_POSTGRES to a connection string."
    fi
  fi
  # A web server is not put on a person's machine for one syntax check.
  if [ "${CI:-}" = true ] && ! has_nginx; then
    say "nginx is not installed: installing Debian's package nginx-light"
    apt_install nginx-light || say "nginx could not be installed here: the syntax of docker/nginx.conf cannot be checked."
  fi
}

check_format() {
  if dotnet tool restore >"$results/format.log" 2>&1 && dotnet csharpier check . >>"$results/format.log" 2>&1; then
    passed=$((passed + 1))
    say "  ok      formatting (CSharpier)"
  else
    failed=$((failed + 1))
    say "  FAILED  formatting; 'dotnet csharpier format .' mends it:"
    grep -E '^(Error|Warning)' "$results/format.log" | head -20 | sed 's/^/          /'
  fi
}

# Counts and failures of a trx file; a test line is "outcome seconds name", counters are "counters passed failed skipped".
read_trx() {
  awk '
    function attribute(name,    rest) {
      if (!match($0, "[ <]" name "=\"[^\"]*\"")) return ""
      rest = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
      gsub(/&quot;/, "\"", rest); gsub(/&lt;/, "<", rest); gsub(/&gt;/, ">", rest); gsub(/&amp;/, "\\&", rest)
      return rest
    }
    /<UnitTestResult / {
      split(attribute("duration"), time, ":")
      outcome = attribute("outcome")
      printf "test %s %.3f %s\n", outcome, time[1] * 3600 + time[2] * 60 + time[3], attribute("testName")
      if (outcome == "Passed") ok++; else if (outcome == "NotExecuted") not++; else bad++
    }
    END { printf "counters %d %d %d\n", ok, bad, not }
  ' "$1"
}

run_project() {
  local project=$1 name trx log budget status=0 began took counters
  name=$(basename "$project" .csproj)
  trx=$results/$name.trx log=$results/$name.log
  budget=$(($(budget_of "$name") * $(slowness) / 100))
  began=$(date +%s)
  timeout --kill-after=10 "$budget" dotnet test "$project" --no-build -c "$configuration" --nologo \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" --results-directory "$results" >"$log" 2>&1 </dev/null || status=$?
  took=$(($(date +%s) - began))

  local ok=0 bad=0 not=0
  if [ -f "$trx" ]; then
    read_trx "$trx" >"$results/$name.tests"
    read -r _ ok bad not < <(grep '^counters ' "$results/$name.tests")
  fi
  local trouble=""
  if [ "$status" -eq 124 ] || [ "$status" -eq 137 ]; then
    trouble="took longer than its budget of $budget s"
  elif [ $((ok + bad + not)) -eq 0 ]; then
    trouble="ran no test (exit code $status)"
  elif [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    trouble="ended with exit code $status"
  fi
  [ -n "$trouble" ] && bad=$((bad + 1))
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + not))

  if [ "$bad" -eq 0 ]; then
    say "$(printf '  ok      %-36s %5d passed%s  %4d s of %d' "$name" "$ok" "$([ "$not" -gt 0 ] && printf ', %d skipped' "$not")" "$took" "$budget")"
  else
    say "$(printf '  FAILED  %-36s %5d passed, %d failed  %4d s of %d' "$name" "$ok" "$bad" "$took" "$budget")"
    [ -n "$trouble" ] && say "          $name $trouble"
    grep -E '^test (Failed|Error|Timeout|Aborted) ' "$results/$name.tests" 2>/dev/null | cut -d' ' -f4- | head -50 | sed 's/^/          /'
    say "          --- the end of $log"
    grep -vE '^ *Passed ' "$log" | tail -60 | sed 's/^/          /'
  fi
  grep -E '^test NotExecuted ' "$results/$name.tests" 2>/dev/null | cut -d' ' -f4- | sed 's/^/          skipped: /'
}

wanted() {
  [ "${#only[@]}" -eq 0 ] && return 0
  local name
  for name in "${only[@]}"; do
    case $1 in "Orleans.Workflows.$name" | "Orleans.Workflows.$name.Tests" | "$name") return 0 ;; esac
  done
  return 1
}

only=() format=
for argument in "$@"; do
  case $argument in
    --check-format) format=1 ;;
    -h | --help) sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    -*) say "unknown option $argument; see --help"; exit 2 ;;
    *) only+=("$argument") ;;
  esac
done

command -v dotnet >/dev/null || { say "The .NET SDK is not installed (global.json says which)."; failed=1; finish; }
rm -rf "$results" && mkdir -p "$results"
bring_what_is_missing

say "Building ($configuration)"
began=$(date +%s)
if ! dotnet build Orleans.Workflows.sln -c "$configuration" --nologo -v q -clp:NoSummary >"$results/build.log" 2>&1 </dev/null; then
  grep -E '(error|warning) ' "$results/build.log" | sort -u | head -40
  say "The build failed; all of it is in $results/build.log"
  failed=1
  finish
fi
say "  ok      in $(($(date +%s) - began)) s"

say "Testing"
[ -n "$format" ] && check_format
# The cheap ones first: what they find, nobody needs to wait for.
for name in Tidy Language.Tests Core.Tests Journal.Tests Grains.Tests Server.Tests; do
  project=test/Orleans.Workflows.$name/Orleans.Workflows.$name.csproj
  [ -f "$project" ] && wanted "Orleans.Workflows.$name" && run_project "$project"
done
for project in test/*.Tests/*.csproj; do
  case $project in
    *.Language.Tests.csproj | *.Core.Tests.csproj | *.Journal.Tests.csproj | *.Grains.Tests.csproj | *.Server.Tests.csproj) continue ;;
  esac
  wanted "$(basename "$project" .csproj)" && run_project "$project"
done

say "The ten slowest tests"
cat "$results"/*.tests 2>/dev/null | awk '$1 == "test" && $2 != "NotExecuted"' | sort -k3,3 -rn | head -10 \
  | awk '{ seconds = $3; $1 = $2 = $3 = ""; sub(/^ +/, ""); printf "  %8.2f s  %s\n", seconds, $0 }'
finish
