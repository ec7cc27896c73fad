# shellcheck shell=bash
# Where the binaries come from, in this order: a folder the user names, the
# cache, the project's release downloads (checksum verified), a build from the
# project's Go modules.

# shellcheck source=hack/lib/versions.sh
source "${BASH_SOURCE[0]%/*}/versions.sh"

CACHE=${HETERODYNE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/heterodyne}
USER_BIN=${HETERODYNE_BIN:-}
ALL_BINARIES='etcd kube-apiserver kube-controller-manager kube-scheduler kwok kubectl helm'

CURL=(curl --fail --silent --location --connect-timeout 4 --speed-limit 1024 --speed-time 20)

binary_version() { # name
  case $1 in
    kube*) printf '%s' "$KUBERNETES_VERSION" ;;
    etcd) printf '%s' "$ETCD_VERSION" ;;
    kwok) printf '%s' "$KWOK_VERSION" ;;
    helm) printf '%s' "$HELM_VERSION" ;;
    lws-manager) printf '%s' "$LWS_VERSION" ;;
    *) die "unknown binary '$1' (known: $ALL_BINARIES)" ;;
  esac
}

cached_binary() { printf '%s/bin/%s-%s' "$CACHE" "$1" "$(binary_version "$1")"; }

# Where a binary is now, without obtaining it; fails when it is nowhere.
find_binary() { # name
  local f
  if [[ -n $USER_BIN && -f $USER_BIN/$1 && -x $USER_BIN/$1 ]]; then
    printf '%s/%s' "$USER_BIN" "$1"
    return 0
  fi
  f=$(cached_binary "$1")
  [[ -x $f ]] || return 1
  printf '%s' "$f"
}

# ---- one caller at a time --------------------------------------------------

LOCK_HELD=''

lock_cache() {
  local lock=$CACHE/lock waited=''
  mkdir -p "$CACHE/bin"
  if have flock; then
    exec 9>>"$lock"
    if ! flock -n 9; then
      say "[$(elapsed)] another process is obtaining binaries; waiting for it ..."
      flock 9
    fi
    LOCK_HELD=flock
    return 0
  fi
  until mkdir "$lock.d" 2>/dev/null; do
    if [[ -f $lock.d/pid ]] && ! live_pid "$lock.d/pid" >/dev/null; then
      rm -rf "$lock.d" # its holder died
      continue
    fi
    [[ -n $waited ]] || say "[$(elapsed)] another process is obtaining binaries; waiting for it ..."
    waited=1
    sleep 1
  done
  write_pid "$lock.d/pid" $$
  LOCK_HELD=dir
}

unlock_cache() {
  case $LOCK_HELD in
    flock) exec 9>&- ;;
    dir) rm -rf "$CACHE/lock.d" ;;
  esac
  LOCK_HELD=''
}

# ---- what is under way, for a clean end ------------------------------------

OBTAIN_TMP=''
OBTAIN_PID=''

# Undoes a half-done download or build; the EXIT trap of the script calls it.
abandon_obtaining() {
  if [[ -n $OBTAIN_PID ]]; then
    # A build runs as a process group of its own: the go command has children.
    kill -TERM -- "-$OBTAIN_PID" 2>/dev/null || kill -TERM "$OBTAIN_PID" 2>/dev/null || true
    wait "$OBTAIN_PID" 2>/dev/null || true
    OBTAIN_PID=''
  fi
  [[ -z $OBTAIN_TMP ]] || rm -rf "$OBTAIN_TMP"
  OBTAIN_TMP=''
  unlock_cache
}

# Runs a command in a process group of its own with its output in a log, and
# says every 15 seconds that it still runs.
run_watched() { # what log command...
  local what=$1 log=$2 since=$SECONDS next=$((SECONDS + 15)) rc=0
  shift 2
  set -m
  "$@" >"$log" 2>&1 </dev/null 9>&- &
  OBTAIN_PID=$!
  set +m
  while kill -0 "$OBTAIN_PID" 2>/dev/null; do
    sleep 0.3
    if ((SECONDS >= next)); then
      say "[$(elapsed)]   still $what ($((SECONDS - since))s)"
      next=$((SECONDS + 15))
    fi
  done
  wait "$OBTAIN_PID" || rc=$?
  OBTAIN_PID=''
  return "$rc"
}

