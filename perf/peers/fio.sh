#!/bin/bash
# Runs Debian's fio over a file as a peer to measure beside: io_uring, buffers and file registered, O_DIRECT.
#   fio.sh write-file FILE SIZE                          makes the file, every block written
#   fio.sh run FILE OPERATION BLOCK DEPTH SECONDS        prints fio's JSON
set -eu
export PATH=/usr/bin:/bin:/usr/sbin:/sbin

if ! command -v fio >/dev/null; then
  echo "installing fio" >&2
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fio >&2
fi

common=(--name=peer "--filename=$2" --direct=1 --output-format=json)
case $1 in
  write-file)
    fio "${common[@]}" --rw=write --bs=1M --ioengine=psync --end_fsync=1 "--size=$3" ;;
  run)
    # norandommap: it need not remember where it was, and neither do we.
    fio "${common[@]}" "--rw=$3" "--bs=$4" "--iodepth=$5" "--runtime=$6" --time_based --norandommap \
      --ioengine=io_uring --fixedbufs --registerfiles --nonvectored=1 ;;
  *)
    sed -n '2,4p' "$0" >&2
    exit 2 ;;
esac
