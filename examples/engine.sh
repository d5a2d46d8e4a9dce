# What the example scripts need: to build, start and stop servers, and to read their JSON with bash alone.
# Sourced, not run. Works with bash 3.2 (macOS).

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' yellow=$'\e[33m' cyan=$'\e[36m' plain=$'\e[0m'
else
  bold='' dim='' red='' green='' yellow='' cyan='' plain=''
fi

server_project=src/Orleans.Workflows.Server/Orleans.Workflows.Server.csproj
server_dll=src/Orleans.Workflows.Server/bin/Release/net10.0/Orleans.Workflows.Server.dll

fail() {
  printf '%s%s%s\n' "$red" "$*" "$plain" >&2
  exit 1
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "$program is not installed."
  done
}

# build_server LOG
build_server() {
  local began=$SECONDS
  printf '%sBuilding the server%s (the first time fetches its packages) … ' "$bold" "$plain"
  if ! dotnet build "$server_project" -c Release --nologo -v q -clp:NoSummary >"$1" 2>&1 </dev/null; then
    printf '\n'
    grep -E 'error ' "$1" | sort -u | head -20 >&2
    fail "The build failed; all of it is in $1"
  fi
  printf 'done in %d s\n' $((SECONDS - began))
}

# free_port FROM: the first port from FROM on where nobody listens
free_port() {
  local port=$1
  while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    port=$((port + 1))
  done
  printf '%d' "$port"
}

# wait_until_ready URL PID LOG
wait_until_ready() {
  local deadline=$((SECONDS + 60))
  until curl -fsS -o /dev/null --max-time 5 "$1/health/ready" 2>/dev/null; do
    if ! kill -0 "$2" 2>/dev/null || [ "$SECONDS" -ge "$deadline" ]; then
      tail -20 "$3" >&2
      fail "The server at $1 did not become ready; its log is $3"
    fi
    sleep 0.2
  done
}

# stop_server PID: gracefully, and by force if that takes longer than it should
stop_server() {
  local deadline=$((SECONDS + 40))
  kill "$1" 2>/dev/null || return 0
  while kill -0 "$1" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ]; do
    sleep 0.1
  done
  kill -9 "$1" 2>/dev/null
  wait "$1" 2>/dev/null
  return 0
}

# json_text JSON NAME: the first text member of that name; nothing when there is none. The server writes JSON without blanks.
json_text() {
  local rest=${1#*\"$2\":\"}
  [ "$rest" = "$1" ] && return 0
  printf '%s' "${rest%%\"*}"
}

# json_number JSON NAME: the first number of that name
json_number() {
  local rest=${1#*\"$2\":}
  [ "$rest" = "$1" ] && return 0
  printf '%s' "${rest%%[!0-9.]*}"
}

# register URL FILE
register() {
  local answer
  answer=$(curl -sS --max-time 30 -w '\n%{http_code}' -H 'Content-Type: application/yaml' --data-binary "@$2" "$1/workflows") \
    || fail "The server at $1 does not answer."
  case ${answer##*$'\n'} in
    200 | 201) ;;
    *) fail "$2 was refused: ${answer%$'\n'*}" ;;
  esac
}

# start_execution URL WORKFLOW FILE [ID]: prints the execution's id
start_execution() {
  local answer id=''
  [ -n "${4:-}" ] && id="\"id\":\"$4\","
  answer=$(printf '{%s"workflow":"%s","input":%s}' "$id" "$2" "$(cat "$3")" \
    | curl -sS --max-time 30 -w '\n%{http_code}' -H 'Content-Type: application/json' --data-binary @- "$1/workflow-executions") || return 1
  case ${answer##*$'\n'} in
    200 | 201) json_text "$answer" id ;;
    *) printf '%s\n' "${answer%$'\n'*}" >&2; return 1 ;;
  esac
}
