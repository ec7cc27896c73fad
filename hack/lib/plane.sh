# shellcheck shell=bash
# One control plane: its folder, its processes, its health.
#
# DIR/kubeconfig    administrator (system:masters)
# DIR/logs/*.log    one per component
# DIR/pids/*.pid    "pid start-time", one per component
# DIR/ports         name=port lines
# DIR/pki, DIR/etcd keys and certificates, data

COMPONENTS='etcd kube-apiserver kube-controller-manager kube-scheduler kwok'
MARKER=.heterodyne-control-plane
START_TIMEOUT=${HETERODYNE_START_TIMEOUT:-60}

planes_base() { printf '%s/heterodyne-%s' "${XDG_RUNTIME_DIR:-/tmp}" "$(id -u)"; }

# The folder of a command that wants a running plane.
resolve_dir() {
  local d found=()
  if [[ -z $DIR ]]; then
    for d in "$(planes_base)"/*/; do
      [[ -e $d/$MARKER && -d $d/pids ]] && found+=("${d%/}")
    done
    case ${#found[@]} in
      0) die "no control plane runs in $(planes_base) (name its folder with --dir)" ;;
      1) DIR=${found[0]} ;;
      *) die "several control planes run; name one with --dir:$(printf '\n  %s' "${found[@]}")" ;;
    esac
  fi
  [[ -e $DIR/$MARKER ]] || die "$DIR has no control plane"
  DIR=$(cd "$DIR" && pwd)
}

port_of() { sed -n "s/^$1=//p" "$DIR/ports" 2>/dev/null || true; }

# ---- health ------------------------------------------------------------------

probe() { # url; true when it answers with success
  curl --noproxy '*' --silent --fail --max-time 5 --output /dev/null \
    --cacert "$DIR/pki/ca.crt" --cert "$DIR/pki/admin.crt" --key "$DIR/pki/admin.key" "$1" 9>&-
}

healthy() { # component
  local port
  port=$(port_of "$1")
  [[ -n $port ]] || return 1
  case $1 in
    etcd) probe "http://127.0.0.1:$port/health" ;;
    kube-apiserver) probe "https://127.0.0.1:$port/readyz" ;;
    kube-*) probe "https://127.0.0.1:$port/healthz" ;;
    kwok) probe "http://127.0.0.1:$port/healthz" ;;
  esac
}

plane_status() {
  local name pid health rc=0
  printf '%-24s %-8s %-6s %s\n' COMPONENT PID PORT HEALTH
  for name in $COMPONENTS; do
    if ! pid=$(live_pid "$DIR/pids/$name.pid"); then
      pid=- health='not running' rc=1
    elif healthy "$name"; then
      health=healthy
    else
      health=unhealthy rc=1
    fi
    printf '%-24s %-8s %-6s %s\n' "$name" "$pid" "$(port_of "$name")" "$health"
  done
  return "$rc"
}

# ---- stop ----------------------------------------------------------------------

signal() { # component signal
  local pid
  if pid=$(live_pid "$DIR/pids/$1.pid"); then kill "-$2" "$pid" 2>/dev/null || true; fi
}

# The components end in the reverse order of their start; kube-apiserver before
# etcd, without which its graceful stop hangs. Those that only watch the API
# server end at the same time.
stop_components() {
  local name group seconds
  for group in 'kwok kube-scheduler kube-controller-manager' kube-apiserver etcd; do
    for name in $group; do signal "$name" TERM; done
    for name in $group; do
      seconds=5
      [[ $name != kube-apiserver ]] || seconds=10
      if ! wait_gone "$DIR/pids/$name.pid" "$seconds"; then
        signal "$name" KILL
        wait_gone "$DIR/pids/$name.pid" 10 || say "warning: $name does not end: pid $(live_pid "$DIR/pids/$name.pid")"
      fi
      rm -f "$DIR/pids/$name.pid"
    done
  done
}

# Removes what `up` made; the logs stay when they are wanted.
remove_state() { # keep-logs
  if [[ -z $1 && -e $DIR/.fresh ]]; then
    rm -rf "$DIR"
    return 0
  fi
  rm -rf "$DIR/etcd" "$DIR/pki" "$DIR/pids" "$DIR/kwok" "$DIR/kubeconfig" "$DIR/ports" "$DIR/ready" "$DIR/audit-policy.yaml"
}

plane_down() { # keep-logs
  local pid
  if pid=$(live_pid "$DIR/pids/up.pid") && [[ $pid != "$$" ]]; then
    # Somebody is still starting it: that process takes down what it started.
    kill -TERM "$pid" 2>/dev/null || true
    wait_gone "$DIR/pids/up.pid" 40 || kill -KILL "$pid" 2>/dev/null || true
  fi
  if pid=$(live_pid "$DIR/pids/watchdog.pid") && [[ $pid != "$$" ]]; then
    kill -KILL "$pid" 2>/dev/null || true
  fi
  stop_components
  remove_state "$1"
}

# ---- watchdog ------------------------------------------------------------------

# Runs beside `up` and, with --owner-pid, for as long as the plane lives. It
# stops the plane when `up` was killed before it was done, and when the owner ended.
watch_main() { # dir up-pid up-start owner-pid owner-start
  local up=$2 up_start=$3 owner=$4 owner_start=$5 tick
  DIR=$1
  trap '' HUP INT
  # A pipe nobody writes to: reading from it sleeps without a child process.
  exec {tick}<> <(:)
  while [[ -d $DIR/pids ]]; do
    if [[ $owner != 0 && $(proc_start "$owner") != "$owner_start" ]]; then
      plane_down ''
      exit 0
    fi
    if [[ -e $DIR/ready ]]; then
      [[ $owner != 0 ]] || exit 0
    elif [[ $(proc_start "$up") != "$up_start" ]]; then
      plane_down ''
      exit 0
    fi
    read -r -t 0.5 -u "$tick" || true
  done
  exit 0
}

# ---- start ---------------------------------------------------------------------

# Starts a process that outlives this script, with its own session and log.
spawn() { # name command...
  local name=$1 pid launcher=(nohup)
  shift
  if have setsid; then launcher=(setsid); fi
  "${launcher[@]}" "$@" >"$DIR/logs/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  disown "$pid"
  write_pid "$DIR/pids/$name.pid" "$pid"
}

# Starts a component with the arguments that HETERODYNE_<NAME>_ARGS adds.
start() { # name args...
  local name=$1 variable extra=() binary
  shift
  variable=${name//-/_}
  variable=HETERODYNE_${variable^^}_ARGS
  read -ra extra <<<"${!variable:-}"
  binary=$(find_binary "$name")
  say "[$(elapsed)] starting $name on 127.0.0.1:$(port_of "$name")"
  spawn "$name" "$binary" "$@" "${extra[@]}"
}

# A component did not come up: says so with the end of its log, and gives up;
# or returns for another try when only a port was taken meanwhile.
failed() { # name what
  local log=$DIR/logs/$1.log
  if grep -q 'address already in use' "$log" 2>/dev/null; then
    say "[$(elapsed)] $1 found its port taken"
    return 1
  fi
  say ''
  say "error: $1 $2. The end of its log ($log):"
  tail -n 30 "$log" 2>/dev/null | cut -c1-400 | sed 's/^/    /' >&2
  say ''
  exit 1
}

await() { # name...; fails when a port was taken
  local name deadline=$((SECONDS + START_TIMEOUT))
  for name in "$@"; do
    until healthy "$name"; do
      if ! live_pid "$DIR/pids/$name.pid" >/dev/null; then
        failed "$name" "ended during its start" || return 1
      fi
      if ((SECONDS >= deadline)); then
        failed "$name" "is not healthy after $START_TIMEOUT seconds" || return 1
      fi
      sleep 0.1
    done
  done
}

certificate() { # name subject [subjectAltName]
  local d=$DIR/pki
  {
    printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth,serverAuth\n'
    [[ -z ${3:-} ]] || printf 'subjectAltName=%s\n' "$3"
  } >"$d/$1.ext"
  openssl ecparam -name prime256v1 -genkey -noout -out "$d/$1.key"
  openssl req -new -key "$d/$1.key" -subj "$2" -out "$d/$1.csr"
  openssl x509 -req -in "$d/$1.csr" -CA "$d/ca.crt" -CAkey "$d/ca.key" -CAcreateserial -sha256 -days 365 \
    -extfile "$d/$1.ext" -out "$d/$1.crt" 2>/dev/null
  rm -f "$d/$1.ext" "$d/$1.csr"
}

make_pki() {
  local d=$DIR/pki
  mkdir -p "$d"
  openssl ecparam -name prime256v1 -genkey -noout -out "$d/ca.key"
  cat >"$d/ca.cnf" <<'TEXT'
[req]
distinguished_name = dn
x509_extensions = ca
prompt = no
[dn]
CN = heterodyne-control-plane
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,digitalSignature,keyCertSign,cRLSign
subjectKeyIdentifier = hash
TEXT
  openssl req -x509 -new -key "$d/ca.key" -config "$d/ca.cnf" -sha256 -days 365 -out "$d/ca.crt"
  rm -f "$d/ca.cnf"
  certificate server /CN=kube-apiserver \
    'DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local,IP:127.0.0.1,IP:10.96.0.1'
  certificate admin /O=system:masters/CN=admin
  certificate kwok /O=system:masters/CN=system:kwok
  certificate kube-controller-manager /CN=system:kube-controller-manager
  certificate kube-scheduler /CN=system:kube-scheduler
  openssl ecparam -name prime256v1 -genkey -noout -out "$d/service-account.key"
  openssl ec -in "$d/service-account.key" -pubout -out "$d/service-account.pub" 2>/dev/null
}

write_kubeconfig() { # file certificate-name
  cat >"$1" <<TEXT
apiVersion: v1
kind: Config
current-context: heterodyne
contexts:
- name: heterodyne
  context:
    cluster: heterodyne
    user: $2
clusters:
- name: heterodyne
  cluster:
    server: https://127.0.0.1:$(port_of kube-apiserver)
    certificate-authority-data: $(openssl base64 -A -in "$DIR/pki/ca.crt")
users:
- name: $2
  user:
    client-certificate-data: $(openssl base64 -A -in "$DIR/pki/$2.crt")
    client-key-data: $(openssl base64 -A -in "$DIR/pki/$2.key")
TEXT
}

start_all() { # fails when a port was taken meanwhile
  local name pki=$DIR/pki etcd peer api audit=()
  rm -rf "$DIR/etcd" "$DIR/ports"
  for name in $COMPONENTS etcd-peer; do
    pick_port # sets PORT
    printf '%s=%s\n' "$name" "${PORT:?}" >>"$DIR/ports"
  done
  etcd=$(port_of etcd) peer=$(port_of etcd-peer) api=$(port_of kube-apiserver)
  write_kubeconfig "$DIR/kubeconfig" admin
  for name in kube-controller-manager kube-scheduler kwok; do
    write_kubeconfig "$pki/$name.kubeconfig" "$name"
  done

  # The data are disposable, so nothing waits for the disk.
  start etcd --name=default --data-dir="$DIR/etcd" --unsafe-no-fsync --log-level=warn \
    --listen-client-urls="http://127.0.0.1:$etcd" --advertise-client-urls="http://127.0.0.1:$etcd" \
    --listen-peer-urls="http://127.0.0.1:$peer" --initial-advertise-peer-urls="http://127.0.0.1:$peer" \
    --initial-cluster="default=http://127.0.0.1:$peer"
  await etcd || return 1

  if [[ -n $AUDIT ]]; then
    cat >"$DIR/audit-policy.yaml" <<'TEXT'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: Metadata
TEXT
    audit=(--audit-policy-file="$DIR/audit-policy.yaml" --audit-log-path="$DIR/audit.log"
      --audit-log-mode=blocking --audit-log-maxsize=4096)
  fi
  # No endpoints for the service kubernetes: 127.0.0.1 may not be one.
  start kube-apiserver --etcd-servers="http://127.0.0.1:$etcd" \
    --bind-address=127.0.0.1 --secure-port="$api" --advertise-address=127.0.0.1 --external-hostname=localhost \
    --endpoint-reconciler-type=none --kubelet-preferred-address-types=InternalIP \
    --tls-cert-file="$pki/server.crt" --tls-private-key-file="$pki/server.key" --client-ca-file="$pki/ca.crt" \
    --authorization-mode=Node,RBAC --allow-privileged=true \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$pki/service-account.pub" \
    --service-account-signing-key-file="$pki/service-account.key" \
    --service-cluster-ip-range=10.96.0.0/16 \
    --max-requests-inflight=2000 --max-mutating-requests-inflight=1000 "${audit[@]}"
  await kube-apiserver || return 1

  start kube-controller-manager --kubeconfig="$pki/kube-controller-manager.kubeconfig" \
    --bind-address=127.0.0.1 --secure-port="$(port_of kube-controller-manager)" \
    --tls-cert-file="$pki/server.crt" --tls-private-key-file="$pki/server.key" \
    --authentication-skip-lookup --leader-elect=false --kube-api-qps=500 --kube-api-burst=1000 \
    --use-service-account-credentials=true --root-ca-file="$pki/ca.crt" \
    --service-account-private-key-file="$pki/service-account.key" \
    --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key"
  start kube-scheduler --kubeconfig="$pki/kube-scheduler.kubeconfig" \
    --bind-address=127.0.0.1 --secure-port="$(port_of kube-scheduler)" \
    --tls-cert-file="$pki/server.crt" --tls-private-key-file="$pki/server.key" \
    --authentication-skip-lookup --leader-elect=false --kube-api-qps=500 --kube-api-burst=1000
  # A work folder of its own: KWOK would read ~/.kwok/kwok.yaml otherwise. In it
  # is what `kubectl logs` shows for any pod.
  export KWOK_WORKDIR=$DIR/kwok
  mkdir -p "$DIR/kwok"
  printf '2024-01-01T00:00:00.000000000Z stdout F (KWOK plays this pod: no container runs, so there is no log)\n' \
    >"$DIR/kwok/pod.log"
  cat >"$DIR/kwok/logs.yaml" <<TEXT
apiVersion: kwok.x-k8s.io/v1alpha1
kind: ClusterLogs
metadata:
  name: all
spec:
  logs:
  - logsFile: $DIR/kwok/pod.log
TEXT
  start kwok --kubeconfig="$pki/kwok.kubeconfig" \
    --config="$HACK/kwok/node.yaml" --config="$HACK/kwok/pod.yaml" --config="$DIR/kwok/logs.yaml" \
    --tls-cert-file="$pki/server.crt" --tls-private-key-file="$pki/server.key" \
    --manage-all-nodes=false --manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake \
    --server-address="127.0.0.1:$(port_of kwok)" --node-ip=127.0.0.1 --node-port="$(port_of kwok)" \
    --cidr=10.244.0.0/16 --node-lease-duration-seconds=40
  await kwok kube-scheduler kube-controller-manager || return 1

  # Pods are refused until their service account is there.
  local deadline=$((SECONDS + START_TIMEOUT))
  until probe "https://127.0.0.1:$api/api/v1/namespaces/default/serviceaccounts/default"; do
    ((SECONDS < deadline)) ||
      failed kube-controller-manager "made no service account 'default' within $START_TIMEOUT seconds" || return 1
    sleep 0.1
  done
}

# The EXIT trap of `up`: whatever ends it before it is done, nothing stays.
up_ended() {
  local rc=$?
  trap '' INT TERM HUP
  set +e
  abandon_obtaining
  if [[ -n $DIR && -d $DIR/pids ]]; then
    local pid
    pid=$(live_pid "$DIR/pids/watchdog.pid") && kill -KILL "$pid" 2>/dev/null
    stop_components
    if ((rc > 128)) && [[ -e $DIR/.fresh ]]; then
      remove_state '' # called off, so nobody wants the logs
      say "stopped what was started"
    else
      remove_state keep
      say "stopped what was started; the logs stay in $DIR/logs"
    fi
  fi
  exit "$rc"
}

plane_up() {
  local tool tries=0 owner_start=0 begin
  umask 077
  for tool in curl openssl tar sed awk; do
    have "$tool" || die "$tool is needed"
  done
  if [[ -n $OWNER ]]; then
    [[ $OWNER =~ ^[0-9]+$ ]] || die "--owner-pid: '$OWNER' is not a pid"
    owner_start=$(proc_start "$OWNER")
    [[ -n $owner_start ]] || die "--owner-pid: no process $OWNER"
  fi
  if [[ -n $DIR && -e $DIR/$MARKER ]]; then
    # shellcheck disable=SC2086
    for tool in up $COMPONENTS; do
      ! live_pid "$DIR/pids/$tool.pid" >/dev/null ||
        die "a control plane runs in $DIR already (hack/control-plane down --dir $DIR stops it)"
    done
  elif [[ -n $DIR && -d $DIR && -n $(ls -A "$DIR") ]]; then
    die "$DIR is not empty and not the folder of a control plane"
  fi

  local dir=$DIR
  DIR='' # not ours yet, as far as the EXIT trap is concerned
  trap up_ended EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  # shellcheck disable=SC2086
  obtain $COMPONENTS
  begin=$SECONDS

  if [[ -n $dir ]]; then
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
  else
    mkdir -p "$(planes_base)"
    dir=$(mktemp -d "$(planes_base)/plane.XXXXXX")
    : >"$dir/.fresh"
  fi
  DIR=$dir
  : >"$DIR/$MARKER"
  remove_state keep
  rm -rf "$DIR/logs" "$DIR/audit.log"
  mkdir -p "$DIR/logs" "$DIR/pids"
  write_pid "$DIR/pids/up.pid" $$
  spawn watchdog "$SELF" __watch "$DIR" $$ "$(proc_start $$)" "${OWNER:-0}" "$owner_start"

  say "[$(elapsed)] control plane in $DIR (Kubernetes $KUBERNETES_VERSION)"
  make_pki
  until start_all; do
    stop_components
    ((++tries < 3)) || die "no free ports after $tries tries"
    say "[$(elapsed)] trying again with other ports"
  done
  : >"$DIR/ready"
  rm -f "$DIR/pids/up.pid"
  trap - EXIT
  say "[$(elapsed)] ready after $((SECONDS - begin))s"
  printf 'KUBECONFIG=%s\nDIR=%s\nAPISERVER=https://127.0.0.1:%s\n' \
    "$DIR/kubeconfig" "$DIR" "$(port_of kube-apiserver)"
}
