#!/usr/bin/env bash
# The undone order: one order that is shipped, and one that cannot be, whose payment and reservation are undone again.
# Needs bash, curl and the .NET SDK.
#
#   ./examples/undo.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. examples/engine.sh

case ${1:-} in
  '') ;;
  -h | --help) sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
  *) fail "unknown option $1; see --help" ;;
esac

workflow=undone_order_workflow
server=''

# One event of the history as a line for people.
show_event() {
  local event=$1 step
  step=$(json_text "$event" stepId)
  case $(json_text "$event" type) in
    StepEntered) printf '    %s•%s %s\n' "$cyan" "$plain" "$step" ;;
    TaskFailed) printf '      %s✗ %s%s %s%s%s\n' "$red" "$(json_text "$event" error)" "$plain" "$dim" "$(json_text "$event" cause)" "$plain" ;;
    TaskRetryScheduled) printf '      %s↻ tries again%s\n' "$yellow" "$plain" ;;
    CompensationStarted) printf '    %s↩ undoes what was done%s\n' "$yellow" "$plain" ;;
    CompensationEntered) printf '    %s•%s %s\n' "$yellow" "$plain" "$step" ;;
    ExecutionSucceeded) printf '    %sSucceeded%s\n' "$green" "$plain" ;;
    ExecutionFailed) printf '    %sFailed: %s%s\n' "$red" "$(json_text "$event" error)" "$plain" ;;
  esac
}

# run_order ADDRESS
run_order() {
  local answer id line
  answer=$(curl -sS --max-time 30 -H 'Content-Type: application/json' \
    -d "{\"workflow\":\"$workflow\",\"input\":{\"amount\":30,\"address\":\"$1\"}}" "$url/workflow-executions")
  id=$(json_text "$answer" id)
  [ -n "$id" ] || fail "The execution could not be started: $answer"
  printf '\n%sTo %s%s  %s%s%s\n' "$bold" "$1" "$plain" "$dim" "$id" "$plain"
  while IFS= read -r line; do
    case $line in data:*) show_event "${line#data:}" ;; esac
  done < <(curl -sSN --max-time 60 "$url/workflow-executions/$id/stream")
}

trap '[ -z "$server" ] || stop_server "$server"' EXIT
trap 'exit 130' INT TERM
need curl dotnet
port=$(free_port 8080)
url=http://127.0.0.1:$port
folder=data/undo-example-$port
mkdir -p "$folder"
build_server "$folder/build.log"
dotnet "$server_dll" --urls "$url" --Storage:ConnectionString "Data Source=$folder/workflows.db" --Mocks:File examples/undo-mocks.yaml \
  >"$folder/server.log" 2>&1 </dev/null &
server=$!
wait_until_ready "$url" "$server" "$folder/server.log"

register "$url" examples/undone_order_workflow.yaml
run_order "12 Mill Lane"
run_order "the moon"
