import type * as Plans from "./plan-manifests";
import type * as Diagrams from "./report/plan-diagram";

// A program that only renders needs neither, and together they take a third of the package.

/** {@link Plans.planManifests}, loaded when it is called. */
export const planManifests: typeof Plans.planManifests = (...args) =>
  (require("./plan-manifests") as typeof Plans).planManifests(...args);

/** {@link Diagrams.planDiagram}, loaded when it is called. */
export const planDiagram: typeof Diagrams.planDiagram = (...args) =>
  (require("./report/plan-diagram") as typeof Diagrams).planDiagram(...args);
