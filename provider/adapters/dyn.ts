import * as handlers from "./dynamic";
import type { Handler } from "./handlers";

/** Gives the exports of a state's code what Pulumi's dynamic provider looks for in them. */
const exported =
  (handler: Handler) =>
  (exports: { handler?: () => Handler }): void => {
    exports.handler = () => handler;
  };

/**
 * The handlers of `./dynamic` for states of the plugin, by which a stack comes from it to the classes. Each of these names its handler by
 * the code `require('pulumi-tencentrtc/dyn').application(exports)`, shorter than that of a class, since it is in every resource; so
 * the names exported here are kept for ever, too (docs/decisions/002).
 */
export const application = exported(handlers.application);
export const adminAccount = exported(handlers.adminAccount);
export const pushCertificate = exported(handlers.pushCertificate);
export const subscription = exported(handlers.subscription);
export const tag = exported(handlers.tag);
export const webhook = exported(handlers.webhook);
