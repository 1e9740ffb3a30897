/** The management backend as a server: Tencent Cloud API 3.0 over the service. */
export { type Address, inUrl } from "./connection/address";
export { FaultFile } from "./fault-file";
export { type RunningServer, type ServerOptions, startServer } from "./server";
