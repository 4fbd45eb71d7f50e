#!/bin/bash
# Runs Debian's nginx on loopback as a peer to measure beside: one worker, one static file, all that makes it fast.
#   nginx.sh DIR PORT SIZE   DIR: empty; SIZE: bytes of the file
# Once it serves, prints "ready URL PID" and runs until it is ended.
set -eu
export PATH=/usr/bin:/bin:/usr/sbin:/sbin
dir=$1 port=$2 size=$3

if ! command -v nginx >/dev/null; then
  echo "installing nginx-light" >&2
  apt-get update -qq >&2
  # In runlevel 1 the package does not start a server of its own.
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >&2
fi

# The worker drops root: what it reads must be readable.
chmod 755 "$dir"
mkdir -p "$dir/www" "$dir/temp"
head -c "$size" /dev/urandom > "$dir/www/fixed"
cat > "$dir/nginx.conf" <<END
daemon off;
worker_processes 1;
pid $dir/nginx.pid;
error_log $dir/error.log warn;
events {
  worker_connections 20480;
}
worker_rlimit_nofile 40960;
http {
  access_log off;
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  open_file_cache max=1000 inactive=1h;
  open_file_cache_valid 1h;
  keepalive_timeout 1h;
  keepalive_requests 1000000000;
  client_body_temp_path $dir/temp/body;
  proxy_temp_path $dir/temp/proxy;
  fastcgi_temp_path $dir/temp/fastcgi;
  uwsgi_temp_path $dir/temp/uwsgi;
  scgi_temp_path $dir/temp/scgi;
  server {
    listen 127.0.0.1:$port backlog=4096;
    root $dir/www;
  }
}
END

nginx -p "$dir" -c "$dir/nginx.conf" -e "$dir/error.log" &
pid=$!
trap 'kill $pid 2>/dev/null; wait; exit 0' TERM INT
for _ in $(seq 100); do
  if curl -s -o "$dir/answer" "http://127.0.0.1:$port/fixed" && [ "$(stat -c %s "$dir/answer")" = "$size" ]; then
    echo "ready http://127.0.0.1:$port/fixed $pid"
    wait
    exit 0
  fi
  sleep 0.1
done
echo "nginx.sh: nginx did not come up; see $dir/error.log" >&2
kill $pid
exit 1
