import type { ApplicationRecord, SimulatedApplication } from "../../backend/api";

/** An application of which a test knows that it is simulated. */
export function simulated(record: ApplicationRecord): SimulatedApplication {
  if (record.Executor !== "clock") throw new Error(`application ${record.SdkAppId} is real`);
  return record;
}
