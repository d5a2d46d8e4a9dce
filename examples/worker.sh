#!/usr/bin/env bash
# An event and a worker: an execution waits for somebody's approval, then for a label that this script prints, as a worker in any language would.
# Needs bash, curl and the .NET SDK.
#
#   ./examples/worker.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. examples/engine.sh

case ${1:-} in
  '') ;;
  -h | --help) sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
  *) fail "unknown option $1; see --help" ;;
esac

workflow=approved_label_workflow
server=''

# post PATH BODY
post() {
  curl -sS --max-time 40 -H 'Content-Type: application/json' -d "$2" "$url$1"
}

trap '[ -z "$server" ] || stop_server "$server"' EXIT
trap 'exit 130' INT TERM
need curl dotnet
port=$(free_port 8080)
url=http://127.0.0.1:$port
folder=data/worker-example-$port
mkdir -p "$folder"
build_server "$folder/build.log"
dotnet "$server_dll" --urls "$url" --Storage:ConnectionString "Data Source=$folder/workflows.db" >"$folder/server.log" 2>&1 </dev/null &
server=$!
wait_until_ready "$url" "$server" "$folder/server.log"

register "$url" examples/approved_label_workflow.yaml
answer=$(post /workflow-executions "{\"workflow\":\"$workflow\",\"input\":{\"order\":\"1042\"}}")
id=$(json_text "$answer" id)
[ -n "$id" ] || fail "The execution could not be started: $answer"
printf '%sExecution%s   %s waits for an approval\n' "$bold" "$plain" "$id"

post "/workflow-executions/$id/events" '{"name":"approved","payload":{"by":"Ada"},"correlation":{"order":"1042"},"eventId":"approval-1"}'
printf '%sEvent%s       approved by Ada\n' "$bold" "$plain"

task=$(post /task-queues/labels/poll '{"worker":"worker.sh","max":1,"wait":20}')
token=$(json_text "$task" token)
[ -n "$token" ] || fail "No task came."
printf '%sTask%s        %s of %s\n' "$bold" "$plain" "$(json_text "$task" stepId)" "$(json_text "$task" executionId)"
post "/tasks/$token/complete" '{"output":{"label":"L-17"}}'

curl -sSN --max-time 30 -o /dev/null "$url/workflow-executions/$id/stream"
answer=$(curl -sS --max-time 10 "$url/workflow-executions/$id")
printf '%sEnd%s         %s with the label %s, approved by %s\n' "$bold" "$plain" \
  "$(json_text "$answer" status)" "$(json_text "$answer" label)" "$(json_text "$answer" by)"
[ "$(json_text "$answer" status)" = Succeeded ] || fail "The execution did not succeed."
