/** Folder of the lab: see test/lab/README.md. */
export declare const LAB_HOME: string;

/** What is missing for any test on live clusters. */
export declare function missingClusters(): string[];

/** What is missing for tests with the real Pulumi engine, beyond the clusters. */
export declare function missingPrograms(): string[];
