/** The two sites of Tencent Cloud. A real account belongs to one, and its key pairs work there alone. */
export const sites = ["china", "international"] as const;
export type Site = (typeof sites)[number];
/**
 * Who carries changes out. `clock`: nobody, the account is simulated, and a change is done once its time has passed.
 * `operator`: people in the console of Tencent Cloud, where the applications are.
 */
export const executors = ["clock", "operator"] as const;
export type Executor = (typeof executors)[number];
