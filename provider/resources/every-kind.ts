import { z } from "zod";
import { property } from "../lifecycle/properties/meta";
import { Timeouts } from "../lifecycle/timeouts";

/** What every kind takes beside its own properties. */
export const everyKind = {
  timeouts: Timeouts,
  __declaration: property(z.string(), {
    policy: true,
    hidden: true,
    description: "Who declares the resource; passed by the adapter.",
  }),
};

/** What every kind takes that hangs on an application. */
export const everyChild = {
  ...everyKind,
  __keeps: property(z.enum(["retain", "disable"]).optional(), {
    policy: true,
    hidden: true,
    mayBeAbsent: true,
    description: "The application's deletionPolicy where that keeps it; passed by the adapter.",
  }),
};
