#!/bin/bash
# Runs Debian's OpenStack Swift on loopback as a peer to measure beside: one of each server, tempauth, a single replica.
#   swift.sh DIR PORT   DIR: on a file system with user xattrs; PORT: the proxy's, the next five are taken too
# Once it serves, prints "ready STORAGE_URL TOKEN PIDS..." and runs until it is ended.
set -eu
export PATH=/usr/bin:/bin:/usr/sbin:/sbin
unset PYTHONPATH
dir=$1 port=$2
account=$((port + 1)) container=$((port + 2)) object=$((port + 3)) memcached=$((port + 4))

missing=
for package in swift-proxy swift-account swift-container swift-object swift memcached; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "installing$missing" >&2
  apt-get update -qq >&2
  # shellcheck disable=SC2086 # one word per package
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
fi

mkdir -p "$dir/devices/d1" "$dir/log"
cd "$dir"
for kind in account container object; do
  rm -f "$kind.builder" "$kind.ring.gz"
  swift-ring-builder "$kind.builder" create 8 1 0 >/dev/null
  swift-ring-builder "$kind.builder" add "r1z1-127.0.0.1:${!kind}/d1" 1 >/dev/null
  swift-ring-builder "$kind.builder" rebalance >/dev/null
done

cat > proxy.conf <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
swift_dir = $dir
workers = 2
user = $(id -un)
log_level = WARNING
log_address = $dir/nowhere
[pipeline:main]
pipeline = catch_errors cache tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$memcached
[filter:tempauth]
use = egg:swift#tempauth
user_bench_bench = bench .admin
END
for kind in account container object; do
  workers=1
  [ "$kind" = object ] && workers=2
  cat > "$kind.conf" <<END
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${!kind}
swift_dir = $dir
devices = $dir/devices
mount_check = false
workers = $workers
user = $(id -un)
log_level = WARNING
log_address = $dir/nowhere
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
recon_cache_path = $dir
END
done

pids=
# SIGTERM to each by its own id: the servers end their workers with them.
trap 'kill $pids 2>/dev/null; wait; exit 0' TERM INT
memcached -l 127.0.0.1 -p "$memcached" -u "$(id -un)" >"$dir/log/memcached" 2>&1 & pids="$pids $!"
for kind in account container object proxy; do
  "swift-$kind-server" "$dir/$kind.conf" >"$dir/log/$kind" 2>&1 & pids="$pids $!"
done

for _ in $(seq 100); do
  answer=$(curl -s -i -H 'X-Auth-User: bench:bench' -H 'X-Auth-Key: bench' "http://127.0.0.1:$port/auth/v1.0" \
    | tr -d '\r') || true
  token=$(sed -n 's/^X-Auth-Token: //Ip' <<<"$answer")
  url=$(sed -n 's/^X-Storage-Url: //Ip' <<<"$answer")
  if [ -n "$token" ]; then
    echo "ready $url $token$pids"
    wait
    exit 0
  fi
  sleep 0.2
done
echo "swift.sh: the proxy did not come up; see $dir/log" >&2
kill $pids
exit 1
