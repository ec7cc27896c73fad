# shellcheck shell=bash
# Messages, processes and ports for hack/control-plane.

# Everything a person reads goes to stderr; stdout is for what a program reads.
say() { printf '%s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# How many seconds this script has run, for progress lines.
elapsed() { printf '%3ds' "$SECONDS"; }

have() { command -v "$1" >/dev/null 2>&1; }

# The start time of a process, so that a pid the kernel gave to somebody else is
# never taken for ours; empty when there is no such process or it is a zombie.
proc_start() { # pid
  local stat
  if [[ -r /proc/self/stat ]]; then
    { read -r stat </proc/"$1"/stat; } 2>/dev/null || return 0
    stat=${stat##*) } # after the command's name, which may hold anything
    # shellcheck disable=SC2086
    set -- $stat
    [[ $1 == Z || $1 == X ]] || printf '%s' "${20}"
  else
    case $(ps -o state= -p "$1" 2>/dev/null) in
      '' | Z*) ;;
      *) ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' '_' ;;
    esac
  fi
}

# A pid file holds "pid start-time".
write_pid() { # file pid
  printf '%s %s\n' "$2" "$(proc_start "$2")" >"$1.tmp"
  mv -f "$1.tmp" "$1"
}

# Prints the pid of a pid file when that very process lives; fails otherwise.
live_pid() { # file
  local pid='' start=''
  [[ -r $1 ]] || return 1
  read -r pid start <"$1" || return 1
  [[ -n $pid && -n $start && $(proc_start "$pid") == "$start" ]] || return 1
  printf '%s' "$pid"
}

# Waits until the process of a pid file ended; fails after so many seconds.
wait_gone() { # file seconds
  local deadline=$((SECONDS + $2))
  while live_pid "$1" >/dev/null; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}

# A port nobody listens on at 127.0.0.1, below the range the kernel hands out
# itself and not among those already chosen. Sets PORT.
TAKEN_PORTS=' '
pick_port() {
  local tries=0
  while ((tries++ < 200)); do
    PORT=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    [[ $TAKEN_PORTS == *" $PORT "* ]] && continue
    (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null && continue
    TAKEN_PORTS+="$PORT "
    return 0
  done
  die "no free port found on 127.0.0.1"
}
