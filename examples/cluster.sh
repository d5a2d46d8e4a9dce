#!/usr/bin/env bash
# The topology of docker-compose.yml as processes: a PostgreSQL of its own, three silos on it, orders through all of them.
# One silo is killed with SIGKILL while they run; every order ends all the same.
# Needs bash, curl, the .NET SDK and PostgreSQL's programs (Debian: apt-get install postgresql).
#
#   ./examples/cluster.sh [--orders N]    (default 60)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. examples/engine.sh

workflow=order_processing_workflow
orders=60
while [ $# -gt 0 ]; do
  case $1 in
    --orders) [ $# -ge 2 ] || fail "--orders needs a number"; orders=$2; shift ;;
    -h | --help) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
  shift
done

pids='' urls='' postgres_started=''
folder=$(mktemp -d "${TMPDIR:-/tmp}/orders-on-a-cluster.XXXXXX") || exit 1

# PostgreSQL refuses to run as root; its package brings the user postgres.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

clean_up() {
  local pid
  for pid in $pids; do
    kill "$pid" 2>/dev/null
  done
  for pid in $pids; do
    stop_server "$pid"
  done
  [ -z "$postgres_started" ] || as_postgres "$programs/pg_ctl" -D "$folder/postgres" -m fast -w stop >/dev/null 2>&1
  if [ -n "${ended:-}" ]; then
    rm -rf "$folder"
  else
    printf 'The logs are in %s\n' "$folder"
  fi
}

find_postgres() {
  local program
  if program=$(command -v initdb); then
    programs=$(dirname "$program")
  else
    programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
  fi
  [ -n "$programs" ] && [ -x "$programs/initdb" ] || fail "PostgreSQL is not installed (Debian: apt-get install postgresql)."
}

start_postgres() {
  find_postgres
  postgres_port=$(free_port 15432)
  chmod 755 "$folder"
  mkdir "$folder/postgres"
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder/postgres"
  fi
  as_postgres "$programs/initdb" -D "$folder/postgres" -U workflows --auth=trust --encoding=UTF8 --no-locale >"$folder/initdb.log" 2>&1 \
    || fail "initdb failed: $(tail -3 "$folder/initdb.log")"
  as_postgres "$programs/pg_ctl" -D "$folder/postgres" -w -l "$folder/postgres/server.log" \
    -o "-p $postgres_port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300" start >"$folder/postgres.log" 2>&1 \
    || fail "PostgreSQL did not start: $(tail -3 "$folder/postgres.log")"
  postgres_started=1
  printf '%sPostgreSQL%s  127.0.0.1:%d\n' "$bold" "$plain" "$postgres_port"
}

# start_silo NUMBER: adds to urls and pids
start_silo() {
  local port silo gateway
  port=$(free_port $((8080 + $1 * 10)))
  silo=$(free_port $((11200 + $1 * 10)))
  gateway=$(free_port $((30200 + $1 * 10)))
  dotnet "$server_dll" --urls "http://127.0.0.1:$port" --Mocks:File examples/mocks.yaml \
    --Storage:Provider PostgreSql --Storage:ConnectionString "Host=127.0.0.1;Port=$postgres_port;Username=workflows;Database=postgres" \
    --Silo:ClusterId orders --Silo:Port "$silo" --Silo:GatewayPort "$gateway" >"$folder/silo-$1.log" 2>&1 </dev/null &
  pids="$pids $!"
  urls="$urls http://127.0.0.1:$port"
}

nth() { shift "$1"; printf '%s' "$1"; }

# count STATUS: how many executions have it, by the answer of the first silo, page by page
count() {
  local page token='' total=0 part
  while :; do
    page=$(curl -sS --max-time 20 "$(nth 1 $urls)/workflow-executions?workflow=$workflow&status=$1&pageSize=500${token:+&pageToken=$token}") || return 1
    part=$(printf '%s' "$page" | grep -o "\"status\":\"$1\"" | wc -l)
    total=$((total + part))
    token=$(json_text "$page" nextPageToken)
    [ -n "$token" ] || break
  done
  printf '%d' "$total"
}

# start_order NUMBER: through the silos in turn; one that is away is passed over, and the same id makes that harmless
start_order() {
  local input tries=0 url
  input=$(nth $(($1 % 5 + 1)) examples/inputs/*.json)
  while [ "$tries" -lt 12 ]; do
    url=$(nth $((($1 + tries) % 3 + 1)) $urls)
    start_execution "$url" "$workflow" "$input" "order-$1" >/dev/null 2>>"$folder/starts.log" && return 0
    tries=$((tries + 1))
    sleep 0.2
  done
  fail "Order $1 could not be started."
}

trap clean_up EXIT
trap 'exit 130' INT TERM
need curl dotnet awk
build_server "$folder/build.log"
start_postgres
for number in 1 2 3; do start_silo "$number"; done
for number in 1 2 3; do wait_until_ready "$(nth "$number" $urls)" "$(nth "$number" $pids)" "$folder/silo-$number.log"; done
printf '%sSilos%s      %s\n' "$bold" "$plain" "$urls"

register "$(nth 1 $urls)" examples/order_processing_workflow.yaml
printf '%sOrders%s      %d, through the three silos in turn\n' "$bold" "$plain" "$orders"
order=0
while [ "$order" -lt "$orders" ]; do
  start_order "$order"
  order=$((order + 1))
  if [ "$order" -eq $((orders / 2)) ]; then
    running=$(count Running)
    kill -9 "$(nth 2 $pids)" && wait "$(nth 2 $pids)" 2>/dev/null
    printf '%sSIGKILL%s     silo 2, after %d starts, while %s orders were running\n' "$red" "$plain" "$order" "$running"
    killed=$SECONDS
  fi
done

deadline=$((SECONDS + 120))
while :; do
  running=$(count Running) succeeded=$(count Succeeded) failed=$(count Failed)
  printf '  %3d s after the kill: %3s running, %3s succeeded, %3s failed\n' $((SECONDS - killed)) "$running" "$succeeded" "$failed"
  [ $((succeeded + failed)) -lt "$orders" ] || break
  [ "$SECONDS" -lt "$deadline" ] || fail "$running orders did not end within 120 s."
  sleep 1
done

# Two of the five inputs succeed (the first and the last), three fail.
expected=$(((orders + 4) / 5 + orders / 5))
[ "$succeeded" -eq "$expected" ] || fail "$expected orders should have succeeded."
for number in 1 3; do
  answer=$(curl -sS --max-time 20 "$(nth "$number" $urls)/workflow-executions/order-0")
  [ "$(json_text "$answer" status)" = Succeeded ] || fail "Silo $number does not know how order 0 ended: $answer"
done
ended=1
printf '%sAll %d orders ended%s: %d succeeded, %d failed as they should, none was lost.\n' "$green" "$orders" "$plain" "$succeeded" "$failed"
