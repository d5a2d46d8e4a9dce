#!/usr/bin/env bash
# The order example: builds and starts the server, registers the workflow, and runs every path through it, live.
# Needs bash, curl and the .NET SDK.
#
#   ./examples/order.sh              starts a server of its own and stops it at the end
#   ./examples/order.sh --keep       leaves that server running
#   ./examples/order.sh --url URL    uses a running server (started with --Mocks:File examples/mocks.yaml)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. examples/engine.sh

workflow=order_processing_workflow
keep='' url='' server=''

while [ $# -gt 0 ]; do
  case $1 in
    --keep) keep=1 ;;
    --url) [ $# -ge 2 ] || fail "--url needs a URL"; url=${2%/}; shift ;;
    -h | --help) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
  shift
done

clean_up() {
  if [ -n "$server" ] && [ -z "$keep" ]; then
    stop_server "$server"
  fi
}

start_own_server() {
  need dotnet
  local port folder
  port=$(free_port 8080)
  url=http://127.0.0.1:$port
  folder=data/order-example-$port
  mkdir -p "$folder"
  build_server "$folder/build.log"
  dotnet "$server_dll" --urls "$url" --Storage:ConnectionString "Data Source=$folder/workflows.db" --Mocks:File examples/mocks.yaml \
    >"$folder/server.log" 2>&1 </dev/null &
  server=$!
  wait_until_ready "$url" "$server" "$folder/server.log"
  printf '%sServer%s      %s  (process %d, SQLite in %s)\n' "$bold" "$plain" "$url" "$server" "$folder"
}

# One line of the stream: an event of the history, as a line for people. Sets path, result and color.
show_event() {
  local event=$1 step
  step=$(json_text "$event" stepId)
  case $(json_text "$event" type) in
    StepEntered)
      path="$path${path:+ → }$step"
      printf '    %s•%s %s\n' "$cyan" "$plain" "$step" ;;
    TaskFailed | TaskTimedOut)
      printf '      %s✗ attempt %s: %s%s %s%s%s\n' "$red" "$(json_number "$event" attempt)" "$(json_text "$event" error)" "$plain" \
        "$dim" "$(json_text "$event" cause)" "$plain" ;;
    TaskRetryScheduled) printf '      %s↻ tries again%s\n' "$yellow" "$plain" ;;
    ErrorCaught) printf '      %s↪ caught %s%s\n' "$yellow" "$(json_text "$event" error)" "$plain" ;;
    ExecutionSucceeded) result=Succeeded color=$green ;;
    ExecutionFailed) result="Failed: $(json_text "$event" error)" color=$red ;;
    ExecutionTimedOut) result=TimedOut color=$red ;;
    ExecutionCancelled) result=Cancelled color=$red ;;
  esac
}

# run_input FILE: starts an execution and follows its history until it has ended
run_input() {
  local id line path='' result='' color=''
  id=$(start_execution "$url" "$workflow" "$1") || fail "The execution could not be started."
  printf '\n%s%s%s  %s%s%s\n' "$bold" "$(basename "$1" .json)" "$plain" "$dim" "$id" "$plain"
  while IFS= read -r line; do
    case $line in data:*) show_event "${line#data:}" ;; esac
  done < <(curl -sSN --max-time 60 "$url/workflow-executions/$id/stream")
  printf '    %s%s%s\n' "$color" "${result:-did not end within 60 s}" "$plain"
  [ -n "$result" ] || unended=1
  summary="$summary$(printf '%s  %-20s %s%s%s\n    %s%s%s' "$bold" "$(basename "$1" .json)" "$plain$color" "${result:-Running}" "$plain" "$dim" "$path" "$plain")"$'\n'
}

trap clean_up EXIT
trap 'exit 130' INT TERM
need curl
[ -n "$url" ] || start_own_server

register "$url" examples/order_processing_workflow.yaml
printf '%sWorkflow%s    %s/workflows/%s\n' "$bold" "$plain" "$url" "$workflow"

summary='' unended=''
for input in examples/inputs/*.json; do
  run_input "$input"
done

printf '\n%sPaths and results%s\n%s\n' "$bold" "$plain" "$summary"
printf '  Dashboard   %s/dashboard\n  API page    %s/docs\n  Executions  %s/workflow-executions\n' "$url" "$url" "$url"
if [ -n "$server" ] && [ -n "$keep" ]; then
  printf '\nThe server goes on; stop it with: kill %d\n' "$server"
elif [ -n "$server" ]; then
  printf '\nThe server stops now; %s./examples/order.sh --keep%s leaves it running, so that these pages can be looked at.\n' "$bold" "$plain"
fi
[ -z "$unended" ] || fail "Not every execution ended."
