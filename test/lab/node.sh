#!/usr/bin/env bash
# The real nodes of cluster F, each in its own network namespace: f-node, f-node-2 (172.22.132.32), f-node-3 (172.22.132.33) and so on.
#   node.sh up N      boots node N, or restarts what has stopped. up.sh boots the first
#   node.sh lose N    stops node N at once, as if its power failed
#   node.sh remove N  the same, and takes node N out of the cluster
HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/common.sh"
usage(){ sed -n '3,5s/^# *//p' "$HERE/node.sh" >&2; exit 2; }
[ $# = 2 ] && [[ $2 =~ ^[1-9]$ ]] || usage
suffix $2; NODE=f-node$S IP=$LAB_NET.$((30 + $2)); export LAB_SOCK=/run/$LAB_ID-containerd$S.sock
lose(){ local name
  ip link del $LAB_ID-f$S 2>/dev/null || true
  for name in kubelet proxy containerd; do end KILL $name-f$S; done
  kill_pods; end KILL node-mounts$S; sleep 0.5
  for name in kubelet-f proxy-f containerd-f node-mounts; do rm -f pids/$name$S; done
  ip netns del $LAB_ID-f$S 2>/dev/null || true; forget_node; }
case $1 in
  lose | remove)
    [ $2 != 1 ] || { echo "The first node also runs the control plane." >&2; exit 2; }
    lose; [ $1 = lose ] || k f delete node $NODE --ignore-not-found >/dev/null; exit ;;
  up) ;;
  *) usage ;;
esac
net f$S $IP
inside(){ nsenter --net=/run/netns/$LAB_ID-f$S "$@"; }
inside sysctl -qw net.ipv4.ip_forward=1
# what leaves the pods' network has the node's address; between pods, each has its own
masquerade=(POSTROUTING -t nat -s 10.244.0.0/16 ! -d 10.244.0.0/16 -j MASQUERADE)
inside iptables -w -C "${masquerade[@]}" 2>/dev/null || inside iptables -w -A "${masquerade[@]}"
[ -f pki/f/kubelet$S.crt ] || crt pki/f kubelet$S "/O=system:nodes/CN=system:node:$NODE" "subjectAltName=IP:$IP
extendedKeyUsage=clientAuth,serverAuth"
kc f $IPF f-node kubelet$S kube/kubelet$S.conf
mounts
# a cgroup of its own (v1: one per controller), so that kubelet's clean-up never sees another kubelet's pods
if [ -f /sys/fs/cgroup/cgroup.controllers ]; then mkdir -p /sys/fs/cgroup/$LAB_ID$S
else for h in $(awk '$3=="cgroup"{print $2}' /proc/mounts); do mkdir -p $h/$LAB_ID$S
  for f in cpuset.cpus cpuset.mems; do [ -f $h/$f ] && cat $h/$f >$h/$LAB_ID$S/$f; done; done; fi
cat > containerd$S.toml <<K
version = 2
root = "$LAB/data/containerd$S"
state = "/run/$LAB_ID-containerd$S"
[grpc]
  address = "$LAB_SOCK"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "lab.local/pause:1"
  disable_apparmor = true
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$LAB/cni$S"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
K
on_node containerd-f$S containerd --config $LAB/containerd$S.toml
for i in $(seq 60); do ctr -a $LAB_SOCK version >/dev/null 2>&1 && break; sleep 0.5; done; say "$NODE: containerd up"
# the images are made again when a binary or the list of images has changed
want=$(cat $HERE/images.sh $HERE/mkimage <(stat -Lc '%n %s %Y' $BIN/*) | sha256sum)
[ "$(cat data/images$S.done 2>/dev/null)" = "$want" ] || { $HERE/images.sh; echo "$want" >data/images$S.done; }; say "$NODE: images in"
cat > kubelet$S.yaml <<K
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $LAB/pki/f/ca.crt}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: /$LAB_ID$S
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
containerRuntimeEndpoint: unix://$LAB_SOCK
failSwapOn: false
failCgroupV1: false
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%, nodefs.inodesFree: 1%}
serializeImagePulls: false
resolvConf: $LAB/resolv.conf
tlsCertFile: $LAB/pki/f/kubelet$S.crt
tlsPrivateKeyFile: $LAB/pki/f/kubelet$S.key
K
echo "nameserver 127.0.0.1" > resolv.conf
echo "nameserver 127.0.0.1" > resolv.conf
on_node kubelet-f$S $BIN/kube kubelet --config=$LAB/kubelet$S.yaml --kubeconfig=$LAB/kube/kubelet$S.conf --hostname-override=$NODE --node-ip=$IP --root-dir=$LAB/data/kubelet$S --node-labels=topology.kubernetes.io/zone=zone-f$S
cat > proxy$S.yaml.new <<K   # kube-proxy exits when its file is touched: replace it only when it differs
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
clusterCIDR: 10.244.0.0/16
hostnameOverride: $NODE
clientConnection: {kubeconfig: $LAB/kube/f.conf}
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
K
cmp -s proxy$S.yaml.new proxy$S.yaml && rm proxy$S.yaml.new || mv proxy$S.yaml.new proxy$S.yaml
on_node proxy-f$S $BIN/kube kube-proxy --config=$LAB/proxy$S.yaml
# --- the pods' network: each node's range is behind its address
for i in $(seq 120); do range=$(k f get node $NODE -o jsonpath='{.spec.podCIDR}' 2>/dev/null || true); [ -n "$range" ] && break; sleep 0.5; done
cat > cni$S/10-bridge.conflist <<K
{"cniVersion":"0.4.0","name":"$LAB_ID","plugins":[{"type":"bridge","bridge":"cni0","isGateway":true,"ipMasq":false,"hairpinMode":true,"ipam":{"type":"host-local","ranges":[[{"subnet":"$range"}]],"routes":[{"dst":"0.0.0.0/0"}]}},{"type":"portmap","capabilities":{"portMappings":true}}]}
K
k f get nodes -o jsonpath='{range .items[*]}{.spec.podCIDR} {.status.addresses[?(@.type=="InternalIP")].address} {.metadata.name}{"\n"}{end}' | while read -r other via name; do
  [ $name = $NODE ] || [ ! -e /run/netns/$LAB_ID-${name/-node/} ] || {
    inside ip route replace $other via $via; ip -n $LAB_ID-${name/-node/} route replace $range via $IP; }
done
for i in $(seq 120); do k f wait --for=condition=Ready node/$NODE --timeout=1s >/dev/null 2>&1 && break; sleep 0.5; done; say "$NODE: ready"
