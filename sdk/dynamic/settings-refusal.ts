import * as pulumi from "@pulumi/pulumi";
import { refusalOfUnknown } from "../../provider/lifecycle/settings";

/** Why nothing may be done with the stack's `tencentrtc:` settings: one of them is none. */
export const settingsRefusal = (): string | undefined =>
  refusalOfUnknown(Object.keys(pulumi.runtime.allConfig()), pulumi.getProject());
