#!/usr/bin/env bash
# A trial of the deployment to a Prefect server: PostgreSQL, server, work pool, worker, one month;
# all on free ports of this machine, all stopped at the end; only FOLDER stays. The month is an
# example, unless FOLDER/home/inbox/MONTH is there. Usage: deploy/postgres_trial.sh [FOLDER [MONTH]]
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(realpath -m "${1:-data/trial}")
month=${2:-2026-10}
python=${PYTHON:-.venv/bin/python}
secret=$("$python" -c 'import secrets; print(secrets.token_hex(16))')
postgres=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$postgres" ] || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_user=()
if [ "$(id -u)" = 0 ]; then as_user=(runuser -u "$(id -un postgres 2>/dev/null || echo nobody)" --); fi

cluster=$(mktemp -d)
children=()
stop() {
  status=$?
  trap - EXIT
  for child in "${children[@]}"; do
    kill -TERM "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  done
  "${as_user[@]}" "$postgres/pg_ctl" -D "$cluster/db" stop -m fast >/dev/null 2>&1 || true
  rm -rf "$cluster"
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM

free_port() {
  "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

mkdir -p "$folder/home" "$folder/logs"
database=$(free_port)
port=$(free_port)
echo "$secret" >"$cluster/password"
[ ${#as_user[@]} = 0 ] || chown -R "${as_user[2]}" "$cluster"
cd "$cluster"
"${as_user[@]}" "$postgres/initdb" -D "$cluster/db" -U prefect --auth=scram-sha-256 \
  --pwfile="$cluster/password" -E UTF8 --locale=C >"$folder/logs/initdb.log"
"${as_user[@]}" "$postgres/pg_ctl" -D "$cluster/db" -w -l "$cluster/db.log" \
  -o "-p $database -k $cluster -c listen_addresses=127.0.0.1" start >/dev/null
cd - >/dev/null
PGPASSWORD=$secret "$postgres/createdb" -h 127.0.0.1 -p "$database" -U prefect prefect
echo "PostgreSQL  $("$postgres/postgres" --version)"

export PYTHONPATH=$PWD DO_NOT_TRACK=1 PREFECT_SERVER_ANALYTICS_ENABLED=false
export PREFECT_HOME=$folder/prefect RUMAHDATA_HOME=$folder/home
export PREFECT_API_URL=http://127.0.0.1:$port/api
export PREFECT_SERVER_API_HOST=127.0.0.1 PREFECT_SERVER_API_PORT=$port
export PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE=prefect.server.concurrency.lease_storage.filesystem
export PREFECT_FLOWS_HEARTBEAT_FREQUENCY=30

set -m # else what is started in the background ignores SIGINT, by which Prefect stops its children
PREFECT_SERVER_DATABASE_CONNECTION_URL=postgresql+asyncpg://prefect:$secret@127.0.0.1:$database/prefect \
  "$python" -m prefect server start >"$folder/logs/server.log" 2>&1 &
server=$!
set +m
children+=("$server")
sample=false
if [ ! -d "$RUMAHDATA_HOME/inbox/$month" ]; then
  sample=true
  "$python" -m flows.cli sample "$month" --out "$RUMAHDATA_HOME" >"$folder/logs/sample.log"
fi
"$python" - "$server" <<'PYTHON'
import os, sys, time, urllib.request
for _ in range(240):
    os.kill(int(sys.argv[1]), 0)
    try:
        urllib.request.urlopen(os.environ["PREFECT_API_URL"] + "/health", timeout=2)
        break
    except OSError:
        time.sleep(0.5)
else:
    sys.exit("the Prefect server does not answer: see its log")
PYTHON
echo "Server      http://127.0.0.1:$port"

"$python" -m prefect work-pool create rumahdata --type process >"$folder/logs/deploy.log" 2>&1
"$python" -m prefect --no-prompt deploy --all >>"$folder/logs/deploy.log" 2>&1
"$python" -m prefect automation create --from-file deploy/lost-runs.yaml >>"$folder/logs/deploy.log" 2>&1
echo "Deployed    release/monthly, reminder/monthly, lost-runs"

set -m
"$python" -m prefect worker start --pool rumahdata --name trial >"$folder/logs/worker.log" 2>&1 &
children=("$!" "${children[@]}") # the worker ends before its server
set +m
"$python" -m prefect deployment run release/monthly \
  --param "period=$month" --param "sample=$sample" --watch >"$folder/logs/run.log" 2>&1
"$python" -m flows.cli status "$month"
