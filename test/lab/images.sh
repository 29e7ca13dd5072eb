#!/usr/bin/env bash
# Adds every image that a federation needs to the real node, under its upstream name, so that nothing is pulled.
set -euo pipefail
cd "$(dirname "$0")"
bin=${LAB_BIN:?set by up.sh}

./mkimage lab.local/pause:1 /usr/local/bin/pause "$bin/pause" pause
./mkimage lab.local/kms:1 /usr/local/bin/kms "$bin/kms" kms
for component in kube-apiserver kube-controller-manager; do
  for tag in v1.34.4 v1.35.2; do
    ./mkimage registry.k8s.io/$component:$tag - "$bin/kube" kube kube-apiserver kube-controller-manager
  done
done
names=(karmada karmada-{aggregated-apiserver,controller-manager,scheduler,webhook,agent,descheduler,scheduler-estimator,metrics-adapter})
for name in "${names[@]:1}"; do ./mkimage docker.io/karmada/$name:v1.18.2 - "$bin/karmada" "${names[@]}"; done
# The live tests run this one without a kubelet, which would set the user.
IMAGE_USER=65532 ./mkimage docker.io/karmada/karmada-agent:v1.18.2 - "$bin/karmada" "${names[@]}"
for reference in registry.k8s.io/etcd:3.6.6-0 gcr.io/etcd-development/etcd:v3.6.16; do ./mkimage $reference /usr/local/bin/etcd "$bin/etcd" etcd etcdctl etcdutl; done
./mkimage docker.io/coredns/coredns:1.15.0 /usr/local/bin/coredns "$bin/coredns" coredns
./mkimage registry.k8s.io/external-dns/external-dns:v0.21.0 /usr/local/bin/external-dns "$bin/external-dns" external-dns
IMAGE_TOOLS="/bin/busybox $bin/flock" ./mkimage docker.io/restic/restic:0.18.1 - "$bin/restic" restic
./mkimage docker.io/prom/prometheus:v3.16.0 /usr/local/bin/prometheus "$bin/prometheus" prometheus
./mkimage docker.io/library/busybox:1.36 - /bin/busybox busybox sh ls cat wget nslookup sleep mkdir echo nc hostname mv chmod id sed grep httpd
if [ -x "$bin/etcd-operator" ]; then
  IMAGE_USER=65532 ./mkimage gcr.io/etcd-development/etcd-operator:v0.2.0 /usr/local/bin/manager "$bin/etcd-operator" manager
fi
# The candidate of the next release: see candidate.sh. Kubernetes and etcd are those of the release before.
if [ -x "$bin/karmada-candidate" ]; then
  for name in "${names[@]:1}"; do ./mkimage docker.io/karmada/$name:v1.19.0-rc.0 - "$bin/karmada-candidate" "${names[@]}"; done
  for component in kube-apiserver kube-controller-manager; do
    ./mkimage registry.k8s.io/$component:v1.36.2 - "$bin/kube" kube kube-apiserver kube-controller-manager
  done
  ./mkimage registry.k8s.io/etcd:3.6.8-0 /usr/local/bin/etcd "$bin/etcd" etcd etcdctl etcdutl
fi
