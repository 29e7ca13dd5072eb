#!/usr/bin/env bash
# Replaces cluster F by a new, empty one at the same address, as if its machine was lost. A and B keep what they have.
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
cd "${LAB_HOME:-$HOME/.cache/federation-lab}"
mkdir -p kept && mv data/etcd-a data/etcd-b kept/
"$HERE/down.sh"
mv kept/etcd-a kept/etcd-b data/ && rmdir kept
"$HERE/up.sh"
