import { releaseLeavingCertificates } from "./push-certificate/release";
import { releaseLeavingPackages } from "./subscription/release";

/** By noun that can be to go with its application: how those of an application are given up when it is. */
export const releaseLeaving = [releaseLeavingCertificates, releaseLeavingPackages] as const;