# ---- release downloads -----------------------------------------------------

DEAD_HOSTS=' '

# Downloads one file; a host that does not answer is not asked again.
download() { # url file
  local host=${1#*://} rc=0
  host=${host%%/*}
  [[ $DEAD_HOSTS == *" $host "* ]] && return 1
  "${CURL[@]}" --output "$2" "$1" 9>&- || rc=$?
  case $rc in
    0) return 0 ;;
    22) say "[$(elapsed)]   $host has no ${1##*/}" ;; # it answered, with an error
    *)
      DEAD_HOSTS+="$host "
      say "[$(elapsed)]   $host is not reachable from here (curl exit code $rc)"
      ;;
  esac
  return 1
}

sha256_of() { openssl dgst -sha256 -r "$1" | cut -c1-64; }

# Compares with the checksum the project publishes; a file that does not match is an error.
verify() { # file checksum what
  local got
  got=$(sha256_of "$1")
  if [[ ! $2 =~ ^[0-9a-f]{64}$ ]]; then
    say "[$(elapsed)]   no checksum found for $3; not using the download"
    return 1
  fi
  if [[ $got != "$2" ]]; then
    say "[$(elapsed)]   checksum mismatch for $3: published $2, got $got; not using the download"
    return 1
  fi
}

# The release file of a binary into $tmp/<name>, verified.
download_release() { # name tmp
  local name=$1 tmp=$2 version os arch url file sum
  version=$(binary_version "$name")
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    *) return 1 ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=amd64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) return 1 ;;
  esac
  case $name in
    kube-*) [[ $os == linux ]] || return 1 ;; # server binaries exist for Linux only
    lws-manager) return 1 ;; # released as an image only
  esac
  case $name in
    kube*)
      url=https://dl.k8s.io/release/$version/bin/$os/$arch/$name
      download "$url.sha256" "$tmp/sum" || return 1
      say "[$(elapsed)] downloading $name $version from dl.k8s.io"
      download "$url" "$tmp/$name" || return 1
      sum=$(cut -c1-64 "$tmp/sum")
      verify "$tmp/$name" "$sum" "$name" || return 1
      ;;
    etcd)
      file=etcd-$version-$os-$arch
      if [[ $os == linux ]]; then file+=.tar.gz; else file+=.zip; fi
      url=https://github.com/etcd-io/etcd/releases/download/$version
      download "$url/SHA256SUMS" "$tmp/sum" || return 1
      say "[$(elapsed)] downloading $name $version from github.com"
      download "$url/$file" "$tmp/$file" || return 1
      sum=$(awk -v f="$file" '$2 == f || $2 == "*" f { print $1 }' "$tmp/sum")
      verify "$tmp/$file" "$sum" "$file" || return 1
      # The tar of macOS reads zip files too.
      tar -xf "$tmp/$file" -C "$tmp" "etcd-$version-$os-$arch/etcd" || return 1
      mv "$tmp/etcd-$version-$os-$arch/etcd" "$tmp/etcd"
      ;;
    kwok)
      # kwok publishes no checksum file; GitHub itself publishes the digest of each asset.
      file=kwok-$os-$arch
      download "https://api.github.com/repos/kubernetes-sigs/kwok/releases/tags/$version" "$tmp/sum" || return 1
      say "[$(elapsed)] downloading $name $version from github.com"
      download "https://github.com/kubernetes-sigs/kwok/releases/download/$version/$file" "$tmp/kwok" || return 1
      sum=$(tr -d ' \n' <"$tmp/sum" | tr ',{' '[\n*]' | awk -v name="\"name\":\"$file\"" '
        $0 == name { found = 1 }
        found && /^"digest":"sha256:/ { print substr($0, 18, 64); exit }')
      verify "$tmp/kwok" "$sum" "$file" || return 1
      ;;
    helm)
      file=helm-$version-$os-$arch.tar.gz
      download "https://get.helm.sh/$file.sha256sum" "$tmp/sum" || return 1
      say "[$(elapsed)] downloading $name $version from get.helm.sh"
      download "https://get.helm.sh/$file" "$tmp/$file" || return 1
      sum=$(cut -c1-64 "$tmp/sum")
      verify "$tmp/$file" "$sum" "$file" || return 1
      tar -xzf "$tmp/$file" -C "$tmp" "$os-$arch/helm" || return 1
      mv "$tmp/$os-$arch/helm" "$tmp/helm"
      ;;
  esac
}

