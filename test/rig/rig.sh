#!/bin/bash
# Docker hosts on one machine, each in namespaces of its own: `rig.sh run DIR HOST…` brings them up, says where they are and
# takes them down when its standard input ends; `rig.sh down DIR` takes down what a killed run left. Needs root on Linux.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")

run() {
  dir=$1
  shift
  # The script ends with its input only: a Ctrl-C of the terminal goes to whoever holds the other end.
  trap '' INT TERM HUP
  trap 'down "$dir"' EXIT
  chmod 711 "$dir"
  lay_network
  make_keys
  local index=0 name
  for name in "$@"; do start_host "$name" $((index += 1)); done
  index=0
  for name in "$@"; do
    wait_for_host "$name"
    echo "host $name 10.87.$slot.$((10 + (index += 1)))"
  done
  echo ready
  cat > /dev/null
}

# The name of a bridge is taken by whoever makes it first, and its number is the subnet: two rigs never meet.
lay_network() {
  for slot in $(seq 1 250); do
    if ip link add "mrig$slot" type bridge 2> /dev/null; then break; fi
  done
  echo "$slot" > "$dir/slot"
  ip address add "10.87.$slot.1/24" dev "mrig$slot"
  ip link set "mrig$slot" up
  # Docker's own policy for forwarded packets also meets bridged ones where br_netfilter is loaded.
  iptables -w -I FORWARD -i "mrig$slot" -o "mrig$slot" -j ACCEPT
}

make_keys() {
  ssh-keygen -q -t ed25519 -N '' -f "$dir/key"
  ssh-keygen -q -t ed25519 -N '' -f "$dir/hostkey"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=rig-ca \
    -keyout "$dir/ca-key.pem" -out "$dir/ca.pem" 2> /dev/null
  sign client clientAuth ''
}

# A key and a certificate signed by the rig's authority: name, usage, alternative name.
sign() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" \
    -keyout "$dir/$1-key.pem" -out "$dir/$1.csr" 2> /dev/null
  openssl x509 -req -in "$dir/$1.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca-key.pem" -CAcreateserial -days 2 \
    -extfile <(echo "extendedKeyUsage=$2"; [ -z "$3" ] || echo "subjectAltName=$3") -out "$dir/$1.pem" 2> /dev/null
}

start_host() {
  local name=$1 home=$dir/$1 address=10.87.$slot.$((10 + $2))
  mkdir -p "$home/run" "$home/data"
  sign "$name" serverAuth "IP:$address"
  echo "$address $(cut -d' ' -f1,2 "$dir/hostkey.pub")" >> "$dir/known_hosts"
  setsid unshare --net --mount --uts --pid --fork --mount-proc --kill-child --propagation private \
    bash "$here/host.sh" "$dir" "$name" "$address" "$slot" > "$home/log" 2>&1 < /dev/null &
  echo $! > "$home/pid"
  local inside
  until inside=$(cat "/proc/$!/task/$!/children" 2> /dev/null) && [ -n "$inside" ]; do sleep 0.01; done
  inside=${inside// /}
  ip link add "mrig$slot-$2" type veth peer name eth0 netns "$inside"
  ip link set "mrig$slot-$2" master "mrig$slot" up
  nsenter --target "$inside" --net ip address add "$address/24" dev eth0
  nsenter --target "$inside" --net ip link set eth0 up
  echo "$inside" > "$home/inside"
}

wait_for_host() {
  for _ in $(seq 300); do
    if docker --host "unix://$dir/$1/run/docker.sock" version > /dev/null 2>&1; then return; fi
    sleep 0.1
  done
  tail -5 "$dir/$1/log" >&2
  exit 1
}

down() {
  local dir=$1 home
  for home in "$dir"/*/; do
    docker --host "unix://$home/run/docker.sock" ps -aq 2> /dev/null |
      timeout 10 xargs -r docker --host "unix://$home/run/docker.sock" rm -fv > /dev/null 2>&1 || true
    # With the first process of its namespace everything on the host ends.
    kill -9 "$(cat "$home/pid" 2> /dev/null)" "$(cat "$home/inside" 2> /dev/null)" 2> /dev/null || true
  done
  if slot=$(cat "$dir/slot" 2> /dev/null); then
    iptables -w -D FORWARD -i "mrig$slot" -o "mrig$slot" -j ACCEPT 2> /dev/null || true
    for link in $(ip -o link show master "mrig$slot" 2> /dev/null | sed 's/^[0-9]*: \([^@:]*\).*/\1/') "mrig$slot"; do
      ip link del "$link" 2> /dev/null || true
    done
    remove_cgroups "mrig$slot"
  fi
  for _ in $(seq 50); do
    if rm -rf "$dir" 2> /dev/null; then break; fi
    sleep 0.1
  done
}

# They live until their last process has left.
remove_cgroups() {
  for _ in $(seq 50); do
    find /sys/fs/cgroup -depth -type d -path "*/$1/*" -exec rmdir {} + 2> /dev/null || true
    find /sys/fs/cgroup -depth -type d -name "$1" -exec rmdir {} + 2> /dev/null || true
    [ -n "$(find /sys/fs/cgroup -type d -name "$1" -print -quit 2> /dev/null)" ] || break
    sleep 0.1
  done
}

"$@"
