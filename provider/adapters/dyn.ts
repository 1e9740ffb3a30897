import * as handlers from "./dynamic";
import type { Handler } from "./handlers";

/** What Pulumi's dynamic provider takes from the code that a state names. */
const moduleOf = (handler: Handler) => ({ handler: (): Handler => handler });

/**
 * The handlers of `./dynamic` for states of the plugin, by which a stack comes from it to the classes. Each of these names its handler by
 * the text `module.exports=require('pulumi-tencentrtc/dyn').application`, shorter than that of a class, since it is in every
 * resource; so the names exported here are kept for ever, too (docs/decisions/002).
 */
export const application = moduleOf(handlers.application);
export const adminAccount = moduleOf(handlers.adminAccount);
export const pushCertificate = moduleOf(handlers.pushCertificate);
export const subscription = moduleOf(handlers.subscription);
export const tag = moduleOf(handlers.tag);
export const webhook = moduleOf(handlers.webhook);
