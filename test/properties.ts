import fc from "fast-check";

declare const propertySeed: number;

fc.configureGlobal({ seed: propertySeed });

// What CI closes is tried where a test says so.
delete process.env.CI;
