import { type BackendOptions, locationOf } from "../accounts/backend";
import type { Maintenance } from "./maintenance";

/**
 * The database of a backend as its operator works on it. Its driver is loaded only now: most commands need none.
 *
 * @throws UserError where the options name a server, which has no database that could be kept from here.
 */
export const openMaintenance = async (options: BackendOptions): Promise<Maintenance> => {
  const { maintenanceOf }: typeof import("./maintenance") = require("./maintenance");
  return maintenanceOf(locationOf(options));
};
