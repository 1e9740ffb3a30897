import type * as pulumi from "@pulumi/pulumi";

/** What a class that is only read is told instead of arguments: which one it is. */
export type Existing = pulumi.CustomResourceOptions & { readonly id: pulumi.Input<pulumi.ID> };
