// Schedule asks Karmada's own scheduling code, without a cluster: it reads cases as JSON, one a line, and writes for each what the
// scheduler decides.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/cache"

	clusterv1alpha1 "github.com/karmada-io/karmada/pkg/apis/cluster/v1alpha1"
	policyv1alpha1 "github.com/karmada-io/karmada/pkg/apis/policy/v1alpha1"
	workv1alpha2 "github.com/karmada-io/karmada/pkg/apis/work/v1alpha2"
	estimator "github.com/karmada-io/karmada/pkg/estimator/client"
	clusterlister "github.com/karmada-io/karmada/pkg/generated/listers/cluster/v1alpha1"
	schedulercache "github.com/karmada-io/karmada/pkg/scheduler/cache"
	"github.com/karmada-io/karmada/pkg/scheduler/core"
	"github.com/karmada-io/karmada/pkg/scheduler/framework/plugins"
	"github.com/karmada-io/karmada/pkg/util/helper"
)

type aCase struct {
	Clusters []struct {
		Name   string                      `json:"name"`
		Labels map[string]string           `json:"labels"`
		Spec   clusterv1alpha1.ClusterSpec `json:"spec"`
	} `json:"clusters"`
	Placement    policyv1alpha1.Placement `json:"placement"`
	Replicas     int32                    `json:"replicas"`
	UID          types.UID                `json:"uid"`
	Capacity     map[string]int32         `json:"capacity"`
	Current      map[string]int32         `json:"current"`
	CurrentGroup string                   `json:"currentGroup"`
}

type outcome struct {
	Clusters map[string]int32 `json:"clusters"`
	Group    string           `json:"group,omitempty"`
	Error    string           `json:"error,omitempty"`
}

// room tells the scheduler the free capacity of a case.
type room struct{ capacity map[string]int32 }

func (r room) MaxAvailableReplicas(_ context.Context, req estimator.ReplicaEstimationRequest) ([]workv1alpha2.TargetCluster, error) {
	found := make([]workv1alpha2.TargetCluster, len(req.Clusters))
	for i, cluster := range req.Clusters {
		found[i] = workv1alpha2.TargetCluster{Name: cluster.Name, Replicas: r.capacity[cluster.Name]}
	}
	return found, nil
}

func (r room) MaxAvailableComponentSets(context.Context, estimator.ComponentSetEstimationRequest) ([]estimator.ComponentSetEstimationResponse, error) {
	return nil, nil
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<20)
	output := json.NewEncoder(os.Stdout)
	for input.Scan() {
		var given aCase
		if err := json.Unmarshal(input.Bytes(), &given); err != nil {
			panic(err)
		}
		if err := output.Encode(scheduled(given)); err != nil {
			panic(err)
		}
	}
}

func scheduled(given aCase) outcome {
	indexer := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{})
	for _, cluster := range given.Clusters {
		apis := []clusterv1alpha1.APIEnablement{{
			GroupVersion: "apps/v1",
			Resources:    []clusterv1alpha1.APIResource{{Name: "deployments", Kind: "Deployment"}},
		}}
		_ = indexer.Add(&clusterv1alpha1.Cluster{
			ObjectMeta: metav1.ObjectMeta{Name: cluster.Name, Labels: cluster.Labels},
			Spec:       cluster.Spec,
			Status:     clusterv1alpha1.ClusterStatus{APIEnablements: apis},
		})
	}
	estimator.GetReplicaEstimators()["general-estimator"] = room{given.Capacity}
	members := schedulercache.NewCache(clusterlister.NewClusterLister(indexer), nil, 0)
	algorithm, err := core.NewGenericScheduler(members, plugins.NewInTreeRegistry())
	if err != nil {
		panic(err)
	}
	placement := defaulted(given.Placement)
	spec := &workv1alpha2.ResourceBindingSpec{
		Resource:  workv1alpha2.ObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: "web", UID: given.UID},
		Replicas:  given.Replicas,
		Placement: &placement,
	}
	for name, replicas := range given.Current {
		spec.Clusters = append(spec.Clusters, workv1alpha2.TargetCluster{Name: name, Replicas: replicas})
	}
	status := &workv1alpha2.ResourceBindingStatus{}
	groups := placement.ClusterAffinities
	if groups == nil {
		return told(algorithm, spec, status)
	}
	first := 0
	for i, group := range groups {
		if group.AffinityName == given.CurrentGroup {
			first = i
		}
	}
	var result outcome
	for _, group := range groups[first:] {
		status.SchedulerObservedAffinityName = group.AffinityName
		result = told(algorithm, spec, status)
		result.Group = group.AffinityName
		if result.Error == "" {
			break
		}
	}
	return result
}

func told(algorithm core.ScheduleAlgorithm, spec *workv1alpha2.ResourceBindingSpec, status *workv1alpha2.ResourceBindingStatus) outcome {
	result, err := algorithm.Schedule(context.Background(), spec, status, &core.ScheduleAlgorithmOption{})
	if err != nil {
		return outcome{Error: err.Error()}
	}
	clusters := map[string]int32{}
	for _, cluster := range result.SuggestedClusters {
		clusters[cluster.Name] = cluster.Replicas
	}
	return outcome{Clusters: clusters}
}

// defaulted is a placement as Karmada's webhook leaves it.
func defaulted(placement policyv1alpha1.Placement) policyv1alpha1.Placement {
	helper.SetDefaultSpreadConstraints(placement.SpreadConstraints)
	if strategy := placement.ReplicaScheduling; strategy != nil {
		if strategy.ReplicaSchedulingType == "" {
			strategy.ReplicaSchedulingType = policyv1alpha1.ReplicaSchedulingTypeDivided
		}
		if strategy.ReplicaSchedulingType == policyv1alpha1.ReplicaSchedulingTypeDivided && strategy.ReplicaDivisionPreference == "" {
			strategy.ReplicaDivisionPreference = policyv1alpha1.ReplicaDivisionPreferenceWeighted
		}
	}
	return placement
}
