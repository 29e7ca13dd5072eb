#!/usr/bin/env bash
# Tests the clusters themselves. Prints PASS or FAIL for each check, and the counts at the end. Exits with 1 if a check fails.
export LAB_HOME=${LAB_HOME:-$HOME/.cache/federation-lab} LAB_ID=${LAB_ID:-lab} LAB_NET=${LAB_NET:-172.22.132}
HERE=$(cd "$(dirname "$0")" && pwd); export LAB_BIN=${LAB_BIN:-$LAB_HOME/bin} LAB_SOCK=/run/$LAB_ID-containerd.sock
p=0 n=0
k(){ local c=$1; shift; timeout 90 $LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/config --context $c-cluster-context "$@"; }
t(){ local name=$1; shift; local out; if out=$("$@" 2>&1); then p=$((p+1)); echo "PASS $name: $(tail -1 <<<"$out" | cut -c1-140)"; else n=$((n+1)); echo "FAIL $name: $(tail -3 <<<"$out" | cut -c1-400)"; fi; }
grepq(){ local want=$1; shift; local o; o=$("$@" 2>&1); echo "$o"; grep -qE "$want" <<<"$o"; }
not(){ ! "$@"; }
ctr -a $LAB_SOCK -n k8s.io images ls -q name==lab.local/kubectl:1 | grep -q . || $HERE/mkimage lab.local/kubectl:1 - $LAB_BIN/kube kube kubectl
for c in f a b; do t "nodes Ready $c" k $c wait --for=condition=Ready node --all --timeout=30s; done
N=lab-check
k f create namespace $N >/dev/null; k f label ns $N pod-security.kubernetes.io/enforce=restricted >/dev/null
cat <<K | k f -n $N apply -f - >/dev/null
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
      containers:
      - name: web
        image: docker.io/library/busybox:1.36
        imagePullPolicy: IfNotPresent
        command: [sh, -c, 'echo \$(hostname) > /tmp/index.html; exec httpd -f -p 8080 -h /tmp']
        readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
        livenessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 2}
        securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {cpu: 200m, memory: 64Mi}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Mi}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: reader}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: reader, namespace: $N}]
K
pod(){ # name image sa command...
  local name=$1 image=$2 sa=$3; shift 3
  python3 - "$name" "$image" "$sa" "$@" <<'P' | k f -n $N apply -f - >/dev/null
import json,sys
name,image,sa,*cmd=sys.argv[1:]
print(json.dumps({"apiVersion":"v1","kind":"Pod","metadata":{"name":name},"spec":{"restartPolicy":"Never","serviceAccountName":sa,
 "securityContext":{"runAsNonRoot":True,"runAsUser":65532,"runAsGroup":65532,"fsGroup":65532,"seccompProfile":{"type":"RuntimeDefault"}},
 "volumes":[{"name":"d","persistentVolumeClaim":{"claimName":"data"}}],
 "containers":[{"name":"c","image":image,"imagePullPolicy":"IfNotPresent","command":cmd,"volumeMounts":[{"name":"d","mountPath":"/data"}],
 "securityContext":{"allowPrivilegeEscalation":False,"capabilities":{"drop":["ALL"]}}}]}}))
P
}
done_pod(){ k f -n $N wait --for=jsonpath='{.status.phase}'=Succeeded pod/$1 --timeout=40s; k f -n $N logs $1; [ "$(k f -n $N get pod $1 -o jsonpath='{.status.phase}')" = Succeeded ]; }
BB=docker.io/library/busybox:1.36; KC=lab.local/kubectl:1
t "deployment of a local image Ready (restricted, non-root, probes, limits)" k f -n $N rollout status deploy/web --timeout=60s
pod dns $BB default sh -c 'nslookup web.lab-check.svc.cluster.local && nslookup kubernetes.default.svc.cluster.local && wget -qO- http://web/ && wget -qO- http://web.lab-check.svc.cluster.local/'
t "pod: DNS (short and full name) and ClusterIP through kube-proxy" done_pod dns
pod w $BB default sh -c 'id -u; echo kept > /data/file && cat /data/file'; t "PVC binds and a non-root pod writes" done_pod w
k f -n $N delete pod w --now >/dev/null; pod r $BB default cat /data/file; t "PVC content survives the pod" grepq '^kept' done_pod r
t "NodePort from this machine" grepq 'web-' curl -fsS --noproxy '*' --max-time 5 http://$LAB_NET.31:30080/
t "NodePort balances over both pods" bash -c "for i in \$(seq 30); do curl -fsS --noproxy '*' --max-time 5 http://$LAB_NET.31:30080/; done | sort | uniq -c | tee /dev/stderr | wc -l | grep -qx 2"
pod tok $KC reader kubectl -n $N auth whoami -o jsonpath='{.status.userInfo.username}'; t "SA token authenticates in a pod" grepq 'serviceaccount:lab-check:reader' done_pod tok
pod rd $KC reader kubectl -n $N get pods -o name; t "SA token + RBAC reads" grepq pod/web- done_pod rd
pod no $KC reader kubectl -n kube-system get secrets; sleep 4; t "RBAC refuses the rest" grepq 'Forbidden|forbidden' k f -n $N logs no
t "Pod Security restricted refuses a privileged pod" grepq 'violates PodSecurity' k f -n $N run bad --image=$BB --restart=Never --privileged
for m in a:41 b:51; do pod m-${m%%:*} $KC default kubectl --server https://$LAB_NET.${m##*:}:6443 --insecure-skip-tls-verify --token "$(k ${m%%:*} create token default)" get --raw /version
  t "pod on F reaches ${m%%:*}'s apiserver" grepq v1.34.4 done_pod m-${m%%:*}; done
