import * as handlers from "./dynamic";
import type { Handler } from "./handlers";

/** Gives the exports of a state's code what Pulumi's dynamic provider looks for in them. */
const exported =
  (handler: Handler) =>
  (exports: { handler?: () => Handler }): void => {
    exports.handler = () => handler;
  };

/**
 * The handlers of `./dynamic` for states that the plugin of a build of 0.1.0 made, which name theirs by the code
 * `require('pulumi-tencentrtc/dyn').application(exports)`. So the names exported here are kept for ever, too
 * (docs/decisions/002). The plugin names none now: the classes do, when a stack comes to them.
 */
export const application = exported(handlers.application);
export const adminAccount = exported(handlers.adminAccount);
export const pushCertificate = exported(handlers.pushCertificate);
export const subscription = exported(handlers.subscription);
export const tag = exported(handlers.tag);
export const webhook = exported(handlers.webhook);
