import { config } from "zod";

// zod writes code for each schema of an object and has V8 compile it, which is worth it from some hundreds of values on. It must be told before
// the first schema is made, and so is imported before all others.
config({ jitless: true });
