#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Starts ranks on several nodes that are network namespaces of this machine, with host names of their
# own, joined by a bridge. Nothing of it outlasts the command.
#
# usage: nodes.sh NODES RANKS-A-NODE DELAY COMMAND...   every frame arrives DELAY seconds late
#        nodes.sh --check                               whether this machine can do it
set -eu

if [ "${1:-}" != --inside ]; then
  exec unshare --net --mount --propagation private bash "$0" --inside "$@"
fi
shift

here=$(cd "$(dirname "$0")" && pwd)
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
mkdir -p /run/netns && mount -t tmpfs none /run/netns

ip link set lo up

# Makes a node and its cable, the other end of which is a port.
node() {
  ip netns add "node$1"
  ip link add "port$1" type veth peer name eth0 netns "node$1"
  ip link set "port$1" up
  ip -n "node$1" link set lo up
  ip -n "node$1" addr add "10.77.0.$(($1 + 1))/24" dev eth0
  ip -n "node$1" link set eth0 up
  echo "10.77.0.$(($1 + 1)) node$1" >>"$files/hosts"
}

echo '127.0.0.1 localhost' >"$files/hosts"
if [ "$1" = --check ]; then
  node 0
  ip netns exec node0 unshare --uts hostname node0
  exit
fi
nodes=$1 ranks=$2 delay=$3
shift 3
list= ports=
for i in $(seq 0 $((nodes - 1))); do
  node "$i"
  list=$list${list:+,}node$i:$ranks ports="$ports port$i"
done
if [ "$delay" = 0 ]; then
  ip link add name bridge0 type bridge && ip link set bridge0 up
  for port in $ports; do ip link set "$port" master bridge0; done
else
  for i in $(seq 0 $((nodes - 1))); do
    ip netns exec "node$i" python3 "$here/slow-hub.py" --plain eth0
  done
  # shellcheck disable=SC2086 # a list of words
  exec 3< <(exec python3 "$here/slow-hub.py" "$delay" $ports)
  read -r _ <&3
fi
mount --bind "$files/hosts" /etc/hosts

# What mpirun calls in the place of ssh: HOST COMMAND...
cat >"$files/agent" <<'AGENT'
#!/usr/bin/env bash
host=$1
shift
exec ip netns exec "$host" unshare --uts bash -c "hostname $host; $*"
AGENT
chmod +x "$files/agent"

# The ranks of all nodes share the cores of this machine.
"$files/agent" node0 mpirun --allow-run-as-root -n $((nodes * ranks)) -H "$list" --bind-to none \
  --mca plm_rsh_agent "$files/agent" --mca mpi_yield_when_idle 1 \
  --mca btl_tcp_if_include 10.77.0.0/24 --mca oob_tcp_if_include 10.77.0.0/24 "$@"
