import * as pulumi from "@pulumi/pulumi";
import { refusalOfUnknown } from "../../provider/lifecycle/settings";

/** The reason why a run is refused because of its `tencentrtc:` settings, such as a misspelt key. */
export const settingsRefusal = (): string | undefined =>
  refusalOfUnknown(Object.keys(pulumi.runtime.allConfig()), pulumi.getProject());
