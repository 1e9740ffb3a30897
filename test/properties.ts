import fc from "fast-check";

declare const propertySeed: number;

fc.configureGlobal({ seed: propertySeed });
