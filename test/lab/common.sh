# Sourced by the scripts that boot clusters and nodes, and stop them. Goes to $LAB_HOME.
set -euo pipefail
export LAB_HOME=${LAB_HOME:-$HOME/.cache/federation-lab} LAB_ID=${LAB_ID:-lab} LAB_NET=${LAB_NET:-172.22.132}
export LAB_BIN=${LAB_BIN:-$LAB_HOME/bin}
LAB=$LAB_HOME BIN=$LAB_BIN BR=br-$LAB_ID
mkdir -p "$LAB"; cd "$LAB"; mkdir -p kube logs pids pki data
IPF=$LAB_NET.31 IPA=$LAB_NET.41 IPB=$LAB_NET.51 GW=$LAB_NET.1
say(){ echo "[$(date +%T)] +${SECONDS}s $*"; }
k(){ local c=$1; shift; $BIN/kube kubectl --kubeconfig $LAB/kube/$c.conf "$@"; }
# --- processes, by their ids and start times
stamp(){ awk '{sub(/.*\) /,""); if ($1 != "Z") print $20}' /proc/$1/stat 2>/dev/null; }   # none for a zombie
alive(){ local p s; [ -f pids/$1 ] && read -r p s <pids/$1 && [ -n "$s" ] && [ "$(stamp $p)" = "$s" ]; }
launch(){ local name=$1; shift; alive $name && return 0
  setsid "$@" >logs/$name.log 2>&1 </dev/null & echo "$! $(stamp $!)" >pids/$name; }
start(){ local ns=$1 name=$2; shift 2; launch $name nsenter --net=/run/netns/$LAB_ID-$ns "$@"; }
end(){ local p s; alive $2 && read -r p s <pids/$2 && kill -$1 -- -$p 2>/dev/null || true; }
net(){ local c=$1 ip=$2 n=$LAB_ID-$1
  ip -n $n link show eth0 >/dev/null 2>&1 && return 0
  ip netns del $n 2>/dev/null || true; ip link del $n 2>/dev/null || true
  ip netns add $n; ip link add $n type veth peer name eth0 netns $n
  ip link set $n master $BR up
  ip -n $n link set lo up; ip -n $n link set eth0 up; ip -n $n addr add $ip/24 dev eth0; ip -n $n route add default via $GW; }
kc(){ local c=$1 ip=$2 user=$3 cert=$4 out=$5
  cat >$out <<K
apiVersion: v1
kind: Config
current-context: $c-cluster-context
clusters: [{name: k8s-$c-cluster, cluster: {server: "https://$ip:6443", certificate-authority-data: $(base64 -w0 pki/$c/ca.crt)}}]
users: [{name: $user, user: {client-certificate-data: $(base64 -w0 pki/$c/$cert.crt), client-key-data: $(base64 -w0 pki/$c/$cert.key)}}]
contexts: [{name: $c-cluster-context, context: {cluster: k8s-$c-cluster, user: $user}}]
K
}
crt(){ local d=$1 n=$2 subj=$3 ext=$4; openssl req -newkey rsa:2048 -nodes -subj "$subj" -keyout $d/$n.key -out $d/$n.csr 2>/dev/null
  openssl x509 -req -in $d/$n.csr -CA $d/ca.crt -CAkey $d/ca.key -CAcreateserial -days 3650 -extfile <(echo "$ext") -out $d/$n.crt 2>/dev/null; }
# --- the nodes of F: the first is part of the cluster, node.sh adds others. $S ends the names of what a node has of its own.
suffix(){ [ $1 = 1 ] && S= || S=-$1; }
# A node's mounts live in a mount namespace and go with it (the controller manager is in that of the first: it makes the host-path volumes).
mounts(){ mkdir -p cni$S data/{containerd,kubelet,var-kubelet,pod-logs,container-logs,var-cni}$S data/pv /var/lib/kubelet /var/log/pods /var/log/containers /var/lib/cni /tmp/hostpath_pv
  alive node-mounts$S || rm -f pids/.mounted$S
  launch node-mounts$S unshare --mount --propagation private bash -c "
    mount --bind $LAB/data/var-kubelet$S /var/lib/kubelet; mount --bind $LAB/data/pod-logs$S /var/log/pods
    mount --bind $LAB/data/container-logs$S /var/log/containers; mount --bind $LAB/data/var-cni$S /var/lib/cni; mount --bind $LAB/data/pv /tmp/hostpath_pv; touch $LAB/pids/.mounted$S; exec sleep infinity"
  for i in $(seq 50); do [ -e pids/.mounted$S ] && break; sleep 0.1; done; }
on_node(){ local name=$1 holder; shift; read -r holder _ <pids/node-mounts$S
  launch $name nsenter --mount=/proc/$holder/ns/mnt --net=/run/netns/$LAB_ID-f$S "$@"; }
# What containerd no longer answers for: a node's pods (its cgroup) and its shims (its socket in their arguments).
kill_pods(){ local f p c
  for f in $(find /sys/fs/cgroup/pids/$LAB_ID$S /sys/fs/cgroup/$LAB_ID$S -name cgroup.procs 2>/dev/null); do for p in $(cat $f); do kill -9 $p 2>/dev/null || true; done; done
  for c in /proc/[0-9]*/cmdline; do { tr '\0' ' ' <$c | grep -q "^/usr/bin/containerd-shim.* -address /run/$LAB_ID-containerd$S.sock "; } 2>/dev/null && kill -9 $(basename $(dirname $c)) 2>/dev/null || true; done; }
# Deletes what a node that has stopped leaves, apart from its images.
forget_node(){ local h
  for h in $(awk '$3 ~ /^cgroup/{print $2}' /proc/mounts); do [ -d $h/$LAB_ID$S ] && find $h/$LAB_ID$S -depth -type d -exec rmdir {} \; 2>/dev/null || true; done
  rm -rf data/{kubelet,var-kubelet,pod-logs,container-logs,var-cni}$S /run/$LAB_ID-containerd$S{,.sock,.sock.ttrpc}; }
