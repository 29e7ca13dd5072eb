// Interpret asks the interpreters that Karmada ships with, without a cluster: it reads objects as JSON, one a line, and writes for each
// what they say. With the argument "kinds", it writes for which kinds they say anything, and the objects of their own tests.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
	mcsv1alpha1 "sigs.k8s.io/mcs-api/pkg/apis/v1alpha1"

	configv1alpha1 "github.com/karmada-io/karmada/pkg/apis/config/v1alpha1"
	"github.com/karmada-io/karmada/pkg/resourceinterpreter/default/native"
	"github.com/karmada-io/karmada/pkg/resourceinterpreter/default/thirdparty"
	"github.com/karmada-io/karmada/pkg/resourceinterpreter/default/thirdparty/resourcecustomizations"
)

var operations = []configv1alpha1.InterpreterOperation{
	configv1alpha1.InterpreterOperationInterpretReplica,
	configv1alpha1.InterpreterOperationReviseReplica,
	configv1alpha1.InterpreterOperationInterpretDependency,
	configv1alpha1.InterpreterOperationInterpretComponent,
}

type asked struct {
	Object unstructured.Unstructured `json:"object"`
	Share  int64                     `json:"share"`
}

type replicas struct {
	Count    int32  `json:"count"`
	Requires bool   `json:"requires"`
	Error    string `json:"error,omitempty"`
}

type revised struct {
	Object *unstructured.Unstructured `json:"object,omitempty"`
	Error  string                     `json:"error,omitempty"`
}

type dependencies struct {
	Objects []configv1alpha1.DependentObjectReference `json:"objects"`
	Error   string                                    `json:"error,omitempty"`
}

// answer lacks what the kind's interpreters do not do.
type answer struct {
	Replicas     *replicas     `json:"replicas,omitempty"`
	Revised      *revised      `json:"revised,omitempty"`
	Dependencies *dependencies `json:"dependencies,omitempty"`
	Components   bool          `json:"components"`
}

type interpreters struct {
	native     *native.DefaultInterpreter
	thirdParty *thirdparty.ConfigurableInterpreter
}

func main() {
	output := json.NewEncoder(os.Stdout)
	known := interpreters{native.NewDefaultInterpreter(), thirdparty.NewConfigurableInterpreter()}
	if len(os.Args) > 1 && os.Args[1] == "kinds" {
		must(output.Encode(map[string]any{"kinds": known.kinds(), "objects": testedObjects()}))
		return
	}
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	for input.Scan() {
		var given asked
		must(json.Unmarshal(input.Bytes(), &given))
		must(output.Encode(known.answer(given)))
	}
	must(input.Err())
}

func (i interpreters) knows(kind schema.GroupVersionKind, operation configv1alpha1.InterpreterOperation) bool {
	return i.native.HookEnabled(kind, operation) || i.thirdParty.HookEnabled(kind, operation)
}

func (i interpreters) answer(given asked) answer {
	kind := given.Object.GroupVersionKind()
	told := answer{Components: i.knows(kind, configv1alpha1.InterpreterOperationInterpretComponent)}
	if i.knows(kind, configv1alpha1.InterpreterOperationInterpretReplica) {
		count, requires, ours, err := i.thirdParty.GetReplicas(given.Object.DeepCopy())
		if !ours {
			count, requires, err = i.native.GetReplicas(given.Object.DeepCopy())
		}
		told.Replicas = &replicas{count, requires != nil, text(err)}
	}
	if i.knows(kind, configv1alpha1.InterpreterOperationReviseReplica) {
		object, ours, err := i.thirdParty.ReviseReplica(given.Object.DeepCopy(), given.Share)
		if !ours {
			object, err = i.native.ReviseReplica(given.Object.DeepCopy(), given.Share)
		}
		told.Revised = &revised{object, text(err)}
	}
	if i.knows(kind, configv1alpha1.InterpreterOperationInterpretDependency) {
		objects, ours, err := i.thirdParty.GetDependencies(given.Object.DeepCopy())
		if !ours {
			objects, err = i.native.GetDependencies(given.Object.DeepCopy())
		}
		told.Dependencies = &dependencies{objects, text(err)}
	}
	return told
}

// kinds are those of Kubernetes, of its multicluster API and of the embedded customizations about which an interpreter says anything
// here.
func (i interpreters) kinds() []string {
	candidates := map[schema.GroupVersionKind]bool{mcsv1alpha1.SchemeGroupVersion.WithKind("ServiceImport"): true}
	for kind := range scheme.Scheme.AllKnownTypes() {
		candidates[kind] = true
	}
	for kind := range thirdparty.NewThirdPartyConfigManager().CustomAccessors() {
		candidates[kind] = true
	}
	known := []string{}
	for kind := range candidates {
		for _, operation := range operations {
			if i.knows(kind, operation) {
				version, name := kind.ToAPIVersionAndKind()
				known = append(known, version+"/"+name)
				break
			}
		}
	}
	return known
}

// testedObjects are those for which Karmada's own tests ask its customizations.
func testedObjects() []any {
	objects := []any{}
	must(fs.WalkDir(resourcecustomizations.Embedded, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.Contains(path, "/testdata/") || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		data, err := fs.ReadFile(resourcecustomizations.Embedded, path)
		if err != nil {
			return err
		}
		decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(data), 4096)
		for {
			var test struct {
				DesiredObj any `json:"desiredObj"`
			}
			if err := decoder.Decode(&test); err != nil {
				if err == io.EOF {
					return nil
				}
				return err
			}
			if test.DesiredObj != nil {
				objects = append(objects, test.DesiredObj)
			}
		}
	}))
	return objects
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
