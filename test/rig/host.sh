#!/bin/bash
# The first process of one host of the rig, inside its namespaces. It does not see the client's folders, and has an account
# `ops` that may use Docker and nothing else.
set -euo pipefail
dir=$1 name=$2 address=$3 slot=$4
home=$dir/$name

hostname "$name"
mount --bind "$home/run" /run
mkdir -p /run/sshd /run/lock
[ -L /var/run ] || mount --bind "$home/run" /var/run
for folder in /tmp /root /home /var/lib $RIG_HIDE; do
  case "$dir/" in "$folder"/*) continue ;; esac
  if [ -d "$folder" ]; then mount -t tmpfs none "$folder"; fi
done
mkdir -p /home/ops/.ssh
cp "$dir/key.pub" /home/ops/.ssh/authorized_keys
chown -R 4242:4242 /home/ops
{ cat /etc/passwd; echo 'ops:*:4242:4242::/home/ops:/bin/bash'; } > "$home/passwd"
{ grep -v '^docker:' /etc/group; echo 'ops:x:4242:'; echo 'docker:x:4243:ops'; } > "$home/group"
mount --bind "$home/passwd" /etc/passwd
mount --bind "$home/group" /etc/group

ip link set lo up
until ip -o -4 address show dev eth0 2> /dev/null | grep -q .; do sleep 0.01; done
ip route add default via "10.87.$slot.1"
echo 1 > /proc/sys/net/ipv4/ip_forward

cat > "$home/sshd_config" << CONFIG
ListenAddress $address:22
HostKey $dir/hostkey
PidFile none
PermitRootLogin no
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
MaxStartups 30:50:60
MaxSessions 8
CONFIG

dockerd --data-root "$home/data" --exec-root "$home/exec" --pidfile "$home/dockerd.pid" --cgroup-parent "/mrig$slot" \
  --host unix:///run/docker.sock \
  --host "tcp://$address:2376" --tlsverify --tlscacert "$dir/ca.pem" --tlscert "$dir/$name.pem" --tlskey "$dir/$name-key.pem" \
  --bip 172.30.0.1/24 --default-address-pool base=172.31.0.0/16,size=24 --log-level warn &
"$(command -v sshd || echo /usr/sbin/sshd)" -D -e -f "$home/sshd_config" &
wait