# ---- builds from the Go modules --------------------------------------------

# A module of our own that requires the project's, in the cache: the replace
# lines of a project do not count for those who depend on it, so that those of
# Kubernetes' staging repositories are written here, with the published versions.
write_go_module() { # dir module version
  local dir=$1 module=$2 version=$3 gomod staging
  mkdir -p "$dir"
  [[ -s $dir/go.mod ]] && return 0
  gomod=$(cd "$dir" && GOFLAGS='' go mod download -json "$module@$version" |
    sed -n 's/^[[:space:]]*"GoMod": "\(.*\)",*$/\1/p') || return 1
  [[ -r $gomod ]] || return 1
  {
    printf 'module heterodyne.dev/hack/control-plane\n\n'
    grep -E '^go [0-9]' "$gomod"
    grep -E '^godebug ' "$gomod" || true
    printf '\nrequire %s %s\n' "$module" "$version"
    if [[ $module == k8s.io/kubernetes ]]; then
      staging=v0.${version#v1.}
      printf '\nreplace (\n'
      sed -n "s#^[[:space:]]*\(k8s.io/[^ ]*\) => \./staging/.*#\1 => \1 $staging#p" "$gomod"
      printf ')\n'
    fi
  } >"$dir/go.mod.tmp"
  mv "$dir/go.mod.tmp" "$dir/go.mod"
}

go_build() { # dir output ldflags package
  cd "$1" && GOFLAGS=-mod=mod GOWORK=off CGO_ENABLED=0 \
    go build -trimpath -buildvcs=false -ldflags "-s -w $3" -o "$2" "$4"
}

build_from_modules() { # name tmp
  local name=$1 tmp=$2 version module package ldflags='' dir log v hint='about a minute' minor since=$SECONDS
  version=$(binary_version "$name")
  have go || return 1
  case $name in
    kube*)
      module=k8s.io/kubernetes package=k8s.io/kubernetes/cmd/$name
      minor=${version#v1.}
      for v in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        ldflags+=" -X $v.gitVersion=$version -X $v.gitMajor=1 -X $v.gitMinor=${minor%%.*} -X $v.gitTreeState=clean"
      done
      hint='the first Kubernetes binary takes about 5 minutes, each further one 1 to 2'
      ;;
    etcd) module=go.etcd.io/etcd/server/v3 package=$module ;;
    kwok)
      module=sigs.k8s.io/kwok package=$module/cmd/kwok
      ldflags="-X sigs.k8s.io/kwok/pkg/consts.Version=${version#v}"
      ;;
    helm)
      module=helm.sh/helm/v4 package=$module/cmd/helm
      ldflags="-X helm.sh/helm/v4/internal/version.version=$version"
      ;;
    lws-manager) module=sigs.k8s.io/lws package=$module/cmd ;;
  esac
  dir=$CACHE/gomod/${module//\//_}-$version
  log=$CACHE/log/build-$name-$version.log
  mkdir -p "$CACHE/log"
  rm -rf "${tmp:?}/$name" # a download that was refused
  say "[$(elapsed)] building $name $version from its Go modules ($hint)"
  if ! run_watched "resolving $module" "$log" write_go_module "$dir" "$module" "$version" ||
    ! run_watched "building $name" "$log" go_build "$dir" "$tmp/$name" "$ldflags" "$package"; then
    say "[$(elapsed)]   the build failed; the end of $log:"
    tail -n 20 "$log" | sed 's/^/    /' >&2
    return 1
  fi
  say "[$(elapsed)]   built $name in $((SECONDS - since))s"
}

