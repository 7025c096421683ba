#!/bin/sh
# Two machines as far as a network knows: `namespaces.sh run DIR` makes a bridge of this machine and two network namespaces on
# it, says where they are, and removes all of it when its standard input ends. Needs root on Linux.
set -eu
dir=$2
trap '' INT TERM HUP
trap 'down' EXIT

# The name of a bridge is taken by whoever makes it first, and its number is the subnet: two runs never meet.
up() {
  slot=1
  until ip link add "mnet$slot" type bridge 2> /dev/null; do
    slot=$((slot + 1))
    [ "$slot" -le 250 ]
  done
  ip address add "10.86.$slot.1/24" dev "mnet$slot"
  ip link set "mnet$slot" up
  # A policy for forwarded packets also meets bridged ones where br_netfilter is loaded.
  iptables -w -I FORWARD -i "mnet$slot" -o "mnet$slot" -j ACCEPT
  for side in a b; do
    ip netns add "mnet$slot-$side"
    ip link add "mnet$slot-$side" type veth peer name eth0 netns "mnet$slot-$side"
    ip link set "mnet$slot-$side" master "mnet$slot" up
    ip -n "mnet$slot-$side" link set lo up
    ip -n "mnet$slot-$side" link set eth0 up
  done
  ip -n "mnet$slot-a" address add "10.86.$slot.11/24" dev eth0
  ip -n "mnet$slot-b" address add "10.86.$slot.12/24" dev eth0
}

down() {
  [ "${slot:-}" ] || return 0
  for side in a b; do
    ip netns pids "mnet$slot-$side" 2> /dev/null | xargs -r kill -9 2> /dev/null || true
    ip netns delete "mnet$slot-$side" 2> /dev/null || true
  done
  iptables -w -D FORWARD -i "mnet$slot" -o "mnet$slot" -j ACCEPT 2> /dev/null || true
  ip link delete "mnet$slot" 2> /dev/null || true
}

up
echo "$slot" > "$dir/slot"
echo ready
cat > /dev/null
