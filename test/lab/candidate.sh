#!/usr/bin/env bash
# Builds the candidate of the next Karmada release, which the Go module proxy need not have, for the live test of an upgrade: $LAB_HOME/bin/karmada-candidate,
# and its definitions in $LAB_HOME/candidate-crds. It takes its source from a folder, or else from Karmada's repository.
set -euo pipefail
: "${LAB_HOME:=$HOME/.cache/federation-lab}"
VERSION=v1.19.0-rc.0
source=${1:+$(realpath "$1")}
cd "$(dirname "$0")"
if [ -z "$source" ]; then
  source=$(mktemp -d)
  trap 'rm -rf "$source"' EXIT
  git clone --quiet --depth 1 --branch $VERSION https://github.com/karmada-io/karmada "$source"
fi
mkdir -p "$source/cmd/lab"
cp go/karmada/main.go "$source/cmd/lab/main.go"
export CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false ${GOFLAGS:-}"
(cd "$source" && go build -mod=vendor -ldflags "-s -w -X github.com/karmada-io/karmada/pkg/version.gitVersion=$VERSION" -o "$LAB_HOME/bin/karmada-candidate" ./cmd/lab)
rm -rf "$LAB_HOME/candidate-crds"
cp -r "$source/charts/karmada/_crds/bases" "$LAB_HOME/candidate-crds"