# ---- all together ----------------------------------------------------------

obtain_binary() { # name; the lock is held
  local name=$1 target version
  target=$(cached_binary "$name")
  version=$(binary_version "$name")
  [[ -x $target ]] && return 0
  OBTAIN_TMP=$(mktemp -d "$CACHE/bin/.$name.XXXXXX")
  if ! download_release "$name" "$OBTAIN_TMP" && ! build_from_modules "$name" "$OBTAIN_TMP"; then
    say ''
    say "error: $name $version could not be obtained. Any one of these helps:"
    say "  - put an executable '$name' into a folder and name it: --bin DIR or HETERODYNE_BIN=DIR"
    if [[ $name != lws-manager ]]; then # its project releases it as an image only
      say "  - let this machine reach the project's release downloads (dl.k8s.io, github.com and"
      say "    api.github.com, get.helm.sh; the release downloads have Kubernetes servers for Linux only)"
    fi
    say "  - install Go 1.26 or later (https://go.dev/dl/) with access to a Go module proxy"
    exit 1
  fi
  chmod 0755 "$OBTAIN_TMP/$name"
  mv -f "$OBTAIN_TMP/$name" "$target"
  rm -rf "$OBTAIN_TMP"
  OBTAIN_TMP=''
}

# The CustomResourceDefinition of LeaderWorkerSet, from the user's folder or its Go module; prints where it is.
lws_definition() {
  local file=$CACHE/lws-$LWS_VERSION/leaderworkersets.yaml dir
  if [[ -n $USER_BIN && -s $USER_BIN/leaderworkersets.yaml ]]; then
    file=$USER_BIN/leaderworkersets.yaml
  elif [[ ! -s $file ]]; then
    have go || die "LeaderWorkerSet's definition comes from its Go module; install Go 1.26 or later (https://go.dev/dl/), or put it as leaderworkersets.yaml into the folder of --bin or HETERODYNE_BIN"
    mkdir -p "${file%/*}"
    dir=$(cd "$CACHE" && GOFLAGS='' GOWORK=off go mod download -json "sigs.k8s.io/lws@$LWS_VERSION" |
      sed -n 's/^[[:space:]]*"Dir": "\(.*\)",*$/\1/p') || return 1
    cp "$dir/config/crd/bases/leaderworkerset.x-k8s.io_leaderworkersets.yaml" "$file.$$"
    chmod 0644 "$file.$$"
    mv -f "$file.$$" "$file"
  fi
  printf '%s' "$file"
}

# Makes sure that all of these are somewhere.
obtain() { # name...
  local name missing=''
  for name in "$@"; do
    find_binary "$name" >/dev/null || missing+=" $name"
  done
  [[ -n $missing ]] || return 0
  say "[$(elapsed)] obtaining once, for the cache $CACHE:$missing"
  lock_cache
  rm -rf "$CACHE"/bin/.[a-z]*.?????? # of a process that was killed
  for name in $missing; do
    obtain_binary "$name"
  done
  unlock_cache
}

# A folder with every binary under its plain name, to put on a PATH.
path_folder() {
  local dir name link
  dir=$CACHE/path/kubernetes-$KUBERNETES_VERSION-etcd-$ETCD_VERSION-kwok-$KWOK_VERSION-helm-$HELM_VERSION
  [[ -z $USER_BIN ]] || dir+=-$(printf '%s' "$USER_BIN" | openssl dgst -sha256 -r | cut -c1-8)
  mkdir -p "$dir"
  for name in $ALL_BINARIES; do
    link=$(find_binary "$name")
    if [[ ! -e $dir/$name || $(readlink "$dir/$name") != "$link" ]]; then
      ln -s "$link" "$dir/.$name.$$"
      mv -f "$dir/.$name.$$" "$dir/$name"
    fi
  done
  printf '%s\n' "$dir"
}