W=$(k f -n $N get pod -l app=web -o name | head -1)
t "kubectl exec" grepq '^65532' k f -n $N exec $W -- id -u
t "kubectl logs" k f -n $N logs dns --tail=1
k f -n $N port-forward svc/web 18080:80 >/dev/null 2>&1 & PF=$!; sleep 2; t "kubectl port-forward" grepq web- curl -fsS --noproxy '*' --max-time 5 http://127.0.0.1:18080/; kill $PF 2>/dev/null
U=$(k f -n $N get $W -o jsonpath='{.metadata.uid}')
t "self-heal: a deleted pod is replaced" bash -c "$LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/f.conf -n $N delete $W --now >/dev/null; $LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/f.conf -n $N rollout status deploy/web --timeout=60s"
t "no image is pulled: an unknown image stays ErrImagePull" bash -c "$LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/f.conf -n default run nopull --image=lab.local/none:1 --image-pull-policy=Never --restart=Never >/dev/null; for i in \$(seq 20); do $LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/f.conf get pod nopull -o jsonpath='{.status.containerStatuses[0].state.waiting.reason}' | grep ErrImageNeverPull && exit 0; sleep 0.5; done; exit 1"
k f delete pod nopull --now >/dev/null
t "SA token secret (type service-account-token) is filled" bash -c "printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: t, namespace: $N, annotations: {kubernetes.io/service-account.name: reader}}\ntype: kubernetes.io/service-account-token\n' | $LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/f.conf apply -f - >/dev/null; for i in \$(seq 20); do $LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/f.conf -n $N get secret t -o jsonpath='{.data.token}' | grep -q . && echo filled && exit 0; sleep 0.3; done; exit 1"
for c in a b; do
  k $c create deployment nginx --image=docker.io/library/nginx:1.27 --replicas=3 >/dev/null
  t "$c: deployment goes available on kwok" k $c rollout status deploy/nginx --timeout=60s
  t "$c: spread on both kwok nodes" bash -c "$LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/$c.conf get pods -l app=nginx -o jsonpath='{range .items[*]}{.spec.nodeName} {.status.phase}{\"\n\"}{end}' | sort | uniq -c | tee /dev/stderr | wc -l | grep -qx 2"
  k $c scale deploy/nginx --replicas=10 >/dev/null; t "$c: scales to 10" k $c rollout status deploy/nginx --timeout=60s
  k $c create job once --image=busybox >/dev/null; t "$c: a job completes" k $c wait --for=condition=Complete job/once --timeout=30s
  k $c delete deploy/nginx job/once --wait=true >/dev/null; done
t "merged config: 3 contexts, distinct users and clusters" bash -c "$LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/config config view -o jsonpath='{.contexts[*].name} {.clusters[*].name} {.users[*].name}' | tr ' ' '\n' | sort -u | wc -l | grep -qx 9"
k f -n $N delete pvc data --wait=false >/dev/null; T0=$SECONDS; t "namespace goes away" timeout 90 $LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/f.conf delete namespace $N
t "PV is reclaimed" bash -c "for i in \$(seq 20); do [ -z \"\$($LAB_BIN/kubectl --kubeconfig $LAB_HOME/kube/f.conf get pv -o name)\" ] && echo gone && exit 0; sleep 0.5; done; exit 1"
echo "$p passed, $n failed in ${SECONDS}s"
[ "$n" = 0 ]
