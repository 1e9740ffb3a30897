import * as resources from "../resources";
import { cancelledByEngine } from "./cancellation";
import { engineReporter } from "./engine-log";
import { engineAddressOf, exitWithEngine } from "./engine-watch";
import { type Handler, makeHandlers } from "./handlers";
import { withoutPointers } from "./second-telling";

/**
 * The handlers of Pulumi's dynamic provider, one per kind. Every state names its handler by the text
 * `exports.handler=()=>require("pulumi-tencentrtc/dynamic").application`, so the names exported here are kept
 * for ever (docs/decisions/002).
 */
const engineAddress = engineAddressOf(process.argv);
if (engineAddress !== undefined) {
  exitWithEngine(engineAddress);
  console.error = withoutPointers(console.error);
}
const cancelled = engineAddress === undefined ? undefined : cancelledByEngine();
const handlerOf = makeHandlers(engineReporter(engineAddress), { cancelled });

export const application: Handler = handlerOf(resources.application);
export const adminAccount: Handler = handlerOf(resources.adminAccount);
export const pushCertificate: Handler = handlerOf(resources.pushCertificate);
export const subscription: Handler = handlerOf(resources.subscription);
export const tag: Handler = handlerOf(resources.tag);
export const webhook: Handler = handlerOf(resources.webhook);
