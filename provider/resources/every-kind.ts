import { z } from "zod";
import { policy } from "../lifecycle/properties/meta";
import { Timeouts } from "../lifecycle/timeouts";

/** What every kind takes beside its own properties. */
export const everyKind = {
  timeouts: Timeouts,
  __declaration: policy(z.string(), {
    hidden: true,
    description: "Who declares the resource; passed by the adapter.",
  }),
};

/** What every kind takes that hangs on an application. */
export const everyChild = {
  ...everyKind,
  __keeps: policy(z.enum(["retain", "disable"]).optional(), {
    hidden: true,
    mayBeAbsent: true,
    description: "The application's deletionPolicy where that keeps it; passed by the adapter.",
  }),
};
